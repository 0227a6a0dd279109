"""How many a second: postings under COPY, postings folded, facts reconciled."""

import time

from figures.ledger import folding
from figures.ledger.drift import drift, records_drifted
from tests.bench import copying
from tests.bench.bench import Bench
from tests.bench.lines import Goal, at_least, number

CHUNKS = 5
COPYING = 30.0  # seconds after which no further chunk is copied
FOLDING = 300  # seconds


def ask_copy(bench: Bench) -> None:
    """Items a second of seizures and items copied in, with all that their triggers do."""
    bulks = copying.bulk(bench.database, copying.CHUNK, skip=0)
    bare = bulks[-1].rows / sum(copying.seconds(bench.database, bulks, triggers=False))
    copied = copying.Copied(bench.database)
    while copied.chunks < CHUNKS and sum(copied.seconds) < COPYING:
        copied.more()
    shown = {
        "seizures": str(copied.seizures),
        "items": str(copied.items),
        "without-triggers": f"{number(bare)}/s",
    }
    for name, taken in zip(("seizures", "items"), copied.seconds, strict=True):
        shown[f"{name}-took"] = f"{number(taken)}s"
    _judge(bench, "copy", at_least(25_000), copied.rate, "items/s", **shown)


def ask_fold(bench: Bench) -> None:
    """Postings a second, of those that the copy has left pending."""
    pending = folding.pending().number
    began, folded = time.perf_counter(), 0
    # 0 while another fold is at work: one whose worker is gone already.
    while (done := folding.fold()) or folding.pending().number:
        folded += done
        time.sleep(0 if done else 0.05)
        if time.perf_counter() - began > FOLDING:
            raise TimeoutError(f"{folded} of {pending} postings folded in {FOLDING} s")
    rate = folded / (time.perf_counter() - began)
    _judge(bench, "fold", at_least(50_000), rate, "postings/s", pending=str(pending))


def ask_reconcile(bench: Bench) -> None:
    """Facts a second, compared with the ledger; and how long it takes with the balances too."""
    began = time.perf_counter()
    records_drifted()
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    found = drift()
    shown = {"facts": str(found.facts), "with-balances": f"{number(time.perf_counter() - began)}s"}
    _judge(bench, "reconcile", at_least(500_000), float(found.facts) / seconds, "facts/s", **shown)
    bench.board.hold("reconcile", "nothing-has-drifted", not found, str(found) if found else "")


def _judge(bench: Bench, name: str, goal: Goal, rate: float, unit: str, **shown: str) -> None:
    bench.board.measured[name] = rate
    bench.board.judge(name, goal, rate, unit, **shown)

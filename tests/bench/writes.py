"""Q6: a seizure with three items is written, and its total is right when the writer looks."""

import json
import time
from dataclasses import dataclass, field
from decimal import Decimal

from tests.bench import capture
from tests.bench.bench import Bench
from tests.bench.lines import at_most, ms
from tests.bench.pages import SEIZURES
from tests.bench.reads import FIGURES
from tests.bench.rounds import Contestant, compete

Totals = dict[tuple[str, str], tuple[Decimal, int]]
# What a key writes is a draft, which is among the unverified figures of its own agency.
ADDED: Totals = {
    ("NARC.COCAINE", "KGM"): (Decimal("2.5"), 1),
    ("CASH.CURRENCY", "USD"): (Decimal(1200), 1),
    ("AMMUNITION", "ROUND"): (Decimal(30), 1),
}
LOOKS = 50  # until a total that is not right is given up


class NeverRight(Exception):
    """A total does not become right."""


def draft(bench: Bench) -> bytes:
    items = [
        {"measure": "NARC.COCAINE", "quantity": "2.5", "unit": "KGM"},
        {"measure": "CASH.CURRENCY", "amount": "1200", "currency": "USD"},
        {"measure": "AMMUNITION", "quantity": "30", "unit": "C62"},
    ]
    world = bench.world
    day = world.last.isoformat()
    stated = {"operation": world.operation, "country": world.country, "date": day, "items": items}
    return json.dumps(stated).encode()


@dataclass
class Writer:
    bench: Bench
    looks: list[int] = field(default_factory=list)
    posting: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        codes = ",".join(measure for measure, _unit in ADDED)
        path = (
            f"{FIGURES}?by=measure&operation={self.bench.world.operation}&measure={codes}&status=unverified"
        )
        self.look = self.bench.get(path)
        self.post = self.bench.post(SEIZURES, draft(self.bench))

    def write(self) -> float:
        """Writes, and looks until the totals are what they were and what was added; the seconds that it took."""
        wanted = _together(self._seen(), ADDED)
        began = time.perf_counter()
        self.bench.ours.ask(self.post, expected=201)
        self.posting.append(time.perf_counter() - began)
        for look in range(1, LOOKS + 1):
            if (found := self._seen()) == wanted:
                self.looks.append(look)
                return time.perf_counter() - began
        raise NeverRight(f"{found} instead of {wanted}")

    def _seen(self) -> Totals:
        found: Totals = {}
        for figure in json.loads(self.bench.ours.ask(self.look).body)["figures"]:
            cell = figure["measure"], figure["unit"]
            found = _together(found, {cell: (Decimal(figure["value"] or 0), figure["records"])})
        return found


def _together(one: Totals, other: Totals) -> Totals:
    nothing = (Decimal(0), 0)
    sums = {}
    for cell in {**one, **other}:
        (value, records), (more, others) = one.get(cell, nothing), other.get(cell, nothing)
        sums[cell] = value + more, records + others
    return sums


def plan(bench: Bench) -> bytes:
    """The request that has the bare server write the same."""
    body = draft(bench)
    statements, new = capture.written(SEIZURES, bench.key, body)
    return bench.plan("Q6", statements, body, new)


def ask(bench: Bench) -> None:
    bare, writer = plan(bench), Writer(bench)
    found = compete(
        Contestant("ours", lambda _number: writer.write()),
        Contestant("bare", lambda _number: bench.bare.ask(bare)),
    )
    _judge(bench, writer, found)
    for name, asked in (("Q1", f"by=measure&operation={bench.world.operation}"), ("Q2", "by=year")):
        _look_again(bench, name, bench.get(f"{FIGURES}?{asked}&status=unverified"))


def _look_again(bench: Bench, name: str, look: bytes) -> None:
    """An answer that the server may have kept is not given any more once somebody has written."""
    before = [_records(bench.ours.ask(look).body) for _ in range(3)]
    bench.ours.ask(bench.post(SEIZURES, draft(bench)), expected=201)
    after = _records(bench.ours.ask(look).body)
    right = after == before[-1] + len(ADDED)
    bench.board.hold(
        f"{name} repeated",
        "right-after-a-write",
        right,
        "" if right else f"{before[-1]}, then {after} records",
    )


def _records(body: bytes) -> int:
    return sum(figure["records"] for figure in json.loads(body)["figures"])


def _judge(bench: Bench, writer: Writer, found: dict[str, float]) -> None:
    ours = found["ours"]
    bench.board.measured["Q6"] = ours
    posting = sorted(writer.posting)[len(writer.posting) // 2]
    shown = {"ours": ms(ours), "post": ms(posting), "bare": ms(found["bare"])}
    bench.board.judge("Q6", at_most(5), ours / found["bare"], "ours/bare", **shown)
    writes, right = len(writer.looks), writer.looks.count(1)
    bench.board.hold("Q6", "right-at-commit", right == writes, f"{right} of {writes} at the first look")

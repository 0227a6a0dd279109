"""All questions at one size, in a process of its own: `python -m tests.bench.size ROWS FOLDER RESULT`.

DATABASE_URL names the copy of the data that it may write to.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import redis

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ops_tracker.settings")
django.setup()

from tests.bench import files, pages, rates, reads, storage, writers, writes  # noqa: E402
from tests.bench.bench import Bench, connected, made_key  # noqa: E402
from tests.bench.lines import Board  # noqa: E402
from tests.bench.servers import servers  # noqa: E402
from tests.bench.world import World  # noqa: E402


@contextmanager
def benches(rows: int, board: Board, folder: Path) -> Iterator[Bench]:
    plans = folder / "plans"
    plans.mkdir(parents=True, exist_ok=True)
    store = redis.Redis.from_url(os.environ["REDIS_URL"])
    # Kept answers name the version of the ledger that they are of, and another copy of it has had the same.
    store.flushdb()
    address = os.environ["DATABASE_URL"]
    with connected(address) as database, servers(folder / "log", plans) as found:
        world = World.seen(database)
        yield Bench(rows, board, world, found, plans, made_key(world.agency, address), database, store)


def ask_all(bench: Bench) -> None:
    board = bench.board
    about = {"operation": bench.world.operation, "country": bench.world.country, "agency": bench.world.agency}
    board.say(f"rows={bench.rows} " + " ".join(f"{name}={code}" for name, code in about.items()))
    for build in reads.questions(bench):
        question = build()
        board.attempt(question.name, lambda asked=question: reads.ask(bench, asked))
        if question.repeated:
            board.attempt(f"{question.name} repeated", lambda asked=question: reads.repeat(bench, asked))
    board.attempt("Q5", lambda: pages.ask(bench))
    board.attempt("Q6", lambda: writes.ask(bench))
    board.attempt("Q6 writers", lambda: writers.ask(bench))
    # The jobs would fold what is to be folded here.
    bench.servers.end_jobs()
    board.attempt("copy", lambda: rates.ask_copy(bench))
    board.attempt("fold", lambda: rates.ask_fold(bench))
    board.attempt("reconcile", lambda: rates.ask_reconcile(bench))
    board.attempt("import", lambda: files.ask(bench))
    board.attempt("storage", lambda: storage.ask(bench))


def main() -> None:
    # Whoever ends this gets what was measured so far, and servers that have ended.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    rows, folder, result = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    board = Board()
    try:
        with benches(rows, board, folder) as bench:
            ask_all(bench)
    finally:
        board.save(result)


if __name__ == "__main__":
    main()

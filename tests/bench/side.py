"""Both sizes at once, in turns, so that growth is not what the machine did between one and the other.

`python -m tests.bench.side FOLDER RESULT ROWS=ADDRESS ROWS=ADDRESS`, the smaller size first; the addresses are those
of copies that it may write to.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ops_tracker.settings")
django.setup()

from tests.bench import growth  # noqa: E402
from tests.bench.bench import Bench, connected, made_key  # noqa: E402
from tests.bench.lines import Board  # noqa: E402
from tests.bench.servers import ours_alone  # noqa: E402
from tests.bench.world import World  # noqa: E402


@contextmanager
def bench_of(rows: int, address: str, number: int, board: Board, folder: Path) -> Iterator[Bench]:
    # A Redis of its own, too: what is kept there is told apart by versions that two copies may share.
    redis = f"{os.environ['REDIS_URL']}?db={number}"
    env = os.environ | {"DATABASE_URL": address, "REDIS_URL": redis}
    with (
        connected(address) as database,
        ours_alone(folder / "log" / f"side-{rows}", env) as servers,
    ):
        world = World.seen(database)
        yield Bench(rows, board, world, servers, folder, made_key(world.agency, address), database)


def main() -> None:
    # Whoever ends this gets what was measured so far, and servers that have ended.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder, result, board = Path(sys.argv[1]), Path(sys.argv[2]), Board()
    sizes = [size.split("=", 1) for size in sys.argv[3:]]
    try:
        with ExitStack() as stack:
            benches = [
                stack.enter_context(bench_of(int(rows), at, number, board, folder))
                for number, (rows, at) in enumerate(sizes, 1)
            ]
            growth.answers(board, *benches)
            board.attempt("rates growth", lambda: growth.rates(board, *benches))
    finally:
        board.save(result)


if __name__ == "__main__":
    main()

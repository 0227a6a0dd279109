"""`make bench`: BENCH_ROWS says at which sizes, smallest first; without it, at 100,000 and 1,000,000 seizures."""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from ops_tracker.local import embedded, processes
from tests.bench import databases
from tests.bench.linear import rates
from tests.bench.lines import Board

SIZES = "100000 1000000"
PATIENCE = 1500  # seconds for all the questions at one size


def sizes(text: str) -> list[int]:
    """Raises ValueError, with a sentence that says what is possible."""
    found = text.replace(",", " ").split()
    if not all(size.isdecimal() and 1000 <= int(size) <= 10_000_000 for size in found):
        raise ValueError(f"BENCH_ROWS is {text!r}: give numbers from 1000 to 10000000, such as '{SIZES}'.")
    return sorted({int(size) for size in found}) or sizes(SIZES)


def run(rows: int, folder: Path, board: Board) -> Board:
    """What one size came to. Whatever goes wrong is told in a line, and the other sizes are still asked."""
    result = folder / f"result-{rows}.json"
    result.unlink(missing_ok=True)

    def ask() -> None:
        name = databases.prepare(rows, folder / "log" / f"load-{rows}.log", board.say)
        with databases.copied(name) as address:
            env = os.environ | {"DATABASE_URL": address}
            _run(["tests.bench.size", str(rows), str(folder), str(result)], env)

    board.attempt(f"rows={rows}", ask)
    found = Board.load(result)
    board.verdicts += found.verdicts
    return found


def compare(boards: dict[int, Board], folder: Path, board: Board) -> None:
    """What grows from the smallest to the largest size."""
    if len(boards) < 2:
        board.skip("growth", f"it takes two sizes, as in BENCH_ROWS='{SIZES}'")
        return
    result = folder / "result-growth.json"
    result.unlink(missing_ok=True)

    def ask() -> None:
        with ExitStack() as stack:
            found = {
                rows: stack.enter_context(databases.copied(databases.name_of(rows)))
                for rows in (min(boards), max(boards))
            }
            sizes = [f"{rows}={address}" for rows, address in found.items()]
            env = os.environ | {"DATABASE_URL": found[max(boards)]}
            _run(["tests.bench.side", str(folder), str(result), *sizes], env)

    board.attempt("growth", ask)
    board.verdicts += Board.load(result).verdicts
    rates(board, boards)


def _run(module: list[str], env: dict[str, str]) -> None:
    command = [sys.executable, "-m", *module]
    prepare = processes.child(by=signal.SIGTERM)
    with subprocess.Popen(command, env=env, cwd=embedded.ROOT, preexec_fn=prepare) as asking:  # noqa: PLW1509
        try:
            code = asking.wait(PATIENCE)
        except BaseException:
            asking.terminate()
            raise
    if code:
        raise RuntimeError(f"the questions ended with {code}")


def main() -> None:
    try:
        wanted = sizes(os.environ.get("BENCH_ROWS", ""))
    except ValueError as sentence:
        sys.exit(str(sentence))
    folder = Path(embedded.data_dir(), "bench")
    os.environ["OPS_TRACKER_DATA"] = str(folder)
    for name in embedded.VARIABLES:
        # What is measured is a PostgreSQL and a Redis of its own, as `make run` starts them.
        os.environ.pop(name, None)
    # As the settings have it for connections of the application: what copies rows in here goes past them.
    os.environ["PGOPTIONS"] = "-c pgtrigger.ignore={}"
    (folder / "log").mkdir(parents=True, exist_ok=True)
    board = Board()
    with open(folder / "bench.lock", "a") as lock:
        if not embedded.take(lock):
            sys.exit(f"Another `make bench` is at work in {folder}: it would slow this one down.")
        with embedded.services():
            boards = {rows: run(rows, folder, board) for rows in wanted}
            compare({rows: found for rows, found in boards.items() if found.measured}, folder, board)
    print(board.summary())  # noqa: T201 - its lines are what it is for


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)

"""What ten times the records cost."""

import time
from collections.abc import Callable, Iterator

from tests.bench import copying, pages, reads, writes
from tests.bench.bench import Bench
from tests.bench.lines import Board, at_most, ms, number
from tests.bench.rounds import Contestant, compete

CHUNKS = 2
FOLD = "SELECT figures_fold(10000)"
FOLDING = 120  # seconds
Ask = Callable[[int], object]


def answers(board: Board, small: Bench, large: Bench) -> None:
    """How much longer the same answers take at the larger size, asked in turns."""
    for (name, bound, ask), (_name, _bound, ask_large) in zip(_asked(small), _asked(large), strict=True):
        board.attempt(
            f"{name} growth",
            lambda name=name, bound=bound, asks=(ask, ask_large): _compare(
                board, name, bound, small, large, asks
            ),
        )


def _compare(
    board: Board, name: str, bound: float, small: Bench, large: Bench, asks: tuple[Callable[[], Ask], ...]
) -> None:
    names = [f"at{bench.rows}" for bench in (small, large)]
    found = compete(*(Contestant(at, ask()) for at, ask in zip(names, asks, strict=True)))
    shown = {at: ms(seconds) for at, seconds in found.items()}
    board.judge(f"{name} growth", at_most(bound), found[names[1]] / found[names[0]], "growth", **shown)


def _asked(bench: Bench) -> Iterator[tuple[str, float, Callable[[], Ask]]]:
    """Each question with how much longer it may take, and what makes it ready to be asked."""
    for build, bound in ((reads.q1, 1.3), (reads.q2, 1.3), (reads.q4, 2)):
        question = build(bench)
        yield question.name, bound, lambda paths=question.paths: _getting(bench, paths)
    filters = pages.filters_of(bench.world)
    yield "Q5 first", 1.3, lambda: _getting(bench, [pages.address(filters, "", pages.PAGE)])
    yield "Q5 far", 1.3, lambda: _getting(bench, [pages.reached(bench, filters)[0]])
    yield "Q6", 1.3, lambda: _writing(writes.Writer(bench))


def _getting(bench: Bench, paths: list[str]) -> Ask:
    wires = [bench.fresh(path) for path in paths]
    return lambda number: bench.ours.ask(wires[number % len(wires)])


def _writing(writer: writes.Writer) -> Ask:
    return lambda _number: writer.write()


def rates(board: Board, small: Bench, large: Bench) -> None:
    """How many fewer a second: items copied in, and the postings that this leaves folded."""
    copied = {bench.rows: copying.Copied(bench.database) for bench in (small, large)}
    for _ in range(CHUNKS):
        for each in copied.values():
            each.more()
    _linear(board, "copy", {rows: each.rate for rows, each in copied.items()})
    _linear(board, "fold", _folded(small, large))


def _folded(*benches: Bench) -> dict[int, float]:
    """Postings a second, folded in turns."""
    moved, taken = ({bench.rows: 0.0 for bench in benches} for _ in range(2))
    until = time.perf_counter() + FOLDING
    waiting = list(benches)
    while waiting and time.perf_counter() < until:
        for bench in list(waiting):
            began = time.perf_counter()
            row = bench.database.execute(FOLD).fetchone()
            if not row or not row[0]:
                waiting.remove(bench)
                continue
            moved[bench.rows] += row[0]
            taken[bench.rows] += time.perf_counter() - began
    return {rows: moved[rows] / taken[rows] for rows in moved}


def _linear(board: Board, name: str, rates: dict[int, float]) -> None:
    (small, before), (large, after) = rates.items()
    shown = {f"at{small}": f"{number(before)}/s", f"at{large}": f"{number(after)}/s"}
    board.judge(f"{name} growth", at_most(1.3), before / after, "growth", **shown)

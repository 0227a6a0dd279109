"""What is done to every record, and so cannot be done in turns, takes as long for each however many there are."""

from tests.bench.lines import Board, at_most, number

# How many fewer a second, give or take what the machine does from one minute to the next.
RATES = {"reconcile": 1.3}


def rates(board: Board, boards: dict[int, Board]) -> None:
    """How many fewer a second at the larger size."""
    small, large = min(boards), max(boards)
    for name, bound in RATES.items():
        before, after = (boards[size].measured.get(name) for size in (small, large))
        if before is None or after is None:
            board.skip(f"{name} growth", "it was not measured at both sizes")
            continue
        shown = {f"at{small}": f"{number(before)}/s", f"at{large}": f"{number(after)}/s"}
        board.judge(f"{name} growth", at_most(bound), before / after, "growth", **shown)

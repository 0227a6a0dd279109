"""What a statement's rows say: figures, and how much was left out of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from figures.answer.figure import Figure
from figures.answer.statement import IN, PART, UNDATED, UNVERIFIED, WITHHELD
from figures.question.names import Names
from figures.question.question import TIMES
from figures.question.terms import Terms, time_label

# The columns of a row: class, unit, method, measure, stage, whatever is grouped by, and the numbers.
UNIT, METHOD, MEASURE, STAGE, OTHERS = 1, 2, 3, 4, 5
NUMBERS = slice(-10, -1)
RECORDS = -10
LEFT_OUT = {"unverified": UNVERIFIED, "parts": PART, "undated": UNDATED}
Cell = dict[str, str | None]


class _Labels(dict[int | None, str | None]):
    """What the year, quarter or month of a number is called."""

    def __init__(self, time: str) -> None:
        super().__init__({None: None})
        self.time = time

    def __missing__(self, number: int) -> str:
        self[number] = time_label(self.time, number)
        return self[number]  # type: ignore[return-value]


class _Stages(dict[str, str]):
    def __missing__(self, stage: str) -> str:
        return stage


@dataclass(frozen=True)
class Result:
    """The rows of one statement, and what they were asked for by."""

    terms: Terms
    rows: list[tuple[Any, ...]]

    def figures(self) -> list[Figure]:
        """One figure a cell and unit; only a unit that converts by a method of its own comes in several rows.

        Raises KeyError for an id that the names do not have: what it stands for is newer than they are.
        """
        built = self._builder()
        figures = [built(row) for row in self.rows if row[0] == IN]
        return _merged(figures) if any(row[METHOD] is not None for row in self.rows) else figures

    def _builder(self) -> Callable[[tuple[Any, ...]], Figure]:
        names, time = self.terms.names, self.terms.question.time
        columns, units, methods = _columns(self.terms), names.units, names.methods

        def built(row: tuple[Any, ...]) -> Figure:
            cell: Cell = {name: called[row[column]] for name, column, called in columns}
            records, amount, exact, at_least, at_most, approximately, unquantified, unvalued, undated = row[
                NUMBERS
            ]
            return Figure(
                cell,
                units[row[UNIT]],
                amount if exact or at_least or at_most or approximately else None,
                records, exact, at_least, at_most, approximately, unquantified, unvalued,
                records if time and cell[time] is None else undated,
                row[-1],
                {methods[row[METHOD]]} if row[METHOD] in methods else set(),
            )  # fmt: skip

        return built

    def left_out(self) -> dict[str, int | bool]:
        """How many facts are not in the figures, each under the first of its reasons, as its evidence tells."""
        counts = dict.fromkeys((WITHHELD, *LEFT_OUT.values()), 0)
        for row in self.rows:
            if row[0] != IN:
                counts[row[0]] += row[RECORDS]
        left = {name: counts[reason] for name, reason in LEFT_OUT.items()}
        return left | {"withheld": counts[WITHHELD] > 0}


def _columns(terms: Terms) -> list[tuple[str, int, dict[Any, Any]]]:
    """The dimensions of a cell: where in the row each stands, and what it is called."""
    names: Names = terms.names
    at = {"measure": MEASURE, "stage": STAGE} | {name: OTHERS + n for n, name in enumerate(terms.by)}
    called: dict[str, dict[Any, Any]] = {
        "measure": names.measures,
        "stage": _Stages(),
        **names.codes,
        **{time: _Labels(time) for time in TIMES if time in terms.by},
    }
    return [(name, at[name], called[name]) for name in dict.fromkeys(("measure", "stage", *terms.cell))]


def _merged(figures: list[Figure]) -> list[Figure]:
    cells: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        key = (*figure.cell.values(), figure.unit)
        if key in cells:
            cells[key].add(figure)
        else:
            cells[key] = figure
    return list(cells.values())

"""Figures, and counts of what is left out of them, built from the rows of a statement."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from figures.answer.figure import LATEST, MAX, SUM, Figure
from figures.answer.out_of_sight import CALLED
from figures.answer.statement import EARLIER, IN, PART, UNDATED, UNVERIFIED, WITHHELD
from figures.models import Balance
from figures.question.names import Names
from figures.question.question import TIMES
from figures.question.terms import Terms, time_label

# The columns of a row: class, unit, method, measure, stage, whatever is grouped by, and the numbers.
UNIT, METHOD, MEASURE, STAGE, OTHERS = 1, 2, 3, 4, 5
NUMBERS = slice(-1 - len(Balance.NUMBERS), -1)
FACTS = NUMBERS.start
LEFT_OUT = {"unverified": UNVERIFIED, "parts": PART, "earlier": EARLIER, "undated": UNDATED}
Cell = dict[str, str | None]


class _Labels(dict[int | None, str | None]):
    """Codes of years, quarters or months by their number, made on first use."""

    def __init__(self, time: str) -> None:
        super().__init__({None: None})
        self.time = time

    def __missing__(self, number: int) -> str:
        self[number] = time_label(self.time, number)
        return self[number]  # type: ignore[return-value]  # set in the line before


class _Stages(dict[str, str]):
    def __missing__(self, stage: str) -> str:
        return stage


@dataclass(frozen=True)
class Result:
    """The rows of one statement, with the terms that it was built from."""

    terms: Terms
    rows: list[tuple[Any, ...]]
    # Rows of a `union_statement`, for measures that are not added up.
    unions: list[tuple[Any, ...]] = field(default_factory=list)

    def figures(self) -> list[Figure]:
        """The figures, one for each cell and unit.

        A unit that is converted by methods of its own has several rows, which are merged. Raises KeyError for an id
        of a row that is newer than the names.
        """
        built = self._builder()
        figures = [built(row) for row in self.rows if row[0] == IN]
        if "agency" in self.terms.by:
            figures = self._with_those_below(figures)
        elif any(row[METHOD] is not None for row in self.rows):
            figures = _merged(figures)
        figures = [figure for figure in figures if figure.facts]
        self._unite(figures)
        return self._priced(figures)

    def _with_those_below(self, figures: list[Figure]) -> list[Figure]:
        """Figures of agencies, with the amounts of the agencies below them.

        An agency without amounts of its own is in the answer only if the question names it."""
        column = OTHERS + self.terms.by.index("agency")
        rows = [row for row in self.rows if row[0] == IN]
        own = {_key(figure) for figure, row in zip(figures, rows, strict=True) if (row[column] or 0) >= 0}
        named = "agency" in self.terms.chosen
        return _merged([figure for figure in figures if named or _key(figure) in own])

    def apart(self) -> tuple[int, ...]:
        """Measures of figures that combine several records in another way than by a sum."""
        names = self.terms.names
        shown = (
            {row[MEASURE] for row in self.rows if row[0] == IN and row[FACTS] > 1} if names.operators else ()
        )
        return tuple(pk for pk in shown if names.measures[pk] in names.operators)

    def _unite(self, figures: list[Figure]) -> None:
        units, columns = self.terms.names.units, _columns(self.terms)
        # Their rows have no class and no method.
        of = {
            (*(called[row[column - 2]] for _name, column, called in columns), units[row[0]]): row[-2:]
            for row in self.unions
        }
        for figure in figures:
            if figure.operator == SUM or not figure.is_several:
                continue
            largest, latest = of.get((*figure.cell.values(), figure.unit), (None, None))
            figure.value = {str(MAX): largest, str(LATEST): latest}.get(figure.operator)

    def _priced(self, figures: list[Figure]) -> list[Figure]:
        """Figures of money, with the number of goods in the same cell whose worth nobody stated (`unpriced`).

        The statement reads those goods together with the money."""
        currencies, money = self.terms.names.currencies, self.terms.question.unit
        unpriced: Counter[Any] = Counter()
        for figure in figures:
            figure.by_worth = self._is_by_worth(figure)
            if figure.unpriced:
                unpriced[(*figure.cell.values(),)] += figure.unpriced
                figure.unpriced = 0
        for figure in figures:
            if unpriced and figure.unit in currencies:
                figure.unpriced = unpriced[(*figure.cell.values(),)]
        return [figure for figure in figures if figure.unit == money] if self.terms.is_of_money else figures

    def _is_by_worth(self, figure: Figure) -> bool:
        """Whether all records of the figure state their goods by worth alone, as its measure permits."""
        if figure.unit in self.terms.names.currencies or figure.unquantified < figure.facts:
            return False
        return not figure.unpriced and figure.cell["measure"] in self.terms.names.by_worth

    def _builder(self) -> Callable[[tuple[Any, ...]], Figure]:
        names, time = self.terms.names, self.terms.question.time
        columns, units, methods = _columns(self.terms), names.units, names.methods
        operators = names.operators

        def built(row: tuple[Any, ...]) -> Figure:
            cell: Cell = {name: called[row[column]] for name, column, called in columns}
            facts, records, events, aggregates, uncounted, amount, less, more, *numbers = row[NUMBERS]
            exact, at_least, at_most, between, approximately, *lacking = numbers
            unquantified, unvalued, undated, unpriced = lacking
            operator = operators.get(str(cell["measure"]), SUM)
            return Figure(
                cell,
                units[row[UNIT]],
                amount if exact or at_least or at_most or between or approximately else None,
                records, facts, events, aggregates, uncounted,
                exact, at_least, at_most, between, approximately, unquantified, unvalued,
                facts if time and cell[time] is None else undated,
                unpriced, less, more, operator, None, row[-1] and operator == SUM,
                {methods[row[METHOD]]} if row[METHOD] in methods else set(),
            )  # fmt: skip

        return built

    def left_out(self) -> dict[str, int | bool]:
        """The number of facts that are not in the figures, by the first reason that applies, as in evidence."""
        counts = dict.fromkeys((WITHHELD, *LEFT_OUT.values()), 0)
        for row in self.rows:
            if row[0] != IN:
                counts[row[0]] += row[FACTS]
        left = {name: counts[reason] for name, reason in LEFT_OUT.items()}
        return left | {"withheld": counts[WITHHELD] > 0}


def _columns(terms: Terms) -> list[tuple[str, int, dict[Any, Any]]]:
    """The dimensions of a cell: the name of each, its column in the row, and its codes by id."""
    names: Names = terms.names
    at = {"measure": MEASURE, "stage": STAGE} | {name: OTHERS + n for n, name in enumerate(terms.by)}
    called: dict[str, dict[Any, Any]] = {
        "measure": names.measures,
        "stage": _Stages(),
        **names.codes,
        **({"operation": names.codes["operation"] | CALLED} if terms.hides_operations else {}),
        **{time: _Labels(time) for time in TIMES if time in terms.by},
    }
    return [(name, at[name], called[name]) for name in dict.fromkeys(("measure", "stage", *terms.cell))]


def _key(figure: Figure) -> tuple[object, ...]:
    return (*figure.cell.values(), figure.unit)


def _merged(figures: list[Figure]) -> list[Figure]:
    cells: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        key = _key(figure)
        if key in cells:
            cells[key].add(figure)
        else:
            cells[key] = figure
    return list(cells.values())

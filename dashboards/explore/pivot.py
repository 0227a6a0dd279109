"""One part of an answer as a pivot table: a grouping across, the others down, with subtotals where they add up."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards.explore.names import CellName
from dashboards.explore.table import ExploredTable
from dashboards.words.amounts import Amount
from figures.answer.figure import SUM, Figure, added
from figures.answer.links import evidence_of
from figures.question.question import TIMES

# More columns than these cannot be read beside each other; further ones stand on pages of their own.
COLUMNS, ROWS = 6, 25
Key = tuple[str | None, ...]


@dataclass(frozen=True)
class PivotCell:
    """An amount with the address of its records; without an amount nothing is recorded."""

    amount: Amount | None = None
    url: str = ""


@dataclass(frozen=True)
class PivotRow:
    names: list[CellName]
    cells: list[PivotCell]
    total: PivotCell | None
    # Whether it adds up the rows below it.
    subtotal: bool = False


@dataclass(frozen=True)
class PivotTable:
    """A page of the table: `total` is its last row; `notes` say why there are no subtotals."""

    headings: list[CellName]
    rows: list[PivotRow]
    columns: Page[str | None]
    page: Page[Key]
    label: str
    across: str
    total: PivotRow
    totalled: bool
    notes: list[str] = field(default_factory=list)


class Pivot:
    """The figures of one measure, stage and unit by row and column."""

    def __init__(self, table: ExploredTable, figures: list[Figure]) -> None:
        self.table, self.figures, self.names = table, figures, table.names
        times = [name for name in self.names.columns if name in TIMES]
        self.across = times[-1] if times else self.names.columns[-1]
        self.down = [name for name in self.names.columns if name != self.across]
        self.cells = {(self._row_key(each), each.cell[self.across]): each for each in figures}
        self.rows = list(dict.fromkeys(self._row_key(each) for each in figures))
        self.columns = self._ordered({each.cell[self.across] for each in figures})
        self.additive = not table.answered.question.top and all(
            each.additive and each.operator == SUM for each in figures
        )

    def page(self, rows: str | None, columns: str | None) -> PivotTable:
        """The page of that number of rows, and of columns; the newest periods where none is named."""
        across = Paginator(self.columns, COLUMNS)
        newest = str(across.num_pages) if self.across in TIMES else "1"
        shown, page = across.get_page(columns or newest), Paginator(self.rows, ROWS).get_page(rows)
        codes = list(shown)
        return PivotTable(
            headings=[self.names.of_value(self.across, code) for code in codes],
            rows=list(self._rows(page.object_list, codes)),
            columns=shown,
            page=page,
            label=self.table.label(self.figures[0]),
            across=self.across,
            total=self._total(codes),
            totalled=self.additive,
            notes=[] if self.additive else [_("Not added up: these figures do not add up to their total.")],
        )

    def _row_key(self, figure: Figure) -> Key:
        return tuple(figure.cell[name] for name in self.down)

    def _ordered(self, codes: set[str | None]) -> list[str | None]:
        """Periods in their order, everything else with the largest first; what is not stated is last."""
        if self.across in TIMES:
            return sorted(codes, key=lambda code: (code is None, code or ""))
        largest = dict.fromkeys(each.cell[self.across] for each in sorted(self.figures, key=_size))
        return sorted(largest, key=lambda code: code is None)

    def _rows(self, keys: Iterable[Key], codes: list[str | None]) -> Iterable[PivotRow]:
        for first, same in groupby(keys, key=lambda key: key[0]):
            if len(self.down) > 1 and self.additive:
                yield self._subtotal(first, codes)
            for key in same:
                yield self._row(key, codes)

    def _row(self, key: Key, codes: list[str | None]) -> PivotRow:
        found = [each for each in self.figures if self._row_key(each) == key] if self.additive else []
        return PivotRow(
            [self.names.of_value(name, code) for name, code in zip(self.down, key, strict=True)],
            [self._cell([each] if (each := self.cells.get((key, code))) else []) for code in codes],
            self._cell(found, without=(self.across,)) if self.additive else None,
        )

    def _subtotal(self, first: str | None, codes: list[str | None]) -> PivotRow:
        name, *others = self.down
        found = [each for each in self.figures if each.cell[name] == first]
        return PivotRow(
            [self.names.of_value(name, first)],
            self._by_column(found, codes, tuple(others)),
            self._cell(found, without=(*others, self.across)),
            subtotal=True,
        )

    def _total(self, codes: list[str | None]) -> PivotRow:
        whole = self.table.totals.get((*self._same, self.figures[0].unit))
        cells = self._by_column(self.figures, codes, tuple(self.down)) if self.additive else []
        total = (
            PivotCell(self.table.amount(whole), self.table.url(whole, self.table.whole)) if whole else None
        )
        return PivotRow([], cells, total)

    @property
    def _same(self) -> tuple[str | None, str | None]:
        return self.figures[0].cell["measure"], self.figures[0].cell["stage"]

    def _by_column(
        self, figures: list[Figure], codes: list[str | None], without: tuple[str, ...]
    ) -> list[PivotCell]:
        by_code = {code: [each for each in figures if each.cell[self.across] == code] for code in codes}
        return [self._cell(found, without) for found in by_code.values()]

    def _cell(self, figures: list[Figure], without: tuple[str, ...] = ()) -> PivotCell:
        """These figures added up, and the records behind them: the question without what they are added up over."""
        if not figures:
            return PivotCell()
        cell = {name: code for name, code in figures[0].cell.items() if name not in without}
        figure = added(figures, cell=cell, unit=figures[0].unit) if without else figures[0]
        asked = self.table.answered.question
        coarser = asked.narrowed(by=tuple(name for name in asked.by if name not in without))
        behind = evidence_of(figure, coarser, self.table.answered.tree)
        return PivotCell(self.table.amount(figure), behind.address(reverse("evidence")))


def _size(figure: Figure) -> tuple[bool, float]:
    return (figure.value is None, -float(figure.value or 0))

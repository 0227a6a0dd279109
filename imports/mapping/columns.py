"""The cells of a row, by the targets of their columns."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from imports.mapping.contract import Mapping
from imports.mapping.errors import Unclear
from imports.mapping.headings import Headings
from imports.reading.cells import EMPTY, MERGED, Cell, Row, Unreadable, text_of


class Column(NamedTuple):
    place: int
    heading: str

    def cell(self, row: Row) -> Cell:
        """The cell. Raises Unclear if the workbook has no value in it."""
        cell = row.cells[self.place] if self.place < len(row.cells) else EMPTY
        if isinstance(cell, Unreadable) and cell.what == MERGED:
            sentence = _(
                "Cell %(address)s is a part of a merged cell. Unmerge it, and fill each of its cells."
            )
            raise Unclear(sentence % {"address": cell.address})
        if isinstance(cell, Unreadable):
            raise Unclear(
                _("Cell %(address)s holds %(what)s, and no value.")
                % {"address": cell.address, "what": cell.what}
            )
        return cell

    def text(self, row: Row) -> str:
        return text_of(self.cell(row))


class Columns:
    """The columns of a file with these headings, for one mapping."""

    def __init__(self, mapping: Mapping, headings: Headings) -> None:
        self.headings = headings
        self._named = mapping.headings
        self._by_target: dict[str, list[Column]] = {}
        for heading, targets in mapping.columns:
            for target in targets:
                self._by_target.setdefault(target, []).append(self.column(heading))
        self.skipping = {self.column(heading): words for heading, words in mapping.skip_when.items()}
        self.key = [self.column(heading) for heading in mapping.key]
        self.group = [self.column(heading) for heading in mapping.group]

    def column(self, heading: str) -> Column:
        return Column(self.headings.place(heading, self._named), heading)

    def of(self, target: str) -> list[Column]:
        return self._by_target.get(target, [])

    def text(self, target: str, row: Row) -> str:
        """The texts of the target's columns, joined."""
        columns = self.of(target)
        if len(columns) == 1:
            return columns[0].text(row)
        return ", ".join(text for column in columns if (text := column.text(row)))

    def heading(self, target: str) -> str:
        columns = self.of(target)
        return columns[0].heading if columns else ""

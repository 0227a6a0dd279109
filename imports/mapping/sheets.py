"""The table of a file by its headings: of a workbook whose mapping states no sheet, the first sheet that has them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext as _

from imports.mapping.contract import Mapping
from imports.mapping.errors import BadMapping
from imports.mapping.headings import Headings, find_headings
from imports.reading.cells import Row
from imports.reading.errors import CannotRead
from imports.reading.reader import About, open_table

# Sheets that are searched for the headings.
LOOKED_THROUGH = 30


@dataclass(frozen=True)
class MappedTable:
    """A table whose headings were found; `rows` are those below. `other_sheets` have the same headings."""

    about: About
    headings: Headings
    rows: Iterator[Row]
    other_sheets: list[str]


@contextmanager
def open_mapped(path: Path, mapping: Mapping) -> Iterator[MappedTable]:
    """Raises BadMapping if no sheet has the headings, with what the first one has."""
    with ExitStack() as stack:
        try:
            found = _opened(stack, path, mapping)
        except BadMapping as refusal:
            sheet = next(_sheets_that_fit(path, mapping), None)
            if sheet is None:
                raise refusal from None
            found = _opened(stack, path, replace(mapping, sheet=sheet))
        yield replace(found, other_sheets=_others(path, mapping, found.about))


def _opened(stack: ExitStack, path: Path, mapping: Mapping) -> MappedTable:
    table = stack.enter_context(open_table(path, mapping.options))
    rows = iter(table.rows)
    about = replace(table.about, sheet=mapping.sheet or next(iter(table.about.sheets), None))
    return MappedTable(about, find_headings(rows, mapping), rows, [])


def _others(path: Path, mapping: Mapping, about: About) -> list[str]:
    if mapping.sheet or len(about.sheets) < 2:
        return []
    return [sheet for sheet in _sheets_that_fit(path, mapping) if sheet != about.sheet]


def _sheets_that_fit(path: Path, mapping: Mapping) -> Iterator[str]:
    if mapping.sheet or mapping.header_row == 0:
        return
    with open_table(path, mapping.options) as table:
        sheets = table.about.sheets
    for sheet in sheets[:LOOKED_THROUGH] if len(sheets) > 1 else ():
        with ExitStack() as stack:
            try:
                _opened(stack, path, replace(mapping, sheet=sheet))
            except CannotRead:
                continue
            yield sheet


def other_sheets_sentence(table: MappedTable) -> str:
    return _("Only the sheet “%(read)s” is read. These have the same headings: %(others)s.") % {
        "read": table.about.sheet,
        "others": ", ".join(table.other_sheets),
    }

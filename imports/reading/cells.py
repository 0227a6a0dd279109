"""Cells: text from text files; numbers, dates and booleans from workbooks."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

# What a cell within a merged one holds.
MERGED = "merged"


@dataclass(frozen=True)
class Unreadable:
    """A cell of a workbook without a value: an error, a formula that was never calculated, a part of a merged cell."""

    address: str
    what: str


Cell = str | Decimal | datetime.date | datetime.datetime | bool | Unreadable
EMPTY = ""


class Row(NamedTuple):
    """The cells of one row, and the number of its line in the file, from 1."""

    line: int
    cells: list[Cell]

    @property
    def is_blank(self) -> bool:
        return all(
            not cell.strip()
            if isinstance(cell, str)
            else isinstance(cell, Unreadable) and cell.what == MERGED
            for cell in self.cells
        )


def packed_cell(cell: Any) -> Any:
    """A cell as JSON: text is a string, everything else a list of its kind and its text."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return ["b", cell]
    if isinstance(cell, Unreadable):
        return ["e", cell.address, cell.what]
    if isinstance(cell, datetime.datetime):
        return ["t", cell.isoformat()]
    if isinstance(cell, datetime.date):
        return ["d", cell.isoformat()]
    return ["n", str(cell)]


def unpacked_cell(packed: Any) -> Cell:
    if isinstance(packed, str):
        return packed
    kind, *values = packed
    match kind:
        case "b":
            return bool(values[0])
        case "e":
            return Unreadable(*values)
        case "t":
            return datetime.datetime.fromisoformat(values[0])
        case "d":
            return datetime.date.fromisoformat(values[0])
    return Decimal(values[0])


def text_of(cell: Cell) -> str:
    """The cell as text, a number with all its digits."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return ""

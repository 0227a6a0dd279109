"""Finds cells of ODS that have no value: errors, formulas that were never calculated, and parts of merged cells."""

import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from imports.reading.cells import MERGED, Unreadable
from imports.reading.options import MOST_COLUMNS

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TYPED = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
VALUES = ("value", "date-value", "time-value", "boolean-value", "string-value")
ERRORS = ("#", "Err:")
# Equal rows that are stored once; a hostile file says that there are more.
MOST_EQUAL = 10_000
Found = dict[int, dict[int, Unreadable]]


def unreadable_in(archive: zipfile.ZipFile, sheet: str) -> Found:
    """By row and column from 0. Raises ParseError."""
    with archive.open("content.xml") as file:
        events = ElementTree.iterparse(file, events=("start", "end"))  # noqa: S314 -- in a child process with limits
        return _unreadable(_rows_of(events, sheet))


def _rows_of(events: Any, sheet: str) -> Iterator[Any]:
    inside = False
    for event, element in events:
        if element.tag == f"{TABLE}table":
            inside = event == "start" and element.get(f"{TABLE}name") == sheet
        elif event == "end" and element.tag == f"{TABLE}table-row":
            if inside:
                yield element
            element.clear()


def _unreadable(rows: Iterator[Any]) -> Found:
    found: Found = {}
    number = 0
    for row in rows:
        wrong = dict(_wrong_cells(row, number))
        many = _times(row, "rows")
        for place in range(number, number + min(many, MOST_EQUAL) if wrong else number):
            found.setdefault(place, {}).update(wrong)
        number += many
    return found


def _wrong_cells(row: Any, number: int) -> Iterator[tuple[int, Unreadable]]:
    column, covered = 0, 0
    for cell in row:
        many = _times(cell, "columns")
        if cell.tag == f"{TABLE}table-cell":
            # What such a cell covers beside itself says nothing of its own.
            covered = int(cell.get(f"{TABLE}number-columns-spanned", "1")) - 1
            what = _what_is_wrong(cell)
        else:
            what = MERGED if covered <= 0 else ""
            covered -= many
        for place in range(column, min(column + many, MOST_COLUMNS)) if what else ():
            yield place, Unreadable(_address(number, place), what)
        column += many


def _what_is_wrong(cell: Any) -> str:
    text = "".join(cell.itertext()).strip()
    if cell.get(TYPED) == "error" or (cell.get(f"{TABLE}formula") and text.startswith(ERRORS)):
        return text or "#ERROR!"
    has_value = text or any(cell.get(f"{OFFICE}{name}") is not None for name in VALUES)
    formula = cell.get(f"{TABLE}formula", "")
    return "" if has_value or not formula else f"={formula.partition('=')[2]}"[:60]


def _times(element: Any, what: str) -> int:
    return int(element.get(f"{TABLE}number-{what}-repeated", "1"))


def _address(row: int, column: int) -> str:
    return f"{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """The letters of a column, from 0."""
    found = ""
    while column >= 0:
        column, letter = divmod(column, 26)
        found, column = chr(ord("A") + letter) + found, column - 1
    return found

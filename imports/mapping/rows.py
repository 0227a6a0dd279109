"""Reads one row of a file into the plain values of a record."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from imports.mapping.columns import Column, Columns
from imports.mapping.contract import Mapping
from imports.mapping.credits import read_credits
from imports.mapping.dates import date_text, period_text
from imports.mapping.entries import CellProblem, FileRow, digest
from imports.mapping.errors import Unclear
from imports.mapping.headings import normal
from imports.mapping.named import Named
from imports.mapping.numbers import Numbers, multiplied
from imports.mapping.targets import CHOICES, COUNTRIES, NUMBERS, OF_ITEM, PERIOD, REPORTED_ON, TARGETS
from imports.mapping.words import WordTable, chosen
from imports.reading.cells import Cell, Row, Unreadable, text_of
from measures.partial_date import PartialDate

# Of a period; the country and the currency are read before what depends on them.
FIRST = ("date", *PERIOD, "currency", "country")
ORDER = (*FIRST, *(target for target in TARGETS if target not in FIRST))
DATES = ("date", *PERIOD)
# As the plain values of a seizure name them.
FIELDS = {"agency": "seizing_agency", "events": "event_count"}


class RowReader:
    """A reader of the rows of one file, by its mapping."""

    def __init__(self, mapping: Mapping, columns: Columns, named: Named, *, is_text: bool = True) -> None:
        self.mapping, self.columns, self.named = mapping, columns, named
        # Of a text file, where a row that is too short has lost something.
        self.is_text = is_text
        self.numbers = Numbers(mapping.decimal, mapping.thousands)
        self.words = {
            target: WordTable(mapping.values.get(target, {}), mapping.defaults.get(target))
            for target in ORDER
            if target in mapping.targets
        }
        self.skipping = [(column, WordTable.of(listed)) for column, listed in columns.skipping.items()]

    def is_skipped(self, row: Row) -> bool:
        return any(
            not isinstance(cell := row.cells[column.place], Unreadable) and words.lists(text_of(cell))
            for column, words in self.skipping
            if column.place < len(row.cells)
        )

    def read(self, row: Row) -> FileRow:
        entry = FileRow(row.line, [text_of(cell) for cell in row.cells])
        if not self._is_whole(row, entry):
            return entry
        entry.cells = digest([cell if isinstance(cell, str) else text_of(cell) for cell in row.cells])
        with self._problems("", row, entry):
            entry.key, entry.group = _identity(row, self.columns.key), _identity(row, self.columns.group)
        with self._problems("year", row, entry):
            self._read_period(row, entry)
        for target in self.words:
            if target not in PERIOD:
                with self._problems(target, row, entry):
                    self._read(target, row, entry)
        _finish(entry, self.named)
        return entry

    def _is_whole(self, row: Row, entry: FileRow) -> bool:
        headings = self.columns.headings
        extra = [text for text in entry.texts[headings.width :] if text]
        if headings.is_fixed and (extra or (self.is_text and len(row.cells) < headings.width)):
            sentence = _("The row has %(n)d cells, and there are %(width)d headings.")
            words = {"n": len(row.cells), "width": headings.width}
            entry.problems.append(CellProblem(row.line, "", "", sentence % words))
            return False
        return True

    @contextmanager
    def _problems(self, target: str, row: Row, entry: FileRow) -> Iterator[None]:
        try:
            yield
        except Unclear as unclear:
            columns = self.columns.of(target)
            value = entry.texts[columns[0].place] if columns and columns[0].place < len(entry.texts) else ""
            entry.problems.append(CellProblem(row.line, self.columns.heading(target), value, str(unclear)))

    def _read(self, target: str, row: Row, entry: FileRow) -> None:
        text = self.columns.text(target, row)
        meaning, _by_star = self.words[target].meaning(text)
        entry.words[target] = text
        if meaning.value is None:
            entry.is_unmeasured |= target == "unit" and self.words[target].lists(text)
            return
        if meaning.factor is not None:
            entry.factor = meaning.factor
        value = self._value(target, meaning.value, self._cell(target, row, meaning.value, text), entry)
        if target == "place":
            entry.place = str(value)
        elif value is not None and value != "":
            where = entry.item if target in OF_ITEM else entry.values
            where[FIELDS.get(target, target)] = value

    def _cell(self, target: str, row: Row, value: str, text: str) -> Cell:
        """The cell itself (text, a number or a date), unless the mapping has a word for it."""
        columns = self.columns.of(target)
        return columns[0].cell(row) if len(columns) == 1 and value == text else value

    def _value(self, target: str, value: str, cell: Cell, entry: FileRow) -> Any:
        if target in ("date", REPORTED_ON):
            return date_text(cell, self.mapping.dates)
        if target in COUNTRIES:
            return self._country(value, entry)
        if target in NUMBERS:
            return self._number(target, value, cell, entry)
        if target in CHOICES:
            return chosen(target, value)
        return read_credits(value) if target == "credits" else value

    def _country(self, value: str, entry: FileRow) -> str:
        found = self.named.country(value, first_day(entry.values.get("date", "")))
        if found is None:
            raise Unclear(
                _("There is no country “%(value)s”. Say in the mapping which it is.") % {"value": value}
            )
        return found

    def _number(self, target: str, value: str, cell: Cell, entry: FileRow) -> Decimal | int | None:
        if isinstance(cell, Decimal):
            number = cell
        else:
            currency = entry.item.get("currency")
            number = self.numbers.read(value, currency=currency, is_money=target == "amount")
        if target in self.mapping.factors:
            number = multiplied(number, self.mapping.factors[target])
        if target != "events":
            return number
        if number != number.to_integral_value() or number < 0:
            raise Unclear(_("“%(value)s” is not a number of events.") % {"value": value})
        # None happened, or nobody counted: either way it is not stated.
        return int(number) or None

    def _read_period(self, row: Row, entry: FileRow) -> None:
        if "date" in self.words:
            return
        parts = {}
        for target in PERIOD:
            if target in self.words:
                meaning, _by_star = self.words[target].meaning(self.columns.text(target, row))
                parts[target] = meaning.value or ""
        entry.values["date"] = period_text(parts, self.mapping.fiscal_year_start)


def _finish(entry: FileRow, named: Named) -> None:
    """Sets values that depend on several cells."""
    item, factor = entry.item, entry.factor
    quantity, unit_word = item.get("quantity"), entry.words.get("unit", "")
    if quantity is not None and factor is not None:
        item["quantity"] = multiplied(quantity, factor)
    if quantity is not None and entry.is_unmeasured:
        del item["quantity"]
        _describe(item, f"{entry.words.get('quantity', '')} {unit_word}".strip())
    if "amount" not in item:
        item.pop("currency", None)
    if item.get("measure") in named.described and not item.get("description"):
        item["description"] = entry.words.get("measure", "")
    if "event_count" in entry.values:
        entry.values.setdefault("kind", "aggregate")


def _describe(item: dict[str, Any], text: str) -> None:
    item["description"] = "; ".join(part for part in (item.get("description"), text) if part)


def _identity(row: Row, columns: list[Column]) -> UUID | None:
    if not columns:
        return None
    return digest([[normal(column.heading), normal(column.text(row))] for column in columns])


@lru_cache(maxsize=20_000)
def first_day(text: str) -> datetime.date | None:
    try:
        return PartialDate.parse(text).first
    except ValidationError:
        return None

"""Reads one row of a file into the plain values of a record."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from imports.kinds.targets import COUNTRIES, DATES, LISTS, NUMBERS, OF_DISPOSITION, PERIOD, TARGETS
from imports.mapping.amounts import HIGHER, Amounts
from imports.mapping.columns import Column, Columns
from imports.mapping.contract import Mapping
from imports.mapping.credits import read_credits, read_participants
from imports.mapping.dates import date_text, first_day, period_text
from imports.mapping.entries import CellProblem, FileRow, digest
from imports.mapping.errors import Unclear
from imports.mapping.headings import normal
from imports.mapping.named import Named
from imports.mapping.numbers import EXACT, Numbers, checked_number, multiplied, whole_number
from imports.mapping.words import WordTable, chosen
from imports.reading.cells import Cell, Row, Unreadable, text_of
from operations.models import Qualifier

# What a cell's meaning depends on beside its text.
MONEY = ("amount", "amount_high", "disposition_amount")
DEPENDS = {**dict.fromkeys(COUNTRIES, "date"), **dict.fromkeys(MONEY, "currency")}
# What of an item is that of a disposition of all of it.
STATED = ("quantity", "quantity_high", "amount", "amount_high", "qualifier")
SIXTH = Decimal("0.000001")
# Cells of a target whose meaning is remembered.
REMEMBERED = 5_000


class Reading(NamedTuple):
    """The parsed value of a cell. `is_unmeasured`: its unit measures nothing that is seized."""

    value: Any
    factor: Decimal | None
    is_unmeasured: bool


class RowReader:
    """A reader of the rows of one file, by its mapping."""

    def __init__(
        self,
        mapping: Mapping,
        columns: Columns,
        named: Named,
        *,
        is_text: bool = True,
        from_1904: bool = False,
    ) -> None:
        self.mapping, self.columns, self.named = mapping, columns, named
        # Of a text file, where a row that is too short has lost something.
        self.is_text, self.from_1904 = is_text, from_1904
        self.numbers = Numbers(mapping.decimal, mapping.thousands)
        self.words = {
            target: WordTable(mapping.values.get(target, {}), mapping.defaults.get(target))
            for target in TARGETS
            if target in mapping.targets
        }
        self.amounts = Amounts(self.numbers, self.words.get("unit"), named)
        # As the plain values of its records name them.
        self._fields = dict(mapping.kind.fields)
        self._of_item = mapping.kind.of_item
        self._known: dict[str, dict[Any, Reading]] = {target: {} for target in self.words}
        # What reads each target.
        self._reads = [(target, partial(self._read, target)) for target in self.words if target not in PERIOD]
        self.skipping = [(column, WordTable.of(listed)) for column, listed in columns.skipping.items()]

    def is_skipped(self, row: Row) -> bool:
        return any(
            not isinstance(cell := row.cells[column.place], Unreadable) and words.lists(text_of(cell))
            for column, words in self.skipping
            if column.place < len(row.cells)
        )

    def read(self, row: Row) -> FileRow:
        entry = FileRow(
            row.line, [cell.strip() if type(cell) is str else text_of(cell) for cell in row.cells]
        )
        if not self._is_whole(row, entry):
            return entry
        entry.cells = digest([cell if type(cell) is str else text_of(cell) for cell in row.cells])
        self._try("", row, entry, self._identify)
        self._try("year", row, entry, self._read_period)
        for target, read in self._reads:
            self._try(target, row, entry, read)
        _finish(entry, self.named)
        if grouped := self.mapping.kind.grouped_by:
            entry.group = digest([entry.values.get(grouped)])
        return entry

    def _is_whole(self, row: Row, entry: FileRow) -> bool:
        headings = self.columns.headings
        extra = [text for text in entry.texts[headings.width :] if text]
        if headings.is_fixed and (extra or (self.is_text and len(row.cells) < headings.width)):
            sentence = _("The row has %(n)d cells, and there are %(width)d headings.")
            if any("\n" in text for text in entry.texts):
                sentence += " " + _(
                    "It goes over several lines: is a quotation mark missing, or one too many?"
                )
            words = {"n": len(row.cells), "width": headings.width}
            entry.problems.append(CellProblem(row.line, "", "", sentence % words))
            return False
        return True

    def _try(self, target: str, row: Row, entry: FileRow, read: Callable[[Row, FileRow], None]) -> None:
        """Reads a part of the row; a sentence about what is unclear becomes a problem of it."""
        try:
            read(row, entry)
        except Unclear as unclear:
            columns = self.columns.of(target)
            value = entry.texts[columns[0].place] if columns and columns[0].place < len(entry.texts) else ""
            entry.problems.append(CellProblem(row.line, self.columns.heading(target), value, str(unclear)))

    def _identify(self, row: Row, entry: FileRow) -> None:
        entry.key, entry.group = _identity(row, self.columns.key), _identity(row, self.columns.group)

    def _read(self, target: str, row: Row, entry: FileRow) -> None:
        columns = self.columns.of(target)
        if len(columns) == 1 and type(cell := columns[0].cell(row)) is not str:
            text = entry.words[target] = text_of(cell)
            reading = self._new_reading(target, row, text, entry)
        else:
            text = entry.words[target] = self.columns.text(target, row)
            reading = self._reading(target, row, text, entry)
        entry.is_unmeasured |= reading.is_unmeasured
        entry.factor = entry.factor if reading.factor is None else reading.factor
        if target == "place":
            entry.place = str(reading.value or "")
        elif reading.value is not None and reading.value != "":
            where = entry.item if target in self._of_item else entry.values
            if type(reading.value) is dict:
                where.update(reading.value)
            else:
                where[self._fields.get(target, target)] = reading.value

    def _reading(self, target: str, row: Row, text: str, entry: FileRow) -> Reading:
        """The parsed value of a text, cached: the same text means the same, on a day or in a currency."""
        depends = DEPENDS.get(target)
        within = (entry.item if depends == "currency" else entry.values).get(depends) if depends else None
        known = self._known[target]
        found = known.get((text, within))
        if found is None:
            found = self._new_reading(target, row, text, entry)
            if len(known) >= REMEMBERED:
                known.clear()
            # Whether a unit in the cell fits is another matter in each row.
            if type(found.value) is not dict:
                known[text, within] = found
        return found

    def _new_reading(self, target: str, row: Row, text: str, entry: FileRow) -> Reading:
        if "\0" in text:
            raise Unclear(_("The cell holds a character that no text has (NUL)."))
        if target in LISTS:
            return Reading(self._list(target, text), None, False)
        meaning, _by_star = self.words[target].meaning(text)
        if meaning.value is None:
            return Reading(None, None, target == "unit" and self.words[target].lists(text))
        cell = self._cell(target, row, meaning.value, text)
        return Reading(self._value(target, meaning.value, cell, entry), meaning.factor, False)

    def _cell(self, target: str, row: Row, value: str, text: str) -> Cell:
        """The cell itself (text, a number or a date), unless the mapping has a word for it."""
        columns = self.columns.of(target)
        return columns[0].cell(row) if len(columns) == 1 and value == text else value

    def _value(self, target: str, value: str, cell: Cell, entry: FileRow) -> Any:
        if target in DATES:
            return date_text(cell, self.mapping.dates, from_1904=self.from_1904)
        if target in COUNTRIES:
            return self._country(value, entry)
        if target in NUMBERS:
            return self._number(target, value, cell, entry)
        if target in self.mapping.kind.choices:
            return chosen(self.mapping.kind.choices[target], target, value)
        return read_credits(value, self.mapping.kind.roles) if target == "credits" else value

    def _list(self, target: str, text: str) -> list[Any]:
        """Those who take part, or the threats, in one cell or more."""
        words, kind = self.words[target], self.mapping.kind
        if target == "threats":
            return [chosen(kind.choices[target], target, value) for value in words.each(text)]
        role = str(kind.roles.LEAD if target == "lead" else kind.roles.PARTICIPANT)
        return read_participants(text, words, self.named, kind.roles, role)

    def _country(self, value: str, entry: FileRow) -> str:
        found = self.named.country(value, first_day(entry.values.get("date", "")))
        if found is None:
            raise Unclear(
                _("There is no country “%(value)s”. Say in the mapping which it is.") % {"value": value}
            )
        return found

    def _number(self, target: str, value: str, cell: Cell, entry: FileRow) -> Any:
        if isinstance(cell, Decimal):
            number = checked_number(cell)
        else:
            currency = entry.item.get("currency")
            try:
                number = self.numbers.read(value, currency=currency, is_money=target in MONEY)
            except Unclear:
                if (higher := HIGHER.get(target)) is None or higher in self.words:
                    raise
                return self._several(target, value, entry)
        return self._finished(target, self._scaled(target, number), value)

    def _several(self, target: str, value: str, entry: FileRow) -> dict[str, Any]:
        """The values of a cell that states two numbers, or a unit."""
        found = self.amounts.read(target, value, entry.item, with_unit=entry.factor is None)
        return {
            name: self._scaled(name, each) if isinstance(each, Decimal) else each
            for name, each in found.items()
        }

    def _scaled(self, target: str, number: Decimal) -> Decimal:
        scaled = target if target in self.mapping.factors else target.removesuffix("_high")
        return multiplied(number, factor) if (factor := self.mapping.factors.get(scaled)) else number

    def _finished(self, target: str, number: Decimal, value: str) -> Decimal | int | None:
        if target in ("latitude", "longitude"):
            # Devices write more digits than they know: the sixth is a tenth of a metre.
            return number.quantize(SIXTH, context=EXACT)
        return whole_number(target, number, value) if target in ("events", "accuracy") else number

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
    if factor is not None:
        for name in item.keys() & {"quantity", "quantity_high"}:
            item[name] = multiplied(item[name], factor)
    if quantity is not None and entry.is_unmeasured:
        words = [entry.words.get(name, "") for name in ("quantity", "quantity_high") if name in item]
        item.pop("quantity_high", None)
        del item["quantity"]
        _describe(item, f"{'-'.join(filter(None, words))} {unit_word}".strip())
    if "amount" not in item:
        item.pop("currency", None)
    _qualify(item, entry)
    _set_disposition(item, factor)
    if item.get("measure") in named.described and not item.get("description"):
        item["description"] = entry.words.get("measure", "")
    if "event_count" in entry.values:
        entry.values.setdefault("kind", "aggregate")


def _qualify(item: dict[str, Any], entry: FileRow) -> None:
    """A column of higher numbers needs none beside it that says in each row that there are two."""
    if item.keys() & {"quantity_high", "amount_high"}:
        item.setdefault("qualifier", Qualifier.BETWEEN.value)
    elif entry.is_unmeasured and item.get("qualifier") == Qualifier.BETWEEN:
        del item["qualifier"]


def _set_disposition(item: dict[str, Any], factor: Decimal | None) -> None:
    """What became of the item, of all of it unless the row says of how much; without a stage nothing did."""
    stated = {field: item.pop(target) for target, field in OF_DISPOSITION.items() if target in item}
    if "stage" not in stated:
        return
    if factor is not None and "quantity" in stated:
        stated["quantity"] = multiplied(stated["quantity"], factor)
    if not stated.keys() & {"quantity", "amount"}:
        stated |= {name: item[name] for name in STATED if name in item}
    item["dispositions"] = [stated]


def _describe(item: dict[str, Any], text: str) -> None:
    item["description"] = "; ".join(part for part in (item.get("description"), text) if part)


def _identity(row: Row, columns: list[Column]) -> UUID | None:
    if not columns:
        return None
    return digest([[normal(column.heading), normal(column.text(row))] for column in columns])

"""Tables as workbooks (XLSX): numbers are numbers, texts stay texts, and a second sheet says what the table is.

Rows go to a temporary file one by one: only one is in memory.
"""

import datetime
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any

import xlsxwriter
from django.http import FileResponse
from django.utils.translation import gettext as _

from common.decimals import plain
from common.files import is_active, marked_name

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# More take a worker longer than a page may; the CSV file has all.
MOST_ROWS = 20_000
# Spreadsheets calculate with so many digits: a number of more is written as text, so that none is lost.
DIGITS = 15
# What a cell holds.
LONGEST_TEXT = 32_767
FIRST_YEAR = 1900
# No sign of XML.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


@dataclass(frozen=True)
class Workbook:
    """A table with its headings and rows; `about` are the labels and texts of the sheet that says what it is."""

    name: str
    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]
    marking: str
    about: Sequence[tuple[str, str]] = field(default_factory=list)


def as_workbook(table: Workbook) -> FileResponse:
    """The table as a file whose name, header and last column have the marking."""
    # Django closes it when it is sent.
    file = tempfile.TemporaryFile()  # noqa: SIM115
    with tempfile.TemporaryDirectory() as rows:
        book = _Book(file, table.marking, rows)
        more = book.write_table(table)
        book.write_about(table, more)
        book.close()
    file.seek(0)
    name = marked_name(table.name, table.marking, "xlsx")
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPE)


class _Book:
    def __init__(self, file: Any, marking: str, directory: str) -> None:
        self.book, self.marking = xlsxwriter.Workbook(file, OPTIONS | {"tmpdir": directory}), marking
        add = self.book.add_format
        self.head = add({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.label = add({"bold": True, "valign": "top"})
        self.wrapped = add({"text_wrap": True, "valign": "top"})
        # A text that looks like a formula stays one when its cell is edited, too.
        self.inert = add({"quote_prefix": True})
        self.number = add({"num_format": "#,##0.##########"})
        self.day = add({"num_format": "yyyy-mm-dd"})
        self.instant = add({"num_format": "yyyy-mm-dd hh:mm:ss"})

    def write_table(self, table: Workbook) -> bool:
        """Whether there are more rows than were written."""
        sheet = self._sheet(table.title)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        headings = [*table.headings, _("Marking")]
        for column, heading in enumerate(headings):
            sheet.set_column(column, column, min(max(len(heading) + 2, 14), 40))
            sheet.write_string(0, column, heading, self.head)
        rows = iter(table.rows)
        last = 0
        for last, row in enumerate(islice(rows, MOST_ROWS), start=1):
            for column, value in enumerate([*row, self.marking]):
                self._write(sheet, last, column, value)
        sheet.autofilter(0, 0, last, len(headings) - 1)
        return next(rows, None) is not None

    def write_about(self, table: Workbook, more: bool) -> None:
        sheet = self._sheet(_("About this file"))
        sheet.set_column(0, 0, 24, self.label)
        sheet.set_column(1, 1, 100, self.wrapped)
        lines = [(_("Marking"), self.marking), *table.about]
        if more:
            most = _("Only the first %(most)d rows are here: the CSV file of the same page has all of them.")
            lines.append((_("Rows"), most % {"most": MOST_ROWS}))
        for number, (label, text) in enumerate(lines):
            sheet.write_string(number, 0, label, self.label)
            sheet.write_string(number, 1, text[:LONGEST_TEXT], self.wrapped)

    def close(self) -> None:
        self.book.close()

    def _sheet(self, title: str) -> Any:
        sheet = self.book.add_worksheet(title[:31])
        # The ampersand begins a code there.
        marked = self.marking.replace("&", "&&")
        sheet.set_header(f"&C&B{marked}")
        sheet.set_footer(f"&C&B{marked}&R&P / &N")
        sheet.set_paper(9)
        return sheet

    def _write(self, sheet: Any, row: int, column: int, value: Any) -> None:
        match value:
            case None | "":
                return
            case bool():
                sheet.write_boolean(row, column, value)
            case int() | Decimal() if _is_exact(value):
                sheet.write_number(row, column, value, self.number)
            case Decimal():
                sheet.write_string(row, column, plain(value))
            case datetime.datetime() if value.year >= FIRST_YEAR:
                sheet.write_datetime(row, column, _in_utc(value), self.instant)
            case datetime.date() if value.year >= FIRST_YEAR:
                sheet.write_datetime(row, column, value, self.day)
            case _:
                self._write_text(sheet, row, column, value)

    def _write_text(self, sheet: Any, row: int, column: int, value: Any) -> None:
        text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        text = UNWRITABLE.sub("", text)[:LONGEST_TEXT]
        sheet.write_string(row, column, text, self.inert if is_active(text) else None)


def _is_exact(value: int | Decimal) -> bool:
    """Whether a spreadsheet keeps all digits of the number."""
    return len(Decimal(value).normalize().as_tuple().digits) <= DIGITS


def _in_utc(value: datetime.datetime) -> datetime.datetime:
    """The instant without its time zone, which spreadsheets do not know: in UTC."""
    return value.astimezone(datetime.UTC).replace(tzinfo=None) if value.tzinfo else value

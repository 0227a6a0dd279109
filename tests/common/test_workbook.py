"""Workbooks: what a spreadsheet shows of them."""

import datetime
import io
import re
import zipfile
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from common import workbook
from common.workbook import Workbook, as_workbook


def built(*rows, **changed):
    table = {
        "name": "table", "title": "Table", "headings": ["First", "Second"], "rows": iter(rows),
        "marking": "TLP:AMBER+STRICT",
    } | changed  # fmt: skip
    response = as_workbook(Workbook(**table))
    content = b"".join(response.streaming_content)
    response.file_to_stream.close()
    return content


def sheets(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_numbers_are_numbers_and_texts_are_texts():
    at = datetime.datetime(2026, 7, 14, 23, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=-2)))
    (_head, first, second), _about = sheets(
        built([Decimal("1250.5"), "007"], [datetime.date(2009, 7, 14), at])
    )

    assert first == [1250.5, "007", "TLP:AMBER+STRICT"]
    assert second[:2] == [datetime.date(2009, 7, 14), datetime.datetime(2026, 7, 15, 1, 30)]  # noqa: DTZ001


@pytest.mark.parametrize(
    "number", [Decimal("123456789012345.678"), 10**20 + 1, Decimal("0.1234567890123456")]
)
def test_a_number_of_more_digits_than_spreadsheets_know_loses_none(number):
    (_head, row), _about = sheets(built([number, None]))

    assert Decimal(row[0]) == number
    assert isinstance(row[0], str)


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2", "\uff1d1+1", "http://a.example/"]
)
def test_what_looks_like_a_formula_or_a_link_is_a_text(text):
    parts = parts_of(built([text, "harmless"]))
    sheet = parts["xl/worksheets/sheet1.xml"]

    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    (_head, row), _about = sheets(built([text, "harmless"]))
    assert row[0] == text


@pytest.mark.parametrize("text", ["a\x07b", "x" * 40_000, "\ud83d", "<b>&amp;", "\ufffe"])
def test_no_text_breaks_a_workbook(text):
    (_head, row), _about = sheets(built([text, "next"]))

    assert row[1] == "next"


def test_days_before_the_calendar_of_spreadsheets_are_texts():
    (_head, row), _about = sheets(built([datetime.date(1899, 12, 31), None]))

    assert row[0] == "1899-12-31"


def test_the_heading_stays_in_view_and_the_marking_is_printed_on_each_page():
    sheet = parts_of(built(["a", "b"]))["xl/worksheets/sheet1.xml"]

    assert 'state="frozen"' in sheet
    assert re.search(r"<oddHeader>[^<]*TLP:AMBER\+STRICT", sheet)


def test_the_second_sheet_says_what_the_table_is():
    _table, about = sheets(built(["a", "b"], about=[("Question", "Cocaine seized.")]))

    assert about == [["Marking", "TLP:AMBER+STRICT"], ["Question", "Cocaine seized."]]


def test_a_long_table_ends_with_a_sentence_on_the_second_sheet(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)

    table, about = sheets(built(*([number, number] for number in range(5))))
    whole, silent = sheets(built(*([number, number] for number in range(3))))

    assert len(table) == len(whole) == 4
    assert "Only the first 3 rows" in about[-1][1]
    assert silent == [["Marking", "TLP:AMBER+STRICT"]]


def test_no_more_rows_are_read_than_are_written(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    read = []

    def rows():
        for number in range(1000):
            read.append(number)
            yield [number, number]

    built(rows=rows())

    assert len(read) == 4

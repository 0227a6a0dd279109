"""Workbooks of other programs: what has no value of its own is pointed at, and never reads as not stated."""

import datetime
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from imports.reading.cells import MERGED, Unreadable
from imports.reading.options import Options
from imports.reading.reader import open_table

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.2"'
)
MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="/"'
    ' m:media-type="application/vnd.oasis.opendocument.spreadsheet"/></m:manifest>'
)


def rows_of(path):
    with open_table(path, Options()) as table:
        return [row.cells for row in table.rows if not row.is_blank], table.about


def ods(path, *rows):
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    tables = f'<table:table table:name="S">{body}</table:table>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:body><office:spreadsheet>{tables}</office:spreadsheet>"
            "</office:body></office:document-content>",
        )
    return path


def text(words, more=""):
    return f'<table:table-cell office:value-type="string"{more}><text:p>{words}</text:p></table:table-cell>'


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        (
            '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""'
            ' calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>',
            "#DIV/0!",
        ),
        ('<table:table-cell table:formula="of:=[.A1]+1"/>', "=[.A1]+1"),
    ],
)
def test_an_error_and_a_formula_without_a_value_of_ods_have_their_address(tmp_path, cell, what):
    path = ods(tmp_path / "file.ods", text("A") + text("B"), text("x") + cell)

    assert rows_of(path)[0] == [["A", "B"], ["x", Unreadable("B2", what)]]


def test_rows_and_cells_of_ods_that_are_stored_once_are_counted(tmp_path):
    path = ods(
        tmp_path / "file.ods",
        text("A", ' table:number-columns-repeated="2"') + text("C"),
        text("x", ' table:number-columns-repeated="2"') + '<table:table-cell table:formula="of:=1"/>',
    )

    assert rows_of(path)[0][1] == ["x", "x", Unreadable("C2", "=1")]


def test_what_a_merged_cell_covers_below_itself_is_pointed_at_in_ods(tmp_path):
    path = ods(
        tmp_path / "file.ods",
        text("Country") + text("City"),
        text("Peru", ' table:number-rows-spanned="2"') + text("Lima"),
        "<table:covered-table-cell/>" + text("Cusco"),
        text("a note", ' table:number-columns-spanned="2"') + "<table:covered-table-cell/>",
    )

    assert rows_of(path)[0][2:] == [[Unreadable("A3", MERGED), "Cusco"], ["a note", ""]]


def merged(path, *ranges):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (("Country", "City"), ("Peru", "Lima"), (None, "Cusco"), ("a note", None), (None, None)):
        sheet.append(row)
    for each in ranges:
        sheet.merge_cells(each)
    book.save(path)
    return path


def test_what_a_merged_cell_covers_below_itself_is_pointed_at_in_xlsx(tmp_path):
    path = merged(tmp_path / "file.xlsx", "A2:A3", "A4:B5")

    found, _about = rows_of(path)

    assert found[2:] == [[Unreadable("A3", MERGED), "Cusco"], ["a note", ""]]


def test_a_part_of_a_merged_cell_is_a_sentence_and_nothing_is_recorded(importing, tmp_path):
    from imports.mapping.checking import read_mapping  # noqa: PLC0415 -- models cannot be imported before Django is set up
    from imports.services.running import Wanted, import_file  # noqa: PLC0415

    path = merged(tmp_path / "file.xlsx", "A2:A3")
    columns = {"Country": "country", "City": "place"}
    mapping = read_mapping(
        {"columns": columns, "defaults": {"measure": "NARC.COCAINE", "operation": "ATLAS"}}
    )

    found = import_file(path, mapping, Wanted(), importing.report, by=importing.by)

    assert found.counts["records"] == 0
    assert (
        3,
        "Country",
        "",
        "Cell A3 is a part of a merged cell. Unmerge it, and fill each of its cells.",
    ) in (importing.found("error"))


@pytest.mark.parametrize(("epoch_1904", "day"), [(True, "2019-02-02"), (False, "2015-02-01")])
def test_a_number_of_days_counts_from_where_the_workbook_says(epoch_1904, day, tmp_path):
    from imports.mapping.dates import date_text  # noqa: PLC0415

    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    book.active.append(["Date", "Same"])
    book.active.append([42036, datetime.date(2019, 2, 1)])
    book.save(tmp_path / "file.xlsx")

    [_names, [number, date]], about = rows_of(tmp_path / "file.xlsx")

    assert (number, date) == (Decimal(42036), datetime.date(2019, 2, 1))
    assert date_text(number, (), from_1904=about.from_1904) == day

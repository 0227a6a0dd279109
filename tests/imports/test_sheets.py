"""A workbook of several sheets: the one with the headings is read, and others that have them, too, are named."""

import pytest
import xlsxwriter

from imports.mapping.checking import read_mapping
from imports.reading.errors import CannotRead
from imports.services.running import Wanted, import_file
from seizures.models import SeizedItem
from tests.imports.reading.books import workbook
from tests.imports.small import HEADER, MAPPING

pytestmark = pytest.mark.django_db
ROW = ["14.07.2009", "Cali", "Cocaine", 12.5, "KGM"]


@pytest.fixture
def read(importing):
    def read(sheets, **changed):
        path = importing.folder / "book.xlsx"
        book = xlsxwriter.Workbook(path)
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
        book.close()
        return import_file(
            path, read_mapping({**MAPPING, **changed}), Wanted(), importing.report, by=importing.by
        )

    return read


TABLE = [HEADER.split(","), ROW]


@pytest.mark.parametrize(
    "first", [[], [["Read me"]], [["Report"], ["Date", "Office"]]], ids=["empty", "text", "table"]
)
def test_the_first_sheet_that_has_the_headings_is_read(read, importing, first):
    result = read({"About": first, "Data": [["Seizures of 2009"], *TABLE]})

    assert (result.counts["records"], result.counts["warnings"]) == (1, 0)


def test_other_sheets_with_the_same_headings_are_named(read, importing):
    result = read({"2009": TABLE, "2010": [*TABLE, ROW], "Notes": [["x"]]})

    assert result.counts["records"] == 1
    assert importing.found("warning") == [
        (0, "", "", "Only the sheet “2009” is read. These have the same headings: 2010.")
    ]


def test_the_sheet_that_a_mapping_names_is_read_without_a_word_on_others(read, importing):
    result = read({"2009": TABLE, "2010": [*TABLE, ROW]}, sheet="2010")

    assert (result.counts["records"], importing.found("warning")) == (2, [])


def test_without_the_headings_in_any_sheet_nothing_is_read(read):
    with pytest.raises(CannotRead, match=r"There is no column “Amount”\. The columns are “Read me”"):
        read({"About": [["Read me"]], "Data": [["x", "y"]]})
    assert not SeizedItem.objects.exists()


@pytest.mark.parametrize("cell", ["1e999", "NaN", "1e300"])
@pytest.mark.parametrize("changed", [{}, {"factors": {"quantity": "1000"}}], ids=["plain", "factor"])
def test_a_number_that_is_none_is_an_error_of_its_row(importing, cell, changed):
    path = importing.folder / "book.xlsx"
    cells = "".join(
        f'<c r="{"ABCE"[n]}2" t="inlineStr"><is><t>{t}</t></is></c>' for n, t in enumerate(ROW[:3] + ROW[4:])
    )
    head = "".join(
        f'<c r="{"ABCDE"[n]}1" t="inlineStr"><is><t>{t}</t></is></c>' for n, t in enumerate(TABLE[0])
    )
    workbook(path, f'<row r="1">{head}</row><row r="2">{cells}<c r="D2"><v>{cell}</v></c></row>')

    result = import_file(
        path, read_mapping({**MAPPING, **changed}), Wanted(), importing.report, by=importing.by
    )

    assert (result.counts["errors"], SeizedItem.objects.exists()) == (1, False)

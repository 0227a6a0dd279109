"""Whatever a file holds is answered with a sentence, and nothing of it is half recorded."""

import csv

import pytest

from imports.mapping.checking import read_mapping
from imports.models import FileImport, ImportedRow
from imports.reading.errors import CannotRead
from imports.reading.options import LARGEST
from imports.report import ImportReport
from imports.services.running import Wanted, import_file
from seizures.models import Seizure
from tests.imports.small import HEADER, MAPPING

pytestmark = pytest.mark.django_db
GOOD = "14.07.2009,Bogotá,Cocaine,12.5,KGM"


def nothing_is_recorded() -> bool:
    return not (Seizure.objects.exists() or ImportedRow.objects.exists() or FileImport.objects.exists())


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("31.02.2009,Cali,Cocaine,1,KGM", "“31.02.2009” is not a date"),
        ("14.07.2009,Cali,Cocaine,-1,KGM", "cannot be negative"),
        ("14.07.2009,Cali,Cocaine,(1),KGM", "cannot be negative"),
        ("14.07.2009,Cali,Cocaine,1e13,KGM", "more than there can be"),
        ("14.07.2009,Cali,Cocaine,1e999,KGM", "At most 40 digits"),
        ("14.07.2009,Cali,Cocaine,NaN,KGM", "“NaN” is not a number"),
        ("14.07.2009,Cali,Cocaine,Infinity,KGM", "“Infinity” is not a number"),
        ("14.07.2009,Cali,Cocaine,5%,KGM", "is a percentage"),
        ("14.07.2009,Cali,Cocaine,=1+1,KGM", "“=1+1” is not a number"),
        ("14.07.2009,Cali,Cocaine,1,KGM,more", "has 6 cells, and there are 5 headings"),
        ("14.07.2009,Cali,Cocaine", "has 3 cells, and there are 5 headings"),
        ("14.07.2999,Cali,Cocaine,1,KGM", "in the future"),
        ("14.07.1009,Cali,Cocaine,1,KGM", "before 1900"),
        ("14.07.2009,Cali,Cocaine,1,K\x07GM", "There is no unit"),
        ("14.07.2009,Cali,Cocaine,1,\u202eKGM", "There is no unit"),
        ("14.07.2009,Cali,Cocaine,1,KGM\u0301", "There is no unit"),
        ("14.07.2009,Cali,Cocaine,1,K\x00GM", "that no text has"),
        ("14.07.2009,C\x00ali,Cocaine,1,KGM", "that no text has"),
    ],
)
@pytest.mark.parametrize("dry_run", [True, False])
def test_a_wrong_cell_is_a_sentence_of_its_row(importing, row, sentence, dry_run):
    found = importing(GOOD, row, GOOD, dry_run=dry_run)

    assert (found.counts["errors"], nothing_is_recorded()) == (1, True)
    [(line, _column, _value, text)] = importing.found("error")
    assert line == 3
    assert sentence in text


def test_a_row_over_several_lines_that_does_not_fit_asks_for_its_quotation_marks(importing):
    importing(GOOD, '14.07.2009,"Cali,Cocaine,1,KGM', '15.07.2009,Ca",Cocaine')

    [(line, _column, _value, text)] = importing.found("error")
    assert line == 4
    assert "over several lines: is a quotation mark missing" in text


@pytest.mark.parametrize(
    "place", ["شرم الشيخ", "Bogota\u0301", "=cmd|' /C calc'!A0", "a\x07b", "\u202eilaC", "x" * 400]
)
def test_odd_text_is_recorded_as_it_is(importing, place):
    importing(f"14.07.2009,{place},Cocaine,1,KGM")

    [seizure] = Seizure.objects.all()
    assert place in seizure.note


@pytest.mark.parametrize("unit", ["=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1"])
def test_a_formula_is_inert_in_the_report(importing, tmp_path, unit):
    importing(f"14.07.2009,Cali,Cocaine,1,{unit}")

    report = tmp_path / "report.csv"
    with report.open("w", newline="") as file:
        importing.report.write(file)
    with report.open(newline="") as file:
        [_header, [_line, _column, value, *_rest]] = csv.reader(file)
    assert unit in value
    assert not value.startswith(("=", "@", "+", "-"))


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("Date,Place,Drug,Amount", "There is no column “Unit”"),
        ("Date,Place,Drug,Amount,Unit,Unit", "There are 2 columns “Unit”"),
        (GOOD, "There is no column"),
        ("", "There is no column|no row of headings|is empty"),
    ],
)
def test_headings_that_are_not_there_or_twice_are_a_sentence(importing, header, sentence):
    with pytest.raises(CannotRead, match=sentence):
        importing(GOOD, header=header)
    assert nothing_is_recorded()


def test_headings_without_rows_are_pointed_out(importing):
    found = importing(header=HEADER)

    assert found.counts["warnings"] == 1
    assert importing.found("warning")[0][3] == "There are headings, and no row below them."


def test_a_header_that_comes_again_below_is_an_error_of_its_row(importing):
    importing(GOOD, HEADER, GOOD)

    assert importing.found("error")[0][0] == 3
    assert nothing_is_recorded()


def test_a_file_of_300_mb_is_refused_before_it_is_read(importing, tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(max(300 * 1024**2, LARGEST + 1))
    report = ImportReport()
    with pytest.raises(CannotRead, match="Send it in parts"):
        import_file(path, read_mapping(MAPPING), Wanted(), report, by=importing.by)
    report.close()
    assert nothing_is_recorded()

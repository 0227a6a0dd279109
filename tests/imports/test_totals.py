"""The totals of a file: beside what is there already, and beside those that the file prints itself."""

from decimal import Decimal

import pytest

from common.errors import NotAllowed
from imports.services.printed import comparisons, print_total
from imports.totals import with_sums
from tests.calls import person
from tests.imports.small import ROWS

pytestmark = pytest.mark.django_db
COCAINE = "NARC.COCAINE"


def added(result, measure=COCAINE):
    [found] = [each for each in result.compared.added if each["measure"] == measure]
    return found["before"], found["value"], found["after"]


def test_what_is_there_already_stands_beside_what_a_file_adds(importing):
    assert added(importing(*ROWS, dry_run=True)) == (None, "12.5", "12.5")
    importing(*ROWS)
    assert added(importing("16.07.2009,Cali,Cocaine,1.25,KGM", name="other.csv")) == ("12.5", "1.25", "13.75")


def test_of_other_years_units_and_operations_nothing_is_there(importing):
    importing(*ROWS)
    rows = ("16.07.2010,Cali,Cocaine,1,KGM", "16.07.2010,Cali,Cocaine,2,DOSE")
    found = importing(*rows, name="other.csv").compared.added
    assert {each["before"] for each in found} == {None}


def test_what_has_no_date_and_what_is_of_years_between_stand_beside_their_own(importing):
    dated = (
        "14.07.2009,Cali,Cocaine,1,KGM",
        "14.07.2010,Cali,Cocaine,2,KGM",
        "14.07.2011,Cali,Cocaine,4,KGM",
    )
    importing(*dated, ",Cali,Cocaine,8,KGM", ",Cali,Heroin,16,KGM")

    rows = ("15.07.2009,Cali,Cocaine,1,KGM", "15.07.2011,Cali,Cocaine,1,KGM", ",Cali,Cocaine,1,KGM")
    found = importing(*rows, name="other.csv", dry_run=True).compared.added
    assert [(each["year"], each["before"], each["after"]) for each in found] == [
        ("2009", "1", "2"),
        ("2011", "4", "5"),
        (None, "8", "9"),
    ]

    [alone] = importing(",Cali,Heroin,1,KGM", name="undated.csv", dry_run=True).compared.added
    assert (alone["year"], alone["before"]) == (None, "16")


def test_the_files_own_units_and_years_are_summed(importing):
    rows = (
        "14.09.2009,Cali,Cocaine,1.5,LBR",
        "14.10.2009,Cali,Cocaine,0.25,LBR",
        "14.10.2009,Cali,Heroin,3,LBR",
        ",Cali,Heroin,7,GRM",
    )
    sums = with_sums(importing(*rows, dry_run=True, fiscal_year_start=10).compared.stated)
    assert sums[COCAINE, "LBR", "2009"] == Decimal("1.5")
    assert sums[COCAINE, "LBR", ""] == Decimal("1.75")
    assert sums["", "LBR", "2010"] == Decimal("3.25")
    assert sums["", "LBR", ""] == Decimal("4.75")
    assert sums["NARC.HEROIN", "GRM", "–"] == 7


@pytest.mark.parametrize(
    ("printed", "agrees"),
    [("1.75", True), ("1.8", True), ("2", True), ("1.7", False), ("1.751", False)],
)
def test_a_printed_total_agrees_to_its_last_digit(importing, printed, agrees):
    rows = ("14.09.2009,Cali,Cocaine,1.5,LBR", "14.10.2009,Cali,Cocaine,0.25,LBR")
    found = importing(*rows).file_import
    print_total(found, measure=COCAINE, unit="LBR", year="", value=Decimal(printed), by=importing.by)
    found.refresh_from_db()
    [compared] = comparisons(found)
    assert (compared.agrees, compared.computed) == (agrees, Decimal("1.75"))


def test_a_total_is_typed_again_and_taken_away(importing):
    found = importing(*ROWS).file_import
    cell = {"measure": COCAINE, "unit": "KGM", "year": "2009", "by": importing.by}
    print_total(found, value=Decimal(3), **cell)
    [compared] = comparisons(print_total(found, value=Decimal(12), **cell))
    assert (compared.printed, compared.difference) == (12, Decimal("0.5"))
    assert comparisons(print_total(found, value=None, **cell)) == []


def test_a_total_without_rows_agrees_with_nothing(importing):
    found = importing(*ROWS).file_import
    [compared] = comparisons(
        print_total(found, measure="", unit="LTR", year="", value=Decimal(0), by=importing.by)
    )
    assert (compared.agrees, compared.computed, compared.difference) == (False, None, None)


def test_other_agencies_do_not_compare(importing):
    found = importing(*ROWS).file_import
    cell = {"measure": "", "unit": "KGM", "year": ""}
    with pytest.raises(NotAllowed):
        print_total(found, value=Decimal(1), by=person(agency="US-DEA"), **cell)

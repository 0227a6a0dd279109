"""A file is recorded whole or not at all, once, and a dry run meets what a commit would."""

from decimal import Decimal

import pytest

from agencies.models import Country, Place
from common.errors import NotAllowed
from imports.models import FileImport, ImportedRow, ImportState
from measures.models import Measure
from operations.discretion import Discretion
from operations.history import history_of
from operations.models import State
from seizures.models import SeizedItem, Seizure
from tests.calls import person
from tests.imports.small import ROWS


def test_rows_become_seizures(importing):
    result = importing(*ROWS)

    first, second, other = Seizure.objects.order_by("pk")
    item = first.items.get()
    assert (str(first.date), first.country.code, first.operation.code) == ("2009-07-14", "COL", "ATLAS")
    assert (first.owner.code, first.seizing_agency.code, first.state) == ("US-ICE", "US-CBP", State.DRAFT)
    assert (item.measure.code, item.quantity, item.unit.code) == ("NARC.COCAINE", Decimal("12.5"), "KGM")
    assert second.items.get().quantity == 300
    assert other.items.get().description == "Kitil"
    assert result.counts == {
        "rows": 3, "records": 3, "skipped": 0, "unchanged": 0, "changed": 0, "errors": 0, "warnings": 0,
        "duplicates": 0,
    }  # fmt: skip


def test_a_dry_run_counts_the_same_and_records_nothing(importing):
    dry = importing(*ROWS, dry_run=True)
    assert (Seizure.objects.count(), FileImport.objects.count(), ImportedRow.objects.count()) == (0, 0, 0)

    wet = importing(*ROWS)

    assert dry.counts == wet.counts
    assert dry.totals == wet.totals
    assert [(each.cell, each.unit, each.value, each.records) for each in wet.totals] == [
        ({"measure": "NARC.COCAINE", "stage": "seized", "year": "2009"}, "KGM", Decimal("12.5"), 1),
        ({"measure": "NARC.HEROIN", "stage": "seized", "year": "2009"}, "KGM", Decimal("0.3"), 1),
        ({"measure": "NARC.OTHER", "stage": "seized", "year": "2009"}, "KGM", Decimal("0.007"), 1),
    ]


def test_the_same_rows_again_change_nothing(importing):
    importing(*ROWS)
    before = list(Seizure.objects.values())

    again = importing(*ROWS)

    assert (again.counts["records"], again.counts["skipped"], again.counts["unchanged"]) == (0, 3, 3)
    assert list(Seizure.objects.values()) == before


def test_equal_rows_of_a_file_are_all_recorded_and_each_once(importing):
    twice = importing(ROWS[0], ROWS[0])
    assert twice.counts["records"] == 2
    assert importing.found("duplicate") == [(3, "", "", "The same as line 2, cell by cell.")]

    thrice = importing(ROWS[0], ROWS[0], ROWS[0])

    assert (thrice.counts["records"], thrice.counts["unchanged"]) == (1, 2)
    assert Seizure.objects.count() == 3


def test_with_one_row_that_is_wrong_nothing_is_recorded(importing):
    result = importing(ROWS[0], "32.07.2009,Cali,Heroin,300,GRM", "15.07.2009,Cali,Heroin,-1,XXX")

    assert not Seizure.objects.exists()
    assert (result.counts["records"], result.counts["errors"]) == (0, 2)
    assert result.file_import.state == ImportState.REFUSED
    assert importing.found("error") == [
        (3, "Date", "32.07.2009", "“32.07.2009” is not a date written as %d.%m.%Y."),
        (4, "Unit", "XXX", "There is no unit “XXX”."),
    ]


def test_the_rows_that_are_right_come_in_where_that_is_wanted(importing):
    result = importing(ROWS[0], "15.07.2009,Cali,Heroin,-1,GRM", partial=True)

    assert (result.counts["records"], result.counts["errors"]) == (1, 1)
    assert importing.found("error") == [(3, "Amount", "-1", "A quantity cannot be negative.")]
    assert Seizure.objects.get().items.get().measure.code == "NARC.COCAINE"


@pytest.mark.parametrize(
    ("row", "column", "part"),
    [
        ("14.07.2009,Cali,Cocaine,1e999,KGM", "Amount", "At most 40 digits"),
        ("14.07.2009,Cali,Cocaine,NaN,KGM", "Amount", "is not a number"),
        ('14.07.2009,Cali,Cocaine,"1,5",KGM', "Amount", "whose decimals begin with"),
        ("14.07.2009,Cali,Cocaine,5%,KGM", "Amount", "is a percentage"),
        ("14.07.2009,Cali,Cocaine,9999999999999999,KGM", "Amount", "more than there can be"),
        ("14.07.2009,Cali,Cocaine,5,", "Unit", "Choose the unit"),
        ("14.07.2009,Cali,Cocaine,5,IE", "Unit", "not measured in"),
        ("31.02.2009,Cali,Cocaine,5,KGM", "Date", "is not a date"),
        ("14.07.2999,Cali,Cocaine,5,KGM", "Date", "in the future"),
        ("14.07.2009,Cali,Cocaine,5", "", "has 4 cells"),
        ("14.07.2009,Cali,Cocaine,5,KGM,6", "", "has 6 cells"),
        ("14.07.2009,Cali,,5,KGM", "Drug", "cannot be null"),
    ],
)
def test_each_row_that_is_wrong_has_a_sentence_with_its_line_and_column(importing, row, column, part):
    result = importing(ROWS[0], row)

    [(line, where, _value, sentence)] = importing.found("error")
    assert (line, where) == (3, column)
    assert part in sentence
    assert result.counts["errors"] == 1
    assert not Seizure.objects.exists()


def test_a_country_that_is_unknown_is_an_error_and_one_by_any_name_is_found(importing):
    columns = {"Drug": "measure", "Country": "country"}
    header = "Drug,Country"

    found = importing(
        "Cocaine,Bolivia (Plurinational State of)", "Cocaine,CÔTE D'IVOIRE", "Cocaine,Cote d'Ivoire", "Cocaine,co",
        header=header, columns=columns,
    )  # fmt: skip
    importing("Cocaine,Atlantis", header=header, columns=columns)

    assert found.counts["errors"] == 0
    assert sorted(Seizure.objects.values_list("country__code", flat=True)) == ["BOL", "CIV", "CIV", "COL"]
    [(line, column, value, sentence)] = importing.found("error")
    assert (line, column, value) == (2, "Country", "Atlantis")
    assert "There is no country" in sentence


def test_a_place_of_no_list_stays_as_text_and_one_of_the_list_is_found(importing):
    cali = Place.objects.create(name="Cali", kind=Place.Kind.CITY, country_id=_country("COL"))
    Place.objects.create(name="Cali", kind=Place.Kind.CITY, country_id=_country("USA"))

    importing(*ROWS[:2])

    bogota, found = Seizure.objects.order_by("pk")
    assert (bogota.place, bogota.note) == (None, "Place as in the file: Bogotá")
    assert found.place == cali
    assert list(ImportedRow.objects.values_list("place", flat=True)) == ["Bogotá", ""]


def _country(code):
    return Country.objects.get(code=code).pk


def test_who_entered_the_records_and_from_which_file_is_in_their_history(importing):
    importing(ROWS[0])

    [event] = history_of(Seizure.objects.get(), Discretion(importing.by))
    assert (event.reason, event.who) == ("Imported from file.csv", str(importing.by))


def test_nobody_verifies_what_they_import(importing):
    importing.by = person("supervisor")

    with pytest.raises(NotAllowed, match="another person"):
        importing(ROWS[0], submit=True, verifier=importing.by)

    assert not Seizure.objects.exists()


def test_an_import_is_handed_to_review_and_verified_as_one(importing):
    result = importing(*ROWS, submit=True)
    assert set(Seizure.objects.values_list("state", "version")) == {(State.SUBMITTED, 2)}
    assert result.file_import.state == ImportState.DONE

    verified = importing("16.07.2009,Cali,Cocaine,1,KGM", verifier=person("supervisor"))

    assert verified.counts["records"] == 1
    assert Seizure.objects.filter(state=State.VERIFIED).count() == 1


def test_only_those_who_enter_results_import(importing):
    importing.by = person("partner")

    with pytest.raises(NotAllowed):
        importing(ROWS[0])


def test_a_measure_that_needs_no_text_gets_none(importing):
    assert Measure.objects.get(code="NARC.COCAINE").needs_text is False
    importing(ROWS[0])

    assert SeizedItem.objects.get().description == ""

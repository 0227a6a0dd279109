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
from records.services import withdraw
from seizures import services
from seizures.models import SeizedItem, Seizure
from tests.calls import person

ROWS = ("14.07.2009,Bogotá,Cocaine,12.5,KGM", "15.07.2009,Cali,Heroin,300,GRM", "15.07.2009,Cali,Kitil,7,GRM")


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


KEYED = {"key": ["Date", "Place", "Drug"]}


def test_a_later_edition_finds_its_records_by_key_and_edits_drafts(importing):
    importing(*ROWS, **KEYED)

    later = importing("14.07.2009,Bogotá,Cocaine,13,KGM", *ROWS[1:], "16.07.2009,Cali,Cocaine,1,KGM", **KEYED)

    assert (later.counts["records"], later.counts["changed"], later.counts["unchanged"]) == (1, 1, 2)
    assert Seizure.objects.count() == 4
    assert Seizure.objects.order_by("pk")[0].items.get().quantity == 13
    assert importing.found("change") == [(2, "Amount", "13", "It was 12.5 in an earlier file, and is 13.")]


def test_a_later_edition_amends_what_was_verified(importing):
    supervisor = person("supervisor")
    importing(*ROWS, submit=True, verifier=supervisor, **KEYED)
    assert set(Seizure.objects.values_list("state", flat=True)) == {State.VERIFIED}

    changed = ("14.07.2009,Bogotá,Cocaine,13,KGM", *ROWS[1:])
    importing(*changed, **KEYED)
    amendment = Seizure.objects.get(amends__isnull=False)
    assert (amendment.state, amendment.items.get().quantity) == (State.DRAFT, 13)

    again = importing(*changed, **KEYED)
    assert (again.counts["changed"], again.counts["unchanged"]) == (0, 3)
    assert Seizure.objects.count() == 4


def test_a_later_edition_leaves_alone_what_people_made_of_the_rest(importing):
    importing(ROWS[0], **KEYED)
    seizure = Seizure.objects.get()
    seizure.conveyance = "car"
    services.change_seizure(seizure, by=importing.by)

    importing("14.07.2009,Bogotá,Cocaine,13,KGM", **KEYED)

    seizure.refresh_from_db()
    assert (seizure.conveyance, seizure.items.get().quantity) == ("car", 13)


def test_what_is_under_review_is_not_changed_under_the_hands_of_the_reviewer(importing):
    importing(ROWS[0], submit=True, **KEYED)

    result = importing("14.07.2009,Bogotá,Cocaine,13,KGM", **KEYED)

    assert result.counts["errors"] == 1
    assert "is being reviewed" in importing.found("error")[0][3]


def test_a_number_that_a_spreadsheet_cut_is_the_same_number(importing):
    importing(
        "14.07.2009,Bogotá,Cocaine,24771.887985190977,LBR",
        "15.07.2009,Cali,Cocaine,2.20462262e-05,LBR",
        **KEYED,
    )

    resaved = importing(
        "14.07.2009,Bogotá,Cocaine,24771.88799,LBR", "15.07.2009,Cali,Cocaine,2.20E-05,LBR", **KEYED
    )
    corrected = importing("14.07.2009,Bogotá,Cocaine,24771.98799,LBR", dry_run=True, **KEYED)

    assert (resaved.counts["unchanged"], resaved.counts["changed"], resaved.counts["records"]) == (2, 0, 0)
    assert corrected.counts["changed"] == 1


def test_a_key_of_several_records_pairs_each_with_its_like(importing):
    keyed = {"key": ["Date", "Drug"]}
    rows = (
        "14.07.2009,Bogotá,Cocaine,1,KGM",
        "14.07.2009,Cali,Cocaine,2,KGM",
        "14.07.2009,Cali,Cocaine,3,KGM",
    )
    assert importing(*rows, **keyed).counts["records"] == 3

    turned = importing(rows[2], rows[0], rows[1], **keyed)
    one_changed = importing(rows[2], "14.07.2009,Bogotá,Cocaine,9,KGM", rows[1], **keyed)

    assert (turned.counts["unchanged"], turned.counts["changed"]) == (3, 0)
    assert (one_changed.counts["unchanged"], one_changed.counts["changed"]) == (2, 1)
    assert sorted(SeizedItem.objects.values_list("quantity", flat=True)) == [2, 3, 9]


def test_what_a_person_withdrew_does_not_come_back_with_the_next_file(importing):
    importing(ROWS[0])
    seizure = Seizure.objects.get()
    withdraw(seizure, by=importing.by, reason="It was another office's.")

    again = importing(ROWS[0])

    assert again.counts["records"] == 0
    assert importing.found("warning") == [(2, "", "", "The record of this row was withdrawn, and stays so.")]


def test_rows_of_a_group_are_one_seizure_with_several_items(importing):
    header = "Case,Date,Drug,Amount,Unit"
    columns = {"Date": "date", "Drug": "measure", "Amount": "quantity", "Unit": "unit"}
    rows = ("A,14.07.2009,Cocaine,1,KGM", "B,14.07.2009,Heroin,2,KGM", "A,14.07.2009,Heroin,3,KGM")

    result = importing(*rows, header=header, columns=columns, group=["Case"])
    again = importing(*rows, header=header, columns=columns, group=["Case"])

    assert (result.counts["rows"], result.counts["records"]) == (3, 2)
    first = Seizure.objects.order_by("pk")[0]
    assert [item.measure.code for item in first.items.all()] == ["NARC.COCAINE", "NARC.HEROIN"]
    assert ImportedRow.objects.order_by("line")[0].more_lines == [4]
    assert (again.counts["records"], again.counts["unchanged"]) == (0, 3)


def test_rows_of_a_group_that_disagree_are_refused(importing):
    rows = ("A,14.07.2009,Cocaine,1,KGM", "A,15.07.2009,Heroin,3,KGM")

    importing(
        *rows, header="Case,Date,Drug,Amount,Unit", group=["Case"],
        columns={"Date": "date", "Drug": "measure", "Amount": "quantity", "Unit": "unit"},
    )  # fmt: skip

    assert importing.found("error") == [
        (3, "", "2009-07-15", "“date” is another than in line 2, which is of the same record.")
    ]


def test_an_error_of_an_item_is_told_in_the_line_of_that_item(importing):
    rows = ("A,14.07.2009,Cocaine,1,KGM", "A,14.07.2009,Heroin,3,XXX")

    importing(
        *rows, header="Case,Date,Drug,Amount,Unit", group=["Case"],
        columns={"Date": "date", "Drug": "measure", "Amount": "quantity", "Unit": "unit"},
    )  # fmt: skip

    assert importing.found("error") == [(3, "Unit", "XXX", "There is no unit “XXX”.")]


def test_aggregates_count_their_events_where_any_are_stated(importing):
    columns = {"FY": "fiscal_year", "Month": "month", "Drug": "measure", "Events": "events", "Lb": "quantity"}
    defaults = {"operation": "ATLAS", "kind": "aggregate", "unit": "LBR"}

    importing(
        "2019,OCT,Cocaine,3,0.0", "2019,APR,Cocaine,0,1", "2019,APR,Heroin,,1",
        header="FY,Month,Drug,Events,Lb", columns=columns, defaults=defaults, fiscal_year_start=10,
    )  # fmt: skip

    october, april, other = Seizure.objects.order_by("pk")
    assert [str(each.date) for each in (october, april, other)] == ["2018-10", "2019-04", "2019-04"]
    assert [each.event_count for each in (october, april, other)] == [3, None, None]
    assert october.items.get().quantity == 0


def test_credits_are_of_agencies_and_operations(importing):
    importing(
        "Cocaine,US-DEA; US-FBI: intelligence", "Heroin,", header="Drug,Credits",
        columns={"Drug": "measure", "Credits": "credits"},
    )  # fmt: skip

    first, second = Seizure.objects.order_by("pk")
    assert sorted((each.agency.code, each.role) for each in first.credits.all()) == [
        ("US-DEA", "joint"), ("US-FBI", "intelligence"),
    ]  # fmt: skip
    assert not second.credits.exists()


SACKS = {"sack": {"unit": "KGM", "factor": "50"}, "acres": None}


def test_factors_and_units_that_are_another_unit_so_many_times(importing):
    importing(
        "Cocaine,2,sack,1.5", "Cocaine,5,acres,", header="Drug,Amount,Unit,Crore",
        columns={"Drug": "measure", "Amount": "quantity", "Unit": "unit", "Crore": "amount"},
        defaults={"operation": "ATLAS", "currency": "INR"}, factors={"amount": "10000000"},
        values={"measure": {"Cocaine": "NARC.COCAINE"}, "unit": SACKS},
    )  # fmt: skip

    sack, acres = SeizedItem.objects.order_by("pk")
    assert (sack.quantity, sack.unit.code, sack.amount, sack.currency.code) == (100, "KGM", 15_000_000, "INR")
    assert (acres.quantity, acres.unit, acres.description) == (None, None, "5 acres")


def test_rows_are_passed_over_where_the_mapping_says_so(importing):
    result = importing(*ROWS, "01.01.2010,,TOTAL,319.5,KGM", ",,,,", skip_when={"Drug": ["total"]})

    assert (result.counts["rows"], result.counts["skipped"], result.counts["records"]) == (4, 1, 3)
    assert result.counts["warnings"] == 0


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

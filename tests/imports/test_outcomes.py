"""Files of outcomes come in by the same mapping, the same dry run and the same undo as those of seizures."""

from decimal import Decimal

import pytest

from imports.mapping.checking import read_mapping
from imports.mapping.errors import BadMapping
from imports.models import FileImport, ImportedRow
from imports.services.undoing import undo_import
from operations.models import Outcome
from outcomes.services import amend_outcome
from seizures.models import Seizure
from tests.calls import person

pytestmark = pytest.mark.django_db
HEADER = "Month,Country,What,Number,Agency"
MAPPING = {
    "target": "outcomes",
    "defaults": {"operation": "ATLAS", "unit": "IE"},
    "columns": {
        "Month": "date",
        "Country": "country",
        "What": "measure",
        "Number": "quantity",
        "Agency": "agency",
    },
    "values": {"measure": {"Arrests": "PEOPLE.ARRESTED", "Indictments": "PEOPLE.INDICTED"}},
    "key": ["Month", "Country", "What"],
}
ROWS = ("2009-07,COL,Arrests,12,US-ICE", "2009-08,COL,Arrests,3,US-ICE", "2009-08,COL,Indictments,2,US-ICE")


@pytest.fixture
def outcomes(importing):
    def imported(*rows, **changed):
        return importing(*rows, header=HEADER, **{**MAPPING, **changed})

    imported.by, imported.found = importing.by, importing.found
    return imported


@pytest.mark.parametrize("number", ["9" * 40, "9" * 30 + ".5"])
def test_more_than_there_can_be_is_an_error_of_its_row(outcomes, number):
    found = outcomes(f"2009-07,COL,Arrests,{number},US-ICE")

    assert (found.counts["records"], {line for line, *_rest in outcomes.found("error")}) == (0, {2})


def numbers() -> dict[tuple[str, str], Decimal]:
    rows = Outcome.objects.select_related("measure")
    return {(str(row.date), row.measure.code): row.quantity for row in rows}


def test_rows_become_outcomes(outcomes):
    found = outcomes(*ROWS)

    assert (found.counts["records"], found.counts["errors"], Seizure.objects.count()) == (3, 0, 0)
    assert numbers() == {
        ("2009-07", "PEOPLE.ARRESTED"): 12,
        ("2009-08", "PEOPLE.ARRESTED"): 3,
        ("2009-08", "PEOPLE.INDICTED"): 2,
    }
    assert (
        Outcome.objects.filter(agency__code="US-ICE", operation__code="ATLAS", country__code="COL").count()
        == 3
    )
    assert [(each["measure"], each["value"]) for each in found.compared.stated] == [
        ("PEOPLE.ARRESTED", "15"),
        ("PEOPLE.INDICTED", "2"),
    ]


def test_a_dry_run_records_none_and_adds_the_same(outcomes):
    checked = outcomes(*ROWS, dry_run=True)
    assert (Outcome.objects.count(), FileImport.objects.count()) == (0, 0)
    recorded = outcomes(*ROWS)
    assert checked.compared.added == recorded.compared.added
    assert {each["stage"] for each in checked.compared.added} == {"outcome"}


def test_the_same_rows_change_nothing_and_another_number_changes_its_draft(outcomes):
    outcomes(*ROWS)
    again = outcomes(*ROWS, name="again.csv")
    assert (again.counts["records"], again.counts["unchanged"]) == (0, 3)

    later = outcomes("2009-07,COL,Arrests,14,US-ICE", *ROWS[1:], name="later.csv")
    assert (later.counts["records"], later.counts["changed"], Outcome.objects.count()) == (0, 1, 3)
    assert numbers()["2009-07", "PEOPLE.ARRESTED"] == 14


def test_a_verified_outcome_is_amended_by_a_later_edition(outcomes):
    outcomes(ROWS[0], submit=True, verifier=person("supervisor"))
    outcomes("2009-07,COL,Arrests,14,US-ICE", name="later.csv")

    original, amendment = Outcome.objects.order_by("revision")
    assert (original.state, original.quantity) == ("verified", 12)
    assert (amendment.state, amendment.quantity, amendment.amends) == ("draft", 14, original)


def test_what_was_imported_is_taken_back_but_for_what_was_amended(outcomes):
    found = outcomes(*ROWS, submit=True, verifier=person("supervisor")).file_import
    kept = Outcome.objects.get(measure__code="PEOPLE.INDICTED")

    amend_outcome(kept, by=outcomes.by, reason="Another number.")

    undone = undo_import(found, by=person("supervisor"), reason="The wrong file.")

    assert (undone.withdrawn, undone.left) == (2, [kept])
    assert set(Outcome.objects.verified()) == {kept}


def test_totals_and_equal_rows_are_pointed_out(outcomes):
    outcomes(*ROWS, ROWS[1], "2009-08,COL,Total,5,US-ICE", values={"measure": {"*": "PEOPLE.ARRESTED"}})

    assert "The same as line 3, cell by cell." in [each[3] for each in outcomes.found("duplicate")]
    assert [each[0] for each in outcomes.found("warning") if "total" in each[3]] == [6]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("2009-07,COL,Arrests,1.5,US-ICE", "whole numbers"),
        ("2009-07,COL,NARC.COCAINE,1,US-ICE", "not recorded here"),
        ("2009-13,COL,Arrests,1,US-ICE", "2009-13"),
    ],
)
def test_what_is_wrong_is_a_sentence(outcomes, row, sentence):
    found = outcomes(ROWS[0], row)
    assert (found.counts["records"], Outcome.objects.count()) == (0, 0)
    [(line, *_where, text)] = outcomes.found("error")
    assert line == 3
    assert sentence in text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"target": "rumours"}, "one of seizures, outcomes"),
        ({"defaults": {"stage": "seized"}}, "no “stage”"),
        ({"group": ["Month"]}, "Only rows of seizures are grouped"),
    ],
)
def test_a_mapping_of_outcomes_has_what_outcomes_have(changed, sentence):
    with pytest.raises(BadMapping, match=sentence):
        read_mapping({**MAPPING, **changed})


def test_a_row_of_outcomes_is_not_known_by_the_key_of_a_seizure(outcomes):
    outcomes(ROWS[0])
    outcomes(
        ROWS[0],
        target="seizures",
        values={"measure": {"*": "NARC.COCAINE"}},
        defaults={"operation": "ATLAS", "unit": "KGM"},
    )
    assert ImportedRow.objects.filter(outcome=None).count() == 1
    assert ImportedRow.objects.filter(seizure=None).count() == 1

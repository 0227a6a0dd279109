"""Files of operations: each with those who take part, in rows of their own or in lists."""

import pytest

from imports.mapping.checking import read_mapping
from imports.mapping.errors import BadMapping
from imports.models import ImportedRow
from imports.services.undoing import undo_import
from operations.models import Operation, Participation
from operations.services import record_participation
from tests.calls import person
from tests.factories.operations import ClaimFactory, OperationFactory

pytestmark = pytest.mark.django_db
HEADER = "Code,Title,Part of,Start,End,Lead,Agencies,Countries"
MAPPING = {
    "target": "operations",
    "values": {"participants": {"fbi": "US-FBI", "nobody": None}, "lead": {"dea": "US-DEA"}},
    "defaults": {"kind": "enforcement"},
    "columns": {
        "Code": "operation", "Title": "name", "Part of": "umbrella", "Start": "starts", "End": "ends", "Lead": "lead",
        "Agencies": "participants", "Countries": "participants",
    },
}  # fmt: skip
# The phase comes before its umbrella.
ROWS = (
    "NORTH-1,North one,NORTH,2023-07,2023-08-15,,fbi;US-CBP: observer,united-states;Colombia",
    "NORTH,North,,2023,,dea;US-CBP,fbi; nobody,CÔTE D'IVOIRE",
)


@pytest.fixture
def operations(importing):
    def imported(*rows, header=HEADER, **changed):
        return importing(*rows, header=header, **{**MAPPING, **changed})

    imported.by, imported.found = importing.by, importing.found
    return imported


def participants(code: str) -> set[tuple[str, str]]:
    rows = Participation.objects.filter(operation__code=code).select_related("agency", "country")
    return {((row.agency or row.country).code, row.role) for row in rows}


def test_rows_become_operations_with_those_who_take_part(operations):
    found = operations(*ROWS)

    assert (found.counts["records"], found.counts["errors"]) == (2, 0)
    phase = Operation.objects.get(code="NORTH-1")
    assert (phase.name, phase.parent.code, str(phase.starts), str(phase.ends)) == (
        "North one", "NORTH", "2023-07", "2023-08-15",
    )  # fmt: skip
    assert (phase.owner, phase.kind) == (operations.by.agency, "enforcement")
    assert participants("NORTH-1") == {
        ("US-FBI", "participant"), ("US-CBP", "observer"), ("USA", "participant"), ("COL", "participant"),
    }  # fmt: skip
    assert participants("NORTH") == {
        ("US-DEA", "lead"), ("US-CBP", "lead"), ("US-FBI", "participant"), ("CIV", "participant"),
    }  # fmt: skip
    assert set(Participation.objects.filter(role="lead").values_list("joint_lead", flat=True)) == {True}


def test_rows_of_one_code_are_one_operation_with_a_participant_each(operations):
    operations(
        "SOUTH,South,US-DEA,,lead,Command",
        "SOUTH,,US-FBI,,,Forensics",
        "SOUTH,,,Peru,host,",
        header="Code,Title,Agency,Country,Role,Does",
        columns={
            "Code": "operation", "Title": "name", "Agency": "agency", "Country": "country", "Role": "role",
            "Does": "function",
        },
    )  # fmt: skip

    assert participants("SOUTH") == {("US-DEA", "lead"), ("US-FBI", "participant"), ("PER", "host")}
    assert Participation.objects.get(agency__code="US-FBI").function == "Forensics"
    assert ImportedRow.objects.get().more_lines == [3, 4]


def test_a_dry_run_records_none_and_the_same_rows_again_change_nothing(operations):
    assert operations(*ROWS, dry_run=True).counts["records"] == 2
    assert Operation.objects.filter(code__startswith="NORTH").count() == 0
    operations(*ROWS)
    versions = list(Operation.objects.values_list("code", "version"))

    again = operations(*ROWS, name="again.csv")

    assert (again.counts["records"], again.counts["unchanged"]) == (0, 2)
    assert list(Operation.objects.values_list("code", "version")) == versions


def test_a_later_edition_changes_what_changed_and_leaves_who_was_added_by_hand(operations):
    operations(*ROWS)
    umbrella = Operation.objects.get(code="NORTH")
    added = Participation(operation=umbrella, agency=person(agency="US-ICE").agency, role="observer")
    record_participation(added, by=operations.by)

    later = operations(ROWS[0], "NORTH,North two,,2023,,dea,fbi,Peru", name="later.csv")

    assert (later.counts["changed"], later.counts["unchanged"]) == (1, 1)
    umbrella.refresh_from_db()
    assert umbrella.name == "North two"
    assert participants("NORTH") == {
        ("US-DEA", "lead"), ("US-FBI", "participant"), ("PER", "participant"), ("US-ICE", "observer"),
    }  # fmt: skip
    assert Participation.objects.get(operation=umbrella, role="lead").joint_lead is False


def test_undo_deletes_what_nobody_used_and_restores_what_it_changed(operations):
    operations(ROWS[1])
    later = operations(
        "NORTH,North two,,2023,,dea,fbi,Peru", "EAST,East,,,,,,", "WEST,West,,,,,,", name="b.csv"
    )
    ClaimFactory(operation=Operation.objects.get(code="WEST"))

    undone = undo_import(later.file_import, by=operations.by, reason="The wrong file.")

    assert (undone.discarded, undone.restored, [each.code for each in undone.left]) == (1, 1, ["WEST"])
    assert set(Operation.objects.exclude(code="ATLAS").values_list("code", "name")) == {
        ("NORTH", "North"), ("WEST", "West"),
    }  # fmt: skip
    assert ("US-CBP", "lead") in participants("NORTH")
    assert operations(ROWS[1], name="c.csv").counts["unchanged"] == 1


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("ATLAS,Another,,,,,,", "already exists"),
        ("not a code,Another,,,,,,", "Capital letters and digits"),
        ("EAST,,,,,,,", "cannot be blank"),
        ("EAST,East,NOWHERE,,,,,", "There is no operation “NOWHERE”"),
        ("EAST,East,,2023-13,,,,", "2023-13"),
        ("EAST,East,,2023-05,2023-04,,,", "ends before it starts"),
        ("EAST,East,,,,,atlantis,", "There is no agency and no country “atlantis”"),
        ("EAST,East,,,,,fbi: chief,", "“chief” is no role here"),
    ],
)
def test_what_is_wrong_is_a_sentence_and_nothing_is_recorded(operations, row, sentence):
    found = operations(ROWS[1], row)

    assert (found.counts["records"], Operation.objects.count()) == (0, 1)
    [(line, *_where, text)] = operations.found("error")
    assert line == 3
    assert sentence in text


def test_two_rows_that_say_another_name_of_one_operation_are_refused(operations):
    operations("EAST,East,,,,,,", "EAST,West,,,,,,")

    assert "is another than in line 2" in operations.found("error")[0][3]


def test_a_phase_of_an_operation_that_others_steer_waits_for_them(operations):
    OperationFactory(code="THEIRS", owner="US-DEA")
    operations("EAST,East,THEIRS,,,,,")

    phase = Operation.objects.get(code="EAST")
    assert (phase.parent, phase.proposed_parent.code) == (None, "THEIRS")


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"Code": "operation"}, "An operation has a name"),
        ({"Title": "name"}, "An operation has a code"),
        ({"Code": "operation", "Title": "name", "Start": "quantity"}, "no “quantity”"),
    ],
)
def test_a_mapping_of_operations_has_what_operations_have(columns, sentence):
    with pytest.raises(BadMapping, match=sentence):
        read_mapping({**MAPPING, "values": {}, "defaults": {}, "columns": columns})

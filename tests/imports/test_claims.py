"""Files of claims: what a source states, in no total."""

from decimal import Decimal

import pytest

from imports.mapping.checking import read_mapping
from imports.mapping.errors import BadMapping
from imports.services.undoing import undo_import
from operations.models import Claim
from operations.services import record_fact
from tests.calls import person
from tests.factories.operations import OperationFactory, SourceFactory

pytestmark = pytest.mark.django_db
HEADER = "Id,Report,What,How many,Unit,About,Words"
MAPPING = {
    "target": "claims",
    "defaults": {"operation": "ATLAS"},
    "columns": {
        "Id": "reference", "Report": "source", "What": "measure", "How many": "quantity", "Unit": "unit",
        "About": "qualifier", "Words": "description",
    },
    "values": {"measure": {"Arrests": "PEOPLE.ARRESTED", "Cocaine": "NARC.COCAINE"}},
}  # fmt: skip
ROWS = ("A-1,PRESS-1,Arrests,12,C62,at_least,Twelve were arrested.", "A-2,PRESS-1,Cocaine,1.5,TNE,exact,")


@pytest.fixture
def claims(importing):
    SourceFactory(code="PRESS-1")

    def imported(*rows, header=HEADER, **changed):
        return importing(*rows, header=header, **{**MAPPING, **changed})

    imported.by, imported.found = importing.by, importing.found
    return imported


def test_rows_become_claims_and_add_nothing(claims):
    found = claims(*ROWS)

    assert (found.counts["records"], found.counts["errors"]) == (2, 0)
    assert (found.totals, found.compared.added) == ([], [])
    first, second = Claim.objects.order_by("code")
    assert (first.code, first.value, first.qualifier, first.statement) == (
        "A-1", 12, "at_least", "Twelve were arrested.",
    )  # fmt: skip
    assert (second.measure.code, second.value, second.unit.code, second.source.code) == (
        "NARC.COCAINE", Decimal("1.5"), "TNE", "PRESS-1",
    )  # fmt: skip
    assert second.statement == "NARC.COCAINE 1.5 TNE"


@pytest.mark.parametrize(
    ("empty", "target"), [("Op", "operation"), ("Report", "source"), ("What", "measure"), ("Unit", "unit")]
)
def test_a_claim_without_what_it_is_about_is_an_error_of_its_row(claims, empty, target):
    """In a first file, and in a later edition of it."""
    whole = {
        "Id": "A-1",
        "Op": "ATLAS",
        "Report": "PRESS-1",
        "What": "Arrests",
        "How many": "12",
        "Unit": "C62",
    }
    row = ",".join(("" if name == empty else text) for name, text in whole.items())
    columns = {name: MAPPING["columns"].get(name, "operation") for name in whole}
    stated = {"header": ",".join(whole), "columns": columns, "defaults": {}, "key": ["Id"]}

    for before in ((), (",".join(whole.values()),)):
        for line in before:
            assert claims(line, **stated).counts["errors"] == 0, claims.found("error")
        assert claims(row, name="other.csv", **stated).counts["errors"] == 1
        [(_line, column, _value, sentence)] = claims.found("error")
        assert (column, sentence) == (empty, f"Nothing is stated for “{target}”, and every claim needs it.")
    assert Claim.objects.get().value == 12


def test_a_claim_lies_between_two_numbers(claims):
    columns = {
        "Report": "source",
        "What": "measure",
        "From": "quantity",
        "To": "quantity_high",
        "Unit": "unit",
    }

    found = claims("PRESS-1,Cocaine,10,12,KGM", header="Report,What,From,To,Unit", columns=columns)

    assert found.counts["errors"] == 0, claims.found("error")
    claim = Claim.objects.get()
    assert (claim.qualifier, claim.value, claim.value_high) == ("between", 10, 12)
    assert claim.statement == "NARC.COCAINE 10\N{EN DASH}12 KGM"


def test_a_claim_of_money_is_in_its_currency(claims):
    claims(
        "PRESS-1,CASH,1250.50,USD",
        header="Report,What,How many,Unit",
        columns={"Report": "source", "What": "measure", "How many": "amount", "Unit": "currency"},
        values={"measure": {"CASH": "CASH"}},
        factors={"amount": "1000"},
    )

    [claim] = Claim.objects.all()
    assert (claim.value, claim.unit.code) == (1250500, "USD")


def test_the_same_rows_change_nothing_and_another_number_changes_its_claim(claims):
    keyed = {"key": ["Id"]}
    claims(*ROWS, **keyed)
    stored = Claim.objects.get(code="A-1")
    stored.note = "Typed by hand."
    record_fact(stored, by=claims.by)

    assert claims(*ROWS, name="again.csv", **keyed).counts["unchanged"] == 2
    later = claims("A-1,PRESS-1,Arrests,14,C62,at_least,Fourteen.", ROWS[1], name="later.csv", **keyed)

    assert (later.counts["records"], later.counts["changed"]) == (0, 1)
    stored.refresh_from_db()
    assert (stored.value, stored.statement, stored.note) == (14, "Fourteen.", "Typed by hand.")


def test_undo_deletes_claims_but_those_that_were_changed_since(claims):
    found = claims(*ROWS).file_import
    kept = Claim.objects.get(code="A-2")
    kept.note = "Another number is in the annex."
    record_fact(kept, by=claims.by)

    undone = undo_import(found, by=claims.by, reason="The wrong file.")

    assert (undone.discarded, undone.left) == (1, [kept])
    assert list(Claim.objects.all()) == [kept]


def test_equal_claims_are_pointed_out(claims):
    row = ",PRESS-1,Arrests,12,C62,exact,Twelve."
    claims(row, row)

    assert claims.found("duplicate") == [(3, "", "", "The same as line 2, cell by cell.")]


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (",PRESS-2,Arrests,12,C62,exact,", "Report", "There is no source “PRESS-2”"),
        (",PRESS-1,Arrests,-1,C62,exact,", "How many", "cannot be negative"),
        (",PRESS-1,Arrests,12,,exact,", "Unit", "Nothing is stated for “unit”"),
        (",PRESS-1,Arrests,12,C62,nearly so,", "About", "no qualifier"),
        ("A-1,PRESS-1,Arrests,13,C62,exact,", "Id", "already exists"),
    ],
)
def test_what_is_wrong_is_a_sentence_and_nothing_is_recorded(claims, row, column, sentence):
    found = claims(ROWS[0], row)

    assert (found.counts["records"], Claim.objects.count()) == (0, 0)
    [(line, where, _value, text)] = claims.found("error")
    assert (line, where) == (3, column)
    assert sentence in text


def test_only_who_steers_the_operation_states_claims_of_it(claims):
    OperationFactory(code="THEIRS", owner="US-DEA")
    found = claims(*ROWS, defaults={"operation": "THEIRS"})

    assert (found.counts["errors"], Claim.objects.count()) == (2, 0)
    assert "may change it" in claims.found("error")[0][3]


def test_a_claim_has_a_source():
    with pytest.raises(BadMapping, match="A claim is of a source"):
        read_mapping({**MAPPING, "columns": {"What": "measure"}})


def test_what_no_total_has_waits_for_no_second_person(claims):
    found = claims(*ROWS, submit=True, verifier=person("supervisor"))
    assert found.counts["records"] == 2

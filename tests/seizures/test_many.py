"""Many seizures at once: out of plain values, checked without writing, and written in few statements."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.errors import Invalid
from figures.ledger.reconciliation import reconcile
from figures.models import Posting
from operations.discretion import Discretion
from operations.history import history_of
from operations.models import Comment, Outcome
from outcomes.plain import resolve_outcomes
from outcomes.services import check_outcomes, record_outcomes
from seizures import services
from seizures.drafts import SeizureDraft
from seizures.models import Credit, Seizure
from seizures.plain import resolve_seizures
from tests.calls import person
from tests.factories.agencies import AgencyFactory
from tests.factories.operations import OperationFactory, OutcomeFactory, SourceFactory
from tests.factories.seizures import SeizureFactory
from tests.taken import cash, cocaine

pytestmark = pytest.mark.django_db

PLAIN = {
    "reference": "CASE-1", "operation": "ATLAS", "seizing_agency": "US-ICE", "country": "COL", "date": "2009-07",
    "source": "source-x", "origin": "MEX", "stage": "detained", "kind": "aggregate", "event_count": "4",
    "marking": "TLP:AMBER", "note": "Inside.",
    "items": [
        {"measure": "NARC.COCAINE", "quantity": "12.5", "unit": "LBR", "qualifier": "at_least", "purity": "80"},
        {"measure": "CASH.CURRENCY", "amount": 7, "currency": "USD"},
    ],
    "credits": [{"agency": "US-CBP", "role": "support"}],
}  # fmt: skip


@pytest.fixture
def analyst():
    return person()


@pytest.fixture
def atlas():
    SourceFactory(code="source-x")
    return OperationFactory(code="ATLAS", owner="US-ICE")


def drafts(number):
    agency = AgencyFactory()
    return [
        SeizureDraft(Seizure(), items=[cocaine(str(n + 1)), cash()], credits=[Credit(agency=agency)])
        for n in range(number)
    ]


def queries(act, *args, **kwargs):
    with CaptureQueriesContext(connection) as captured:
        captured.result = act(*args, **kwargs)
    return captured


def test_plain_values_become_a_draft(analyst, atlas):
    [resolved] = resolve_seizures([PLAIN], by=analyst)

    [saved] = services.record_seizures([resolved.draft], by=analyst)

    assert resolved.findings.errors == {}
    stored = Seizure.objects.get()
    assert (stored.operation, stored.country.code, stored.origin.code, stored.source.code) == (
        atlas, "COL", "MEX", "source-x",
    )  # fmt: skip
    assert (str(stored.date), stored.stage, stored.event_count, stored.marking) == (
        "2009-07", "detained", 4, "TLP:AMBER",
    )  # fmt: skip
    drugs, money = stored.items.all()
    assert (drugs.quantity, drugs.unit.code, drugs.purity, drugs.qualifier) == (
        Decimal("12.5"),
        "LBR",
        80,
        "at_least",
    )
    assert (money.amount, money.currency.code) == (7, "USD")
    assert stored.credits.get().agency.code == "US-CBP"
    assert saved.state == "draft"


def test_what_names_nothing_is_said_with_all_else(analyst):
    wrong = {
        "operation": "NONE", "country": "XXX", "date": "sometime", "colour": "red", "part_of": "CASE-7",
        "items": [{"measure": "NARC.COCAINE", "quantity": "1", "unit": "USD"}], "credits": [{"agency": "US-NOBODY"}],
    }  # fmt: skip

    [resolved] = resolve_seizures([wrong], by=analyst)

    assert set(resolved.findings.errors) == {
        "operation", "country", "date", "colour", "part_of", "items.0.unit", "credits.0.agency",
    }  # fmt: skip


def test_what_the_author_may_not_see_is_not_there(analyst):
    OperationFactory(code="HIDDEN", marking="TLP:AMBER+STRICT")

    [resolved] = resolve_seizures([{"operation": "HIDDEN", "items": []}], by=analyst)

    assert "operation" in resolved.findings.errors


def test_a_part_names_its_whole_by_reference_among_the_same_rows_or_stored_ones(analyst):
    stored = SeizureFactory(owner="US-ICE", reference="STORED", verified=True, item__quantity="10")
    item = {"measure": "NARC.COCAINE", "unit": "KGM"}
    rows = [
        {"reference": "PART", "part_of": "WHOLE", "items": [item | {"quantity": "3"}]},
        {"reference": "WHOLE", "items": [item | {"quantity": "4"}]},
        {"reference": "OTHER", "part_of": "STORED", "items": [item | {"quantity": "4"}]},
    ]

    services.record_seizures([each.draft for each in resolve_seizures(rows, by=analyst)], by=analyst)

    wholes = dict(Seizure.objects.values_list("reference", "part_of__reference"))
    assert wholes == {"PART": "WHOLE", "WHOLE": None, "OTHER": "STORED", "STORED": None}
    assert stored.parts.count() == 1


def test_a_part_is_held_against_a_whole_of_the_same_rows(analyst):
    item = {"measure": "NARC.COCAINE", "unit": "KGM"}
    rows = [
        {"reference": "WHOLE", "items": [item | {"quantity": "4"}]},
        {"reference": "PART", "part_of": "WHOLE", "items": [item | {"quantity": "5"}]},
    ]

    found = services.check_seizures([each.draft for each in resolve_seizures(rows, by=analyst)], by=analyst)

    assert found == [{}, {"part_of": ["The parts come to 5 kg, and the whole is only 4 kg."]}]


def test_rows_are_not_parts_of_each_other(analyst):
    item = {"measure": "NARC.COCAINE", "unit": "KGM", "quantity": "4"}
    rows = [
        {"reference": "A", "part_of": "B", "items": [item]},
        {"reference": "B", "part_of": "A", "items": [item]},
    ]

    found = services.check_seizures([each.draft for each in resolve_seizures(rows, by=analyst)], by=analyst)

    assert all("itself a part" in errors["part_of"][0] for errors in found)


def test_many_rows_are_resolved_in_as_many_queries_as_few(analyst, atlas):
    few = queries(resolve_seizures, [PLAIN] * 2, by=analyst)
    many = queries(resolve_seizures, [PLAIN] * 100, by=analyst)

    assert len(many) == len(few) <= 10


def test_many_are_checked_and_written_in_as_many_statements_as_few(analyst):
    services.record_seizures(drafts(1), by=analyst)

    few = queries(services.record_seizures, drafts(2), by=analyst)
    many = queries(services.record_seizures, drafts(150), by=analyst)

    # What is copied rather than inserted takes one statement more for each table.
    assert len(many) <= len(few) + 3
    assert Seizure.objects.count() == 153
    assert Seizure.objects.values("reference").distinct().count() == 153


def test_what_is_entered_at_once_has_its_history_and_its_postings(analyst):
    made = services.record_seizures(drafts(20), by=analyst, reason="From the file of July.")

    entry = history_of(made[7], Discretion(analyst))[0]
    assert (str(entry.what), entry.who, entry.reason) == (
        "Entered", analyst.username, "From the file of July.",
    )  # fmt: skip
    # Of its two items, and of itself: the number of seizures is a figure, too.
    assert Posting.objects.filter(record_id=made[7].pk).count() == 3
    assert reconcile(repairs=False).drifted_records == 0


def test_of_many_in_which_one_is_wrong_none_is_entered_and_all_is_said(analyst):
    several = drafts(5)
    several[1].items[0].quantity = Decimal(-1)
    several[3].record.reference = several[4].record.reference = "TWICE"

    with pytest.raises(Invalid) as refusal:
        services.record_seizures(several, by=analyst)

    assert set(refusal.value.errors) == {"1.items.0.quantity", "4.reference"}
    assert not Seizure.objects.exists()


WRITES = ("INSERT", "UPDATE", "DELETE", "SAVEPOINT", "ROLLBACK")


def test_a_check_writes_nothing_and_finds_what_writing_would_refuse(analyst):
    several = drafts(3)
    several[1].items[1].amount = Decimal(-1)
    several[2].record.marking = "TLP:WHITE"

    captured = queries(services.check_seizures, several, by=analyst)

    assert captured.result == [
        {},
        {"items.1.amount": ["An amount cannot be negative."]},
        {"marking": ["Value 'TLP:WHITE' is not a valid choice."]},
    ]
    text = " ".join(query["sql"] for query in captured.captured_queries).upper()
    assert not any(word in text for word in (*WRITES, "NEXTVAL", "FOR NO KEY UPDATE", "ADVISORY"))
    assert not Seizure.objects.exists()


def test_a_check_of_a_change_finds_what_the_change_would(analyst):
    seizure = SeizureFactory(owner="US-ICE", created_by=analyst)
    item = seizure.items.get()
    item.quantity = Decimal(-1)

    with pytest.raises(Invalid, match="negative"):
        services.check_seizure(seizure, items=[item], by=analyst)

    assert seizure.items.get().quantity == 10


def test_outcomes_come_out_of_plain_values_too(analyst, atlas):
    OutcomeFactory(owner="US-ICE", reference="WHOLE", quantity="50", verified=True)
    arrested = {
        "measure": "PEOPLE.ARRESTED",
        "quantity": "18",
        "unit": "C62",
        "agency": "US-DEA",
        "date": "2009",
    }
    rows = [arrested | {"operation": "ATLAS", "part_of": "WHOLE"}, arrested | {"quantity": "-1"}]

    resolved = [each.draft for each in resolve_outcomes(rows, by=analyst)]

    assert check_outcomes(resolved, by=analyst) == [{}, {"quantity": ["A quantity cannot be negative."]}]
    [saved] = record_outcomes(resolved[:1], by=analyst)
    stored = Outcome.objects.get(pk=saved.pk)
    assert (stored.part_of.reference, stored.agency.code, stored.quantity) == ("WHOLE", "US-DEA", 18)
    assert not Comment.objects.exists()

"""A mirror that asks for what was edited since learns of every change, whatever it was and however it was made."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from agencies.models import Agency
from measures.models import ExchangeRate, Unit
from operations.models import Operation, Outcome, Participation
from operations.services import record_operation, record_participation, remove_participation
from outcomes.services import amend_outcome
from records import services
from seizures.models import Credit, Disposition, SeizedItem, Seizure
from seizures.services import amend_seizure
from tests.calls import person
from tests.factories.keys import key_client
from tests.factories.operations import (
    ClaimFactory,
    IndicatorFactory,
    OperationFactory,
    OutcomeFactory,
    ParticipationFactory,
    SourceFactory,
)
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizureFactory

# What is done within one transaction is seen at once, and has one instant.
pytestmark = pytest.mark.django_db(transaction=True)

FACTORIES = {"seizures": SeizureFactory, "outcomes": OutcomeFactory}
AMEND = {"seizures": amend_seizure, "outcomes": amend_outcome}
OWN = "US-ICE"


@pytest.fixture
def supervisor():
    return person("supervisor", OWN)


@pytest.fixture
def operation():
    return OperationFactory(owner=OWN)


def since(kind, instant, client=None):
    client = client or key_client("records:read")
    response = client.get(f"/api/v1/{kind}/", {"edited_since": instant.isoformat()})
    assert response.status_code == 200, response.content
    return {row["id"]: row for row in response.json()["results"]}


def ids(rows):
    return {str(row.pk) for row in rows}


def verified(kind, **stated):
    return FACTORIES[kind](owner=OWN, verified=True, **stated)


def amended(kind, by):
    original = verified(kind)
    draft = AMEND[kind](original, by=person("analyst", OWN), reason="Corrected.")
    type(draft).objects.filter(pk=draft.pk).update(
        note="Another", state="submitted", submitted_at=timezone.now()
    )
    return original, draft


STEPS = {
    "submitted": ({}, lambda record, by: services.submit(record, by=record.created_by)),
    "verified": ({"submitted": True}, lambda record, by: services.verify(record, by=by)),
    "returned": (
        {"submitted": True},
        lambda record, by: services.return_to_author(record, by=by, reason="No."),
    ),
    "withdrawn": ({"verified": True}, lambda record, by: services.withdraw(record, by=by, reason="No.")),
}


@pytest.mark.parametrize("kind", FACTORIES)
@pytest.mark.parametrize("step", STEPS)
def test_every_step_of_review_is_an_edit(kind, step, supervisor):
    states, take = STEPS[step]
    record, _another = (FACTORIES[kind](owner=OWN, **states) for _ in range(2))
    before = timezone.now()

    take(record, supervisor)

    found = since(kind, before, key_client("records:read", agency=OWN))
    assert {pk: row["state"] for pk, row in found.items()} == {str(record.pk): step}


@pytest.mark.parametrize("kind", FACTORIES)
def test_what_an_amendment_takes_the_place_of_is_edited_by_it(kind, supervisor):
    original, amendment = amended(kind, supervisor)
    part = verified(kind, part_of=original)
    before = timezone.now()

    services.verify(amendment, by=supervisor)

    assert since(kind, before).keys() == ids([original, amendment, part])


def by_sql(text):
    def act(seizure, _by):
        with connection.cursor() as cursor:
            cursor.execute(text, {"seizure": seizure.pk})

    return act


# Each to a verified seizure with an item, a credit and a disposition.
BELOW = {
    "an item is added": lambda seizure, by: SeizedItem.objects.create(
        seizure=seizure, measure=seizure.items.first().measure
    ),
    "an item is changed": lambda seizure, by: seizure.items.update(purity="80"),
    "an item is removed": lambda seizure, by: seizure.items.filter(dispositions=None).delete(),
    "credit is given": lambda seizure, by: CreditFactory(seizure=seizure, agency="US-DEA"),
    "credit is changed": lambda seizure, by: seizure.credits.update(role="case"),
    "credit is taken away": lambda seizure, by: seizure.credits.all().delete(),
    "a source is added": lambda seizure, by: seizure.sources.create(source=SourceFactory()),
    "goods are disposed of": lambda seizure, by: DispositionFactory(
        item=seizure.items.earliest("id"), quantity="1"
    ),
    "a disposition is changed": lambda seizure, by: Disposition.objects.update(quantity="3"),
    "a disposition is removed": lambda seizure, by: Disposition.objects.all().delete(),
    "it is marked": by_sql("UPDATE seizures_seizure SET marking = 'TLP:CLEAR' WHERE id = %(seizure)s"),
    "its note is edited by hand": by_sql("UPDATE seizures_seizure SET note = 'x' WHERE id = %(seizure)s"),
    "items by hand": by_sql("UPDATE seizures_seizeditem SET position = 7 WHERE seizure_id = %(seizure)s"),
}


@pytest.mark.parametrize("what", BELOW)
def test_whatever_belongs_to_a_seizure_is_a_part_of_it(what, supervisor):
    seizure, another = verified("seizures"), verified("seizures")
    for each in (seizure, another):
        CreditFactory(seizure=each, agency="US-CBP")
    DispositionFactory(item=seizure.items.get())
    SeizedItem.objects.create(seizure=seizure, measure=seizure.items.get().measure)
    before = timezone.now()

    BELOW[what](seizure, supervisor)

    found = since("seizures", before)
    assert found.keys() == ids([seizure])
    assert datetime.datetime.fromisoformat(found[str(seizure.pk)]["changed_at"]) >= before


def test_an_item_that_moves_is_an_edit_of_both_seizures():
    here, there, _another = (verified("seizures") for _ in range(3))
    before = timezone.now()

    here.items.update(seizure=there)

    assert since("seizures", before).keys() == ids([here, there])


def test_what_is_worked_out_anew_by_a_rate_and_what_changes_nothing_are_no_edits():
    seizure = SeizureFactory(verified=True, item__cash="100", item__currency="EUR", date="2009-07-14")
    outcome = OutcomeFactory(
        verified=True,
        measure="FORFEITURE",
        quantity=None,
        unit=None,
        amount="5",
        currency="EUR",
        date="2009-07-14",
    )
    value = seizure.items.get().value
    before = timezone.now()

    ExchangeRate.objects.create(
        currency=Unit.objects.get(code="USD"),
        date=datetime.date(2009, 7, 14),
        per_euro="2.5",
        source="By hand",
    )
    Seizure.objects.update(note=seizure.note)
    SeizedItem.objects.update(form="")

    assert seizure.items.get().value != value
    assert since("seizures", before) == since("outcomes", before) == {}
    assert Outcome.objects.get(pk=outcome.pk).changed_at < before


def another_code(operation, by):
    operation.code = "RENAMED"
    record_operation(operation, by=by)


ACTS_ON_OPERATIONS = {
    "edited": another_code,
    "joined": lambda operation, by: record_participation(
        Participation(operation=operation, agency=Agency.objects.get(code="US-FBI")), by=by
    ),
    "left": lambda operation, by: remove_participation(operation.participations.get(), by=by),
    "joined by hand": lambda operation, by: ParticipationFactory(operation=operation, agency="US-FBI"),
    "left by hand": lambda operation, by: Participation.objects.all().delete(),
    "marked": lambda operation, by: Operation.objects.filter(pk=operation.pk).update(marking="TLP:CLEAR"),
}


@pytest.mark.parametrize("act", ACTS_ON_OPERATIONS)
def test_with_an_operation_all_is_edited_that_its_readers_read(act, operation, supervisor):
    """Who joins an operation comes to read what was recorded in it long before."""
    participation = ParticipationFactory(operation=operation, agency="US-DEA")
    rows = {
        "seizures": verified("seizures", operation=operation),
        "outcomes": verified("outcomes", operation=operation),
        "sources": SourceFactory(operation=operation),
        "claims": ClaimFactory(operation=operation),
        "indicators": IndicatorFactory(operation=operation),
        "operations": operation,
    }
    for kind in FACTORIES:
        verified(kind, operation=OperationFactory())
    before = timezone.now()

    ACTS_ON_OPERATIONS[act](operation, supervisor)

    assert {kind: since(kind, before).keys() for kind in rows} == {
        kind: ids([row]) for kind, row in rows.items()
    }
    left = str(participation.pk) not in map(str, since("participations", before))
    assert left == act.startswith("left")


@pytest.mark.parametrize("factory", [SourceFactory, ClaimFactory, IndicatorFactory])
def test_what_sources_state_is_edited_too(factory):
    row, another = factory(), factory()
    kind = f"{type(row)._meta.model_name}s"
    before = timezone.now()

    type(row).objects.filter(pk=row.pk).update(code="another")

    assert since(kind, before).keys() == ids([row])
    assert since(kind, timezone.now()) == {}
    assert str(another.pk) in since(kind, before - datetime.timedelta(days=1))


def test_what_becomes_hidden_is_not_among_what_there_is():
    """A mirror drops what it holds and does not find: `fields=id` is short."""
    record, another = verified("seizures"), verified("seizures")
    client = key_client("records:read")
    Seizure.objects.filter(pk=record.pk).update(marking="TLP:AMBER+STRICT")

    found = client.get("/api/v1/seizures/", {"fields": "id", "limit": "500"}).json()["results"]

    assert found == [{"id": str(another.pk)}]
    assert client.get(f"/api/v1/seizures/{record.pk}/").status_code == 404


def test_credits_do_not_move_the_instant_twice_within_one_transaction(supervisor):
    seizure = verified("seizures")
    before = Seizure.objects.get(pk=seizure.pk).changed_at

    Credit.objects.bulk_create(
        [Credit(seizure=seizure, agency=Agency.objects.get(code=code)) for code in ("US-DEA", "US-FBI")]
    )

    assert Seizure.objects.get(pk=seizure.pk).changed_at > before

"""Amendments one after the other, references that are free again, and drafts that are discarded."""

import pytest
from django.db import IntegrityError, transaction

from common.errors import Invalid, NotAllowed, Refused
from operations.discretion import Discretion
from operations.history import history_of
from outcomes.services import change_outcome, record_outcome
from records.services import discard, submit, verify, withdraw
from tests.calls import person, post, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import DispositionFactory, SeizureFactory
from tests.records.kinds import ADDRESSES, FACTORIES, amend, change, supervisor_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", FACTORIES)
def test_after_an_amendment_that_was_withdrawn_another_is_opened_and_verified(kind):
    original = FACTORIES[kind](verified=True)
    withdraw(amend(original), by=original.created_by, reason="Not that.")

    again = amend(original)
    change(again, 7)
    submit(again, by=original.created_by)
    verify(again, by=supervisor_of(original))

    assert again.revision == 3
    assert amend(again).revision == 4


@pytest.mark.parametrize("kind", FACTORIES)
def test_the_api_opens_another_amendment_too(kind):
    original = FACTORIES[kind](owner="US-ICE", verified=True)
    api = signed_in(person())
    steps = f"{ADDRESSES[kind]}{original.pk}/amend/"
    first = post(api, steps, {"reason": "Corrected."}).json()
    post(api, f"{first['url']}withdraw/", {"reason": "Not that."}, if_match="*")

    second = post(api, steps, {"reason": "Corrected."})

    assert (second.status_code, second.json()["revision"]) == (201, 3)


@pytest.mark.parametrize("kind", FACTORIES)
@pytest.mark.parametrize("verified", [True, False])
def test_the_reference_of_a_withdrawn_record_is_free_again(kind, verified):
    agency = UserFactory().agency
    withdrawn = FACTORIES[kind](owner=agency, reference="CASE-1", withdrawn=True)
    if verified:
        FACTORIES[kind](
            owner=agency, reference="CASE-1", superseded=True
        )  # what the withdrawn one had replaced

    FACTORIES[kind](owner=agency, reference="CASE-1")

    with pytest.raises(IntegrityError, match="reference_is_unique"), transaction.atomic():
        FACTORIES[kind](owner=agency, reference="CASE-1", verified=True)
    assert withdrawn.reference == "CASE-1"


def test_a_reference_in_use_is_refused_beside_its_field():
    record = OutcomeFactory(verified=True, reference="CASE-1")
    new = OutcomeFactory.build(owner=None, created_by=None, last_edited_by=None, reference="CASE-1")

    with pytest.raises(Invalid) as refusal:
        record_outcome(new, by=record.created_by)

    assert refusal.value.errors == {"reference": ["Your agency has a record with that reference already."]}


def test_an_amendment_does_not_take_the_reference_of_another_record():
    original = OutcomeFactory(verified=True)
    OutcomeFactory(owner=original.owner, reference="CASE-2")
    amendment = amend(original)
    amendment.reference = "CASE-2"

    with pytest.raises(Invalid, match="reference already"):
        change_outcome(amendment, by=original.created_by)


def test_a_reference_taken_meanwhile_is_not_verified_twice():
    original = OutcomeFactory(verified=True)
    amendment = amend(original)
    amendment.reference = "CASE-2"
    change_outcome(amendment, by=original.created_by)
    OutcomeFactory(owner=original.owner, reference="CASE-2")
    submit(amendment, by=original.created_by)

    with pytest.raises(Refused, match="Another record goes by the reference"):
        verify(amendment, by=supervisor_of(original))


@pytest.mark.parametrize("kind", FACTORIES)
def test_an_amendment_that_changes_nothing_is_not_submitted(kind):
    original = FACTORIES[kind](verified=True)
    amendment = amend(original)

    with pytest.raises(Refused, match="says the same as what it amends"):
        submit(amendment, by=original.created_by)
    change(amendment, 7)

    assert submit(amendment, by=original.created_by).state == "submitted"


def test_who_may_read_it_is_worth_an_amendment():
    original = OutcomeFactory(verified=True)
    amendment = amend(original)
    change(amendment, readers=[UserFactory()])

    assert submit(amendment, by=original.created_by).state == "submitted"


@pytest.mark.parametrize("kind", FACTORIES)
def test_an_edit_and_an_amendment_carry_a_reason(kind):
    original = FACTORIES[kind](verified=True)

    amendment = amend(original, reason=" The laboratory has weighed it. ")
    change(amendment, 7, reason="Weighed again.")

    assert [entry.reason for entry in history_of(amendment, Discretion(original.created_by))] == [
        "Weighed again.", "The laboratory has weighed it.",
    ]  # fmt: skip


def test_a_reason_is_bounded():
    record = OutcomeFactory()

    with pytest.raises(Invalid) as refusal:
        change(record, 7, reason="x" * 501)

    assert refusal.value.errors == {"reason": ["Say it in 500 characters."]}


@pytest.mark.parametrize("kind", FACTORIES)
def test_a_discarded_amendment_leaves_no_trace_in_the_next_ones_way(kind):
    original = FACTORIES[kind](verified=True)
    if kind == "seizure":
        DispositionFactory(item=original.items.get())
    amendment = amend(original)

    discard(amendment, by=original.created_by, reason="Opened by mistake.")

    assert not type(original).objects.filter(pk=amendment.pk).exists()
    assert amend(original).revision == 2
    events = type(original).pgh_event_model.objects.filter(pgh_obj=amendment.pk)
    assert events.latest("pgh_id").pgh_context.metadata["reason"] == "Opened by mistake."


def test_what_was_once_submitted_is_withdrawn_and_not_discarded():
    record = OutcomeFactory(returned=True)

    with pytest.raises(Refused, match="withdraw it instead"):
        discard(record, by=record.created_by)


def test_a_draft_that_has_parts_is_not_discarded():
    whole = OutcomeFactory()
    OutcomeFactory(part_of=whole, withdrawn=True)

    with pytest.raises(Refused, match="parts of"):
        discard(whole, by=whole.created_by)


def test_only_ones_own_drafts_are_discarded():
    record = SeizureFactory()

    with pytest.raises(NotAllowed):
        discard(record, by=UserFactory())

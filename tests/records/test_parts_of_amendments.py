"""What is held against a record, its parts, is held against the amendment that takes its place."""

import pytest

from common.errors import Invalid, Refused
from outcomes.services import change_outcome
from records.services import submit, verify
from seizures import services
from seizures.drafts import SeizureDraft
from seizures.models import Seizure
from tests.calls import findings, person, post, send, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import SeizureFactory
from tests.records.kinds import ADDRESSES, FACTORIES, amend, change, supervisor_of
from tests.taken import cash, cocaine

pytestmark = pytest.mark.django_db
QUANTITY = {"seizure": "item__quantity", "outcome": "quantity"}


def whole_and_part(kind, whole="100", part="80", **more):
    made, quantity = FACTORIES[kind], QUANTITY[kind]
    record = made(verified=True, **{quantity: whole}, **more)
    return record, made(owner=record.owner, verified=True, part_of=record, **{quantity: part})


@pytest.mark.parametrize("kind", FACTORIES)
def test_a_whole_is_not_amended_below_its_verified_part(kind):
    whole, _part = whole_and_part(kind)
    amendment = amend(whole)

    with pytest.raises(Invalid) as refusal:
        change(amendment, 10)

    [[sentence]] = refusal.value.errors.values()
    assert sentence.startswith("The parts come to 80")
    assert "the whole is only 10" in sentence
    change(amendment, 80)


def test_a_whole_is_not_amended_to_another_thing():
    whole, _part = whole_and_part("seizure")
    amendment = amend(whole)

    with pytest.raises(Invalid, match="does not state Cocaine"):
        services.change_seizure(amendment, items=[cash()], by=whole.created_by)


@pytest.mark.parametrize("kind", FACTORIES)
def test_what_was_verified_meanwhile_is_held_against_the_amendment_when_it_is_verified(kind):
    whole, _part = whole_and_part(kind, part="5")
    amendment = amend(whole)
    change(amendment, 10)
    submit(amendment, by=whole.created_by)
    FACTORIES[kind](owner=whole.owner, verified=True, part_of=whole, **{QUANTITY[kind]: "75"})

    with pytest.raises(Refused) as refusal:
        verify(amendment, by=supervisor_of(whole))

    assert "The parts come to 80" in str(refusal.value)
    assert "the whole is only 10" in str(refusal.value)
    whole.refresh_from_db()
    assert whole.counts


@pytest.mark.parametrize("kind", FACTORIES)
def test_a_part_is_held_against_its_whole_when_it_is_verified(kind):
    whole, _part = whole_and_part(kind, part="60")
    part = FACTORIES[kind](owner=whole.owner, submitted=True, part_of=whole, **{QUANTITY[kind]: "50"})

    with pytest.raises(Refused, match="The parts come to 110"):
        verify(part, by=supervisor_of(part))


@pytest.mark.parametrize("kind", FACTORIES)
def test_a_part_that_is_amended_is_counted_once(kind):
    """Both it and its open amendment stand; against the whole counts what it is to be."""
    whole, part = whole_and_part(kind)
    change(amend(part), 90)

    other = FACTORIES[kind](owner=whole.owner, part_of=whole, **{QUANTITY[kind]: "1"})

    change(other, 10)
    with pytest.raises(Invalid, match="The parts come to 101"):
        change(other, 11)


def test_parts_entered_together_are_held_against_their_whole_together():
    whole = SeizureFactory(verified=True, item__quantity="10")
    drafts = [SeizureDraft(Seizure(part_of=whole), items=[cocaine("6")]) for _ in range(2)]

    with pytest.raises(Invalid) as refusal:
        services.record_seizures(drafts, by=whole.created_by)

    assert refusal.value.errors == {
        "1.part_of": ["The parts come to 12 kg, and the whole is only 10 kg."],
    }


@pytest.mark.parametrize("kind", FACTORIES)
def test_the_api_refuses_it_with_both_numbers(kind):
    whole, _part = whole_and_part(kind, owner="US-ICE")
    api = signed_in(person())
    amendment = post(api, f"{ADDRESSES[kind]}{whole.pk}/amend/", {"reason": "Corrected."}).json()
    body = {"quantity": "10"}
    if kind == "seizure":
        body = {"items": [{"id": amendment["items"][0]["id"], "quantity": "10"}]}

    response = send(api, "PATCH", amendment["url"], body, if_match="*")

    assert response.status_code == 400
    [sentence] = findings(response).values()
    assert "80" in sentence
    assert "10" in sentence


def test_a_whole_without_an_open_amendment_is_held_too():
    analyst = UserFactory()
    whole = OutcomeFactory(quantity="50", owner=analyst.agency, created_by=analyst)
    OutcomeFactory(part_of=whole, quantity="30", owner=analyst.agency)
    whole.quantity = 29

    with pytest.raises(Invalid, match="the whole is only 29"):
        change_outcome(whole, by=analyst)

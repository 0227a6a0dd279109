"""Only who takes part in an operation records results in it."""

import pytest

from common.errors import Invalid
from operations.models import Operation, Outcome
from outcomes.services import record_outcome
from seizures.models import Seizure
from seizures.services import record_seizure
from tests.calls import findings, person, post, send, signed_in
from tests.entry import outcome, seizure
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, ParticipationFactory
from tests.records.kinds import ADDRESSES, FACTORIES, amend, change
from tests.taken import cocaine

pytestmark = pytest.mark.django_db
BODIES = {
    "seizure": {"items": [{"measure": "NARC.COCAINE", "quantity": "1000000", "unit": "KGM"}]},
    "outcome": {"measure": "PEOPLE.ARRESTED", "quantity": "18", "unit": "C62"},
}
TYPED = {"seizure": seizure, "outcome": outcome}
SENTENCE = "DEA does not take part in Pacific Rim, so it records nothing in it."


@pytest.fixture
def rim():
    return OperationFactory(code="RIM", name="Pacific Rim", owner="US-ICE")


def entered(kind, operation, by):
    if kind == "outcome":
        row = FACTORIES[kind].build(owner=None, created_by=None, last_edited_by=None, operation=operation)
        return record_outcome(row, by=by)
    return record_seizure(Seizure(operation=operation), items=[cocaine()], by=by)


@pytest.mark.parametrize("kind", FACTORIES)
@pytest.mark.parametrize(
    ("role", "records"),
    [
        (None, False),
        ("observer", False),
        ("participant", True),
        ("host", True),
        ("lead", True),
        ("coordinator", True),
    ],
)
def test_by_the_part_that_ones_agency_takes(kind, role, records, rim):
    analyst = person("analyst", "US-DEA")
    if role:
        ParticipationFactory(operation=rim, agency="US-DEA", role=role)

    if records:
        assert entered(kind, rim, analyst).operation == rim
    else:
        with pytest.raises(Invalid) as refusal:
            entered(kind, rim, analyst)
        assert refusal.value.errors == {"operation": [SENTENCE]}


@pytest.mark.parametrize("kind", FACTORIES)
def test_the_agency_that_recorded_the_operation_takes_part(kind, rim):
    assert entered(kind, rim, person("analyst", "US-ICE")).operation == rim


@pytest.mark.parametrize("kind", FACTORIES)
def test_on_every_door(kind, rim, client):
    api = signed_in(person("analyst", "US-DEA"))
    own = FACTORIES[kind](owner="US-DEA")
    address = ADDRESSES[kind]

    new = post(api, address, BODIES[kind] | {"operation": "RIM"})
    several = post(api, address, [BODIES[kind], BODIES[kind] | {"operation": "RIM"}])
    moved = send(api, "PATCH", f"{address}{own.pk}/", {"operation": "RIM"}, if_match="*")
    client.force_login(person("analyst", "US-DEA"))
    page = client.post(f"/{kind}s/new/", TYPED[kind](operation="RIM", seizing_agency="US-DEA"))

    assert [answer.status_code for answer in (new, several, moved)] == [400, 400, 400]
    assert findings(new) == findings(moved) == {"/operation": SENTENCE}
    assert findings(several) == {"/1/operation": SENTENCE}
    assert page.status_code == 200
    assert not FACTORIES[kind]._meta.model.objects.filter(operation=rim).exists()


@pytest.mark.parametrize("kind", FACTORIES)
def test_who_has_left_may_still_correct_what_they_recorded(kind, rim):
    part = ParticipationFactory(operation=rim, agency="US-DEA")
    original = FACTORIES[kind](owner="US-DEA", operation=rim, verified=True)
    part.delete()

    amendment = amend(original)
    change(amendment, 7)

    assert amendment.operation == rim


def test_the_forms_offer_what_one_may_record_in(client, rim):
    ParticipationFactory(operation=OperationFactory(code="TIDE"), agency="US-DEA")
    client.force_login(person("analyst", "US-DEA"))

    page = client.get("/outcomes/new/")

    offered = page.context["form"].fields["operation"].listing.rows
    assert set(offered) == {"TIDE"}


def test_an_edit_goes_on_offering_the_operation_that_one_has_left(client, rim):
    record = FACTORIES["outcome"](owner="US-DEA", operation=rim)
    client.force_login(person("analyst", "US-DEA"))

    client.post(f"/outcomes/{record.pk}/edit/", outcome(operation="RIM", quantity="19", version=1))

    record = Outcome.objects.get()
    assert (record.operation, record.quantity) == (rim, 19)


def test_a_hidden_operation_is_told_apart_from_none_at_all_by_nobody():
    hidden = OperationFactory(amber=True)

    with pytest.raises(Invalid) as refusal:
        entered("outcome", hidden, UserFactory())

    assert refusal.value.errors == {"operation": ["There is no such operation."]}
    assert Operation.objects.count() == 1

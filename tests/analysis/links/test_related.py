"""Operations are related by what both have, as far as the reader may see it, and each link opens to its records."""

import re

import pytest
from django.urls import reverse

from agencies.models import Agency, Place
from analysis.links.related import MOST_HOLDERS, related_operations
from tests.calls import signed_in
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, ParticipationFactory
from tests.factories.seizures import CreditFactory, SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return UserFactory(agency=Agency.objects.get(code="US-ICE"))


@pytest.fixture
def pair():
    return (
        OperationFactory(marking="TLP:GREEN", code="LINKED-1"),
        OperationFactory(marking="TLP:GREEN", code="LINKED-2"),
    )


def seized(operation, **more):
    chosen = {"verified": True, "marking": "TLP:GREEN", "owner": operation.owner, "operation": operation}
    return SeizureFactory(**{**chosen, **more})


def shared(operation, reader):
    return {each.code: each.shared for each in related_operations(operation, reader)}


@pytest.mark.parametrize(
    ("kind", "stated"),
    [
        ("routes", {"origin": "COL", "destination": "ESP"}),
        ("methods", {"conveyance": "vessel", "concealment": "cargo"}),
    ],
)
def test_what_records_of_both_state_relates_them(pair, reader, kind, stated):
    for operation in pair:
        seized(operation, **stated)

    assert shared(pair[0], reader) == {pair[1].code: {kind: [tuple(stated.values())]}}


def test_a_place_relates_them(pair, reader):
    place = Place.objects.create(name="A port", kind="sea_port")
    for operation in pair:
        seized(operation, place=place)

    assert list(shared(pair[0], reader)[pair[1].code]) == ["places"]


def test_two_halves_of_different_routes_are_no_route(pair, reader):
    seized(pair[0], origin="COL", destination="ESP")
    seized(pair[0], origin="PER", destination="FRA")
    seized(pair[1], origin="COL", destination="FRA")

    assert shared(pair[0], reader) == {}


def test_participants_phases_and_credits_relate_them(pair, reader):
    first, second = pair
    agency = Agency.objects.get(code="US-FBI")
    for operation in pair:
        ParticipationFactory(operation=operation, agency=agency)
    phase = OperationFactory(marking="TLP:GREEN", parent=first)
    record = seized(first)
    CreditFactory(seizure=record, agency=None, operation=second)

    found = shared(first, reader)

    assert found[second.code]["participants"] == ["US-FBI"]
    assert found[second.code]["credits"] == [record]
    assert found[phase.code]["phases"] == ["phase"]
    assert shared(second, reader)[first.code]["credits"] == [record]


def test_what_all_have_relates_none(reader):
    agency = Agency.objects.get(code="US-FBI")
    many = OperationFactory.create_batch(MOST_HOLDERS + 2, marking="TLP:GREEN")
    for operation in many:
        ParticipationFactory(operation=operation, agency=agency)

    assert shared(many[0], reader) == {}


def test_what_is_hidden_relates_nothing(pair, reader):
    hidden = OperationFactory(marking="TLP:AMBER+STRICT", owner="US-FBI")
    stated = {"origin": "COL", "destination": "ESP"}
    seized(pair[0], **stated)
    seized(hidden, **stated, marking="TLP:AMBER+STRICT")
    seized(pair[1], **stated, marking="TLP:AMBER+STRICT")
    OperationFactory(marking="TLP:AMBER+STRICT", owner="US-FBI", parent=pair[0])
    for operation in (pair[0], hidden):
        ParticipationFactory(operation=operation, agency=Agency.objects.get(code="US-FBI"))
    CreditFactory(seizure=seized(pair[0], marking="TLP:AMBER+STRICT"), agency=None, operation=pair[1])

    assert shared(pair[0], reader) == {}


def test_each_link_opens_to_the_records_of_both(pair, reader):
    records = [
        seized(operation, origin="COL", destination="ESP", reference=f"ON-ROUTE-{number}")
        for number, operation in enumerate(pair)
    ]
    client = signed_in(reader)
    page = client.get(reverse("links") + f"?operation={pair[0].code}").content.decode()
    [address] = re.findall(r'href="(/evidence/[^"]+)"', page)

    opened = client.get(address.replace("&amp;", "&")).content.decode()

    assert all(record.reference in opened for record in records)
    assert client.get(reverse("links")).status_code == 200
    assert client.get(reverse("links") + "?operation=NONE-SUCH").status_code == 404

"""No change over the API overwrites what somebody else has changed since the client has read it."""

import datetime

import pytest

from agencies.models import Agency
from analysis.models import SavedQuestion, Subscription
from analysis.services import save_question
from analysis.subscriptions.services import subscribe
from operations.models import NothingReported
from ops_tracker.api_v1 import router
from tests.calls import person, send, signed_in
from tests.factories.operations import OperationFactory, PlanFactory
from tests.factories.seizures import DispositionFactory, SeizureFactory
from tests.ops_tracker.admin_screens import SCREENS, Screen, user_for

pytestmark = pytest.mark.django_db

CHANGED = {
    prefix: viewset for prefix, viewset, _name in router.registry if hasattr(viewset, "partial_update")
}
TYPED = {
    "agencies": {"name": "Typed"},
    "regions": {"name": "Typed"},
    "legal-instruments": {"name": "Typed"},
    "places": {"name": "Typed"},
    "method-notes": {"text": "Typed"},
    "saved-questions": {"name": "Typed"},
    "sources": {"title": "Typed"},
    "claims": {"statement": "Typed"},
    "indicators": {"name": "Typed"},
    "plans": {"due_days": 7},
    "targets": {"statement": "Typed"},
    "dispositions": {"date": "2011"},
    "operations": {"scope": "Typed"},
    "outcomes": {"quantity": "7"},
    "seizures": {"note": "Typed"},
    "subscriptions": {"threshold": "7"},
}


def _nothing_reported():
    operation = OperationFactory(owner="US-ICE")
    PlanFactory(operation=operation)
    return NothingReported.objects.create(
        operation=operation, agency=Agency.objects.get(code="US-ICE"), stated_by=person("analyst")
    )


def _subscription():
    user = user_for("analyst")
    user.email = "analyst@example.org"
    user.save()
    return subscribe(
        save_question("Cocaine", {"measure": "NARC.COCAINE"}, by=user), by=user, rhythm="on_change"
    )


# The admin adds dispositions, and changes none.
ROWS = SCREENS | {
    "seizures.Disposition": Screen(
        lambda: DispositionFactory(item=SeizureFactory(owner="US-ICE").items.get()),
        {},
        {"qualifier": "approximately"},
        dict,
        "analyst",
    ),
    "analysis.SavedQuestion": Screen(
        lambda: save_question("Cocaine", {"measure": "NARC.COCAINE"}, by=user_for("analyst")),
        {},
        {"name": "Meanwhile"},
        dict,
        "analyst",
    ),
    "analysis.Subscription": Screen(
        _subscription,
        {},
        {"threshold": 5},
        dict,
        "analyst",
    ),
    "operations.NothingReported": Screen(
        _nothing_reported,
        {},
        {"stated_at": datetime.datetime(2009, 8, 1, tzinfo=datetime.UTC)},
        dict,
        "analyst",
    ),
}


def row_and_client(screen):
    """A row, and a client of who may change it: of a saved question or a subscription, its owner alone."""
    row = screen.row()
    if isinstance(row, SavedQuestion | Subscription):
        return row, signed_in(row.owner if isinstance(row, SavedQuestion) else row.person)
    return row, signed_in(user_for(screen.role))


def values(row):
    return list(type(row).objects.filter(pk=row.pk).values())


def test_everything_that_is_changed_is_walked():
    assert CHANGED.keys() == TYPED.keys()


@pytest.mark.parametrize("prefix", CHANGED)
def test_what_was_changed_meanwhile_is_not_overwritten(prefix):
    viewset = CHANGED[prefix]
    screen = ROWS[viewset.queryset.model._meta.label]
    row, client = row_and_client(screen)
    key = row.code if viewset.lookup_field == "code" else row.pk
    address = f"/api/v1/{prefix}/{key}/"
    read = client.get(address).headers["ETag"]
    type(row).objects.filter(pk=row.pk).update(**screen.meanwhile)
    before = values(row)

    stale = send(client, "PATCH", address, TYPED[prefix], if_match=read)
    silent = send(client, "PATCH", address, TYPED[prefix])

    assert (stale.status_code, silent.status_code) == (412, 428)
    assert values(row) == before

    again = client.get(address).headers["ETag"]
    assert send(client, "PATCH", address, TYPED[prefix], if_match=again).status_code == 200
    assert values(row) != before


DELETED = {prefix: viewset for prefix, viewset, _name in router.registry if hasattr(viewset, "destroy")}


@pytest.mark.parametrize("prefix", DELETED)
def test_what_was_changed_meanwhile_is_not_deleted(prefix):
    viewset = DELETED[prefix]
    screen = ROWS[viewset.queryset.model._meta.label]
    row, client = row_and_client(screen)
    address = f"/api/v1/{prefix}/{row.pk}/"
    read = client.get(address).headers["ETag"]
    type(row).objects.filter(pk=row.pk).update(**screen.meanwhile)
    before = values(row)

    stale = send(client, "DELETE", address, if_match=read)
    silent = send(client, "DELETE", address)

    assert (stale.status_code, silent.status_code) == (412, 428)
    assert values(row) == before

    again = client.get(address).headers["ETag"]
    assert send(client, "DELETE", address, if_match=again).status_code == 204
    assert not values(row)

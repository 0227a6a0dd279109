"""What the audit trail does not show, and to whom."""

import pghistory
import pytest
from django.contrib.admin.utils import quote

from agencies.models import Agency, PlaceRequest, User
from operations.models import Marking, OperationReader, Participation
from ops_tracker.event_access import ABOVE, tracked
from ops_tracker.trail import ADMINISTRATORS, CLOSED, OPEN
from tests.factories.agencies import UserFactory
from tests.factories.seizures import SeizureFactory
from tests.ops_tracker.trail import (
    EVENTS,
)

pytestmark = pytest.mark.django_db


def test_of_a_hidden_record_the_trail_shows_that_it_changed_and_not_what_it_is_called_or_why(client):
    seizure = SeizureFactory(marking=Marking.RED, reference="HIDDEN-1")
    with pghistory.context(username="somebody", reason="Vault 9K", url=f"/seizures/{seizure.pk}/"):
        type(seizure).objects.filter(pk=seizure.pk).update(note="Edited.")
    client.force_login(UserFactory(role="auditor", agency=None))

    listed = client.get(EVENTS, {"kind": "seizures.Seizure", "person": "somebody"})
    [event] = listed.context["cl"].result_list
    opened = client.get(f"{EVENTS}{quote(event.pgh_slug)}/change/")

    for response in (listed, opened):
        assert "somebody" in response.content.decode()
        assert not any(
            word in response.content.decode() for word in ("HIDDEN-1", "Vault 9K", f"/seizures/{seizure.pk}")
        )


def test_a_model_that_the_trail_does_not_know_is_nobody_s_to_read(client, monkeypatch):
    monkeypatch.setattr("ops_tracker.trail.OPEN", set())
    Agency.objects.create(code="XX-NEW", name="Vault 9K")
    client.force_login(UserFactory(role="auditor", agency=None, is_superuser=True))

    listed = client.get(EVENTS, {"kind": "agencies.Agency"})
    event = listed.context["cl"].result_list[0]

    assert not event.open
    assert "Vault 9K" not in client.get(f"{EVENTS}{quote(event.pgh_slug)}/change/").content.decode()


@pytest.mark.parametrize(("role", "reads"), [("administrator", True), ("auditor", False)])
def test_what_place_somebody_missed_is_for_administrators(client, role, reads):
    event = tracked()["agencies.PlaceRequest"]
    PlaceRequest.objects.create(name="Vault 9K", requested_by=UserFactory())
    client.force_login(UserFactory(role=role, agency=None))

    pages = [
        f"{EVENTS}?kind=agencies.PlaceRequest",
        f"{EVENTS}{quote(f'{event._meta.label}:{event.objects.get().pgh_id}')}/change/",
    ]

    assert [("Vault 9K" in client.get(page).content.decode()) for page in pages] == [reads, reads]


def test_every_tracked_model_is_known_to_the_trail():
    assert tracked().keys() == OPEN | ADMINISTRATORS | CLOSED | ABOVE.keys()
    assert OperationReader._meta.label in ABOVE
    assert Participation._meta.label in ABOVE
    assert User._meta.label in OPEN

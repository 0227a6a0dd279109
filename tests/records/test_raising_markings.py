"""What was withdrawn or superseded is marked up, and never down, by its own agency."""

import pytest
from django.urls import reverse

from common.errors import Invalid, NotAllowed, Outdated, Refused
from records.services import raise_marking, submit, verify, withdraw
from tests.calls import person, post, signed_in
from tests.factories.keys import key_client
from tests.records.kinds import FACTORIES, amend, supervisor_of

pytestmark = pytest.mark.django_db
WHY = {"reason": "It names a source."}


def withdrawn(kind, **more):
    record = FACTORIES[kind](owner="US-ICE", verified=True, **more)
    return withdraw(record, by=supervisor_of(record), reason="Entered twice.")


def superseded(kind):
    first = FACTORIES[kind](owner="US-ICE", verified=True)
    last = first
    for revision in (2, 3):
        amendment = amend(last, reason="Counted again.")
        type(first).objects.filter(pk=amendment.pk).update(note=f"Counted again for revision {revision}.")
        last = verify(submit(amendment, by=first.created_by), by=supervisor_of(first))
    second = type(first).objects.get(pk=last.amends_id)
    first.refresh_from_db()
    return first, second, last


def seen_by(client, *records):
    return [client.get(record.get_absolute_url()).status_code == 200 for record in records]


@pytest.mark.parametrize("kind", FACTORIES)
@pytest.mark.parametrize("marking", ["TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"])
def test_a_withdrawn_record_is_hidden_from_others_from_then_on(kind, marking):
    record, by = withdrawn(kind), person("analyst", "US-ICE")
    outsider = signed_in(person("supervisor", "US-CBP"))
    before = seen_by(outsider, record)

    raised = raise_marking(record, by=by, marking=marking, **WHY)

    assert (before, seen_by(outsider, raised), seen_by(signed_in(by), raised)) == ([True], [False], [True])
    assert (raised.state, raised.state_reason) == ("withdrawn", "Entered twice.")
    event = type(record).pgh_event_model.objects.latest("pgh_id").pgh_context.metadata
    assert (event["action"], event["username"], event["reason"]) == (
        "marking raised", by.username, WHY["reason"],
    )  # fmt: skip


@pytest.mark.parametrize("kind", FACTORIES)
def test_a_superseded_revision_takes_the_ones_before_it_along(kind):
    first, second, last = superseded(kind)
    outsider = signed_in(person("supervisor", "US-CBP"))
    before = seen_by(outsider, first, second, last)

    raise_marking(second, by=person("analyst", "US-ICE"), marking="TLP:AMBER+STRICT", **WHY)

    assert (before, seen_by(outsider, first, second, last)) == ([True] * 3, [False, False, True])


@pytest.mark.parametrize("marking", ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:PINK", ""])
def test_nothing_is_marked_down(marking):
    record = withdrawn("seizure", marking="TLP:AMBER")

    with pytest.raises(Invalid) as refusal:
        raise_marking(record, by=person("analyst", "US-ICE"), marking=marking, **WHY)

    assert list(refusal.value.errors) == ["marking"]


@pytest.mark.parametrize("state", ["draft", "submitted", "verified"])
def test_what_may_be_edited_or_amended_is_marked_by_that(state):
    record = FACTORIES["outcome"](owner="US-ICE", **({} if state == "draft" else {state: True}))

    with pytest.raises(Refused, match="edit or amend"):
        raise_marking(record, by=person("analyst", "US-ICE"), marking="TLP:RED", **WHY)


def test_only_its_own_agency_marks_it_up_in_the_version_seen_and_says_why():
    record, own = withdrawn("seizure"), person("analyst", "US-ICE")

    with pytest.raises(NotAllowed):
        raise_marking(record, by=person("supervisor", "US-CBP"), marking="TLP:AMBER", **WHY)
    with pytest.raises(Outdated):
        raise_marking(record, by=own, marking="TLP:AMBER", version=record.version - 1, **WHY)
    with pytest.raises(Invalid, match="Say why"):
        raise_marking(record, by=own, marking="TLP:AMBER", reason=" ")


@pytest.mark.parametrize("kind", FACTORIES)
def test_the_api_marks_up(kind):
    record = withdrawn(kind)
    address = f"/api/v1{record.get_absolute_url()}raise-marking/"
    client = signed_in(person("analyst", "US-ICE"))

    raised = post(client, address, {"marking": "TLP:AMBER", **WHY}, if_match="*")
    lowered = post(client, address, {"marking": "TLP:GREEN", **WHY}, if_match="*")
    red = {"marking": "TLP:RED", **WHY}
    by_key = post(key_client(agency="US-ICE"), address, red, if_match="*")

    assert (raised.status_code, raised.json()["marking"]) == (200, "TLP:AMBER")
    assert (lowered.status_code, by_key.status_code) == (400, 400)
    assert "key is none" in by_key.content.decode()


@pytest.mark.parametrize("kind", FACTORIES)
def test_the_admin_marks_up_several(kind):
    records = [withdrawn(kind), withdrawn(kind)]
    client = signed_in(person("analyst", "US-ICE"))
    page = reverse(f"admin:{records[0]._meta.app_label}_{records[0]._meta.model_name}_changelist")
    chosen = {"action": "raise_marking", "_selected_action": [record.pk for record in records]}
    chosen["seen"] = [f"{record.pk}:{record.version}" for record in records]

    asked = client.post(page, chosen)
    client.post(page, {**chosen, "marking": "TLP:AMBER+STRICT", **WHY})

    assert 'name="marking"' in asked.content.decode()
    for record in records:
        record.refresh_from_db()
        assert record.marking == "TLP:AMBER+STRICT"

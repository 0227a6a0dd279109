"""PATCH changes what it sends and nothing else, inside items too; PUT keeps what the API does not show."""

from decimal import Decimal

import pytest

from seizures.models import Seizure
from tests.calls import findings, person, post, send, signed_in
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import CreditFactory, SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db

SEIZURES, OUTCOMES = "/api/v1/seizures/", "/api/v1/outcomes/"
CASH = {"measure": "CASH.CURRENCY", "amount": "3500000", "currency": "USD"}
DETAILS = {
    "purity": Decimal("80.00"), "form": "bricks", "laboratory_confirmed": True, "calibre": "7.62", "marked": False,
    "trace_requested": True, "description": "In the ballast tank", "qualifier": "at_least",
}  # fmt: skip


@pytest.fixture
def api():
    return signed_in(person())


@pytest.fixture
def seizure():
    made = SeizureFactory(owner="US-ICE", item=None, note="Inside.", country="COL")
    SeizedItemFactory(seizure=made, quantity="10", **DETAILS)
    return made


def change(api, seizure, method, body):
    return send(api, method, f"{SEIZURES}{seizure.pk}/", body, if_match="*")


def test_an_item_by_its_id_keeps_what_is_not_sent(api, seizure):
    item = seizure.items.get()

    response = change(api, seizure, "PATCH", {"items": [{"id": str(item.pk), "quantity": "12"}]})

    item.refresh_from_db()
    assert response.status_code == 200
    assert (item.quantity, item.measure.code, item.unit.code) == (12, "NARC.COCAINE", "KGM")
    assert {name: getattr(item, name) for name in DETAILS} == DETAILS


def test_a_credit_by_its_id_keeps_what_is_not_sent(api, seizure):
    credit = CreditFactory(seizure=seizure, agency="US-CBP", role="support")

    change(api, seizure, "PATCH", {"credits": [{"id": str(credit.pk), "agency": "US-DEA"}]})

    credit.refresh_from_db()
    assert (credit.agency.code, credit.role) == ("US-DEA", "support")


@pytest.mark.parametrize("method", ["PATCH", "PUT"])
def test_one_item_twice_is_refused(api, seizure, method):
    item = {"id": str(seizure.items.get().pk), **CASH}

    response = change(api, seizure, method, {"items": [item, item]})

    assert response.status_code == 400
    assert findings(response) == {"/items/1": "It is in the list above already."}


def test_what_is_left_out_of_a_new_item_is_not_made_up(api, seizure):
    response = change(api, seizure, "PATCH", {"items": [{"quantity": "1", "unit": "KGM"}]})

    assert response.status_code == 400
    assert list(findings(response)) == ["/items/0/measure"]


def test_put_keeps_the_note_and_the_marking(api, seizure):
    Seizure.objects.filter(pk=seizure.pk).update(marking="TLP:AMBER+STRICT")

    response = change(api, seizure, "PUT", {"items": [CASH]})

    stored = Seizure.objects.get(pk=seizure.pk)
    assert (response.status_code, response.json()["country"]) == (200, None)
    assert (stored.note, stored.marking) == ("Inside.", "TLP:AMBER+STRICT")


def test_put_of_an_outcome_keeps_them_too(api):
    record = OutcomeFactory(owner="US-ICE", note="Inside.", marking="TLP:AMBER", country="COL")
    body = {"measure": "PEOPLE.ARRESTED", "quantity": "3", "unit": "C62"}

    send(api, "PUT", f"{OUTCOMES}{record.pk}/", body, if_match="*")

    record.refresh_from_db()
    assert (record.quantity, record.note, record.marking, record.country) == (3, "Inside.", "TLP:AMBER", None)


def test_put_of_a_record_for_named_persons_leaves_them_named(api):
    editor = person()
    record = OutcomeFactory(owner="US-ICE", marking="TLP:RED", readers=[editor, person("supervisor")])
    body = {"measure": "PEOPLE.ARRESTED", "quantity": "3", "unit": "C62"}

    response = send(signed_in(editor), "PUT", f"{OUTCOMES}{record.pk}/", body, if_match="*")

    record.refresh_from_db()
    assert (response.status_code, record.marking, record.readers.count()) == (200, "TLP:RED", 2)


def test_an_edit_over_the_api_carries_its_reason(api, seizure):
    response = change(api, seizure, "PATCH", {"country": "USA", "reason": "The port was misread."})

    event = seizure.events.latest("pgh_id")
    assert response.status_code == 200
    assert "reason" not in response.json()
    assert event.pgh_context.metadata["reason"] == "The port was misread."


def test_what_is_new_has_no_reason_to_be_changed(api):
    response = post(api, SEIZURES, {"items": [CASH], "reason": "It is new."})

    assert findings(response) == {"/reason": "Only a change has a reason."}


def test_an_amendment_over_the_api_carries_its_reason(api):
    record = OutcomeFactory(owner="US-ICE", verified=True)

    copy = post(api, f"{OUTCOMES}{record.pk}/amend/", {"reason": "Counted again."}).json()

    event = type(record).pgh_event_model.objects.filter(pgh_obj=copy["id"]).latest("pgh_id")
    assert event.pgh_context.metadata["reason"] == "Counted again."

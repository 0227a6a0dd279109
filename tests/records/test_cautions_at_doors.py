"""What looks wrong of a record is said on pages, over the API and in the admin."""

import pytest
from django.urls import reverse

from operations.models import Outcome
from seizures.models import Seizure
from tests import entry
from tests.calls import post, send, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import SeizureFactory
from tests.records.kinds import ADDRESSES

pytestmark = pytest.mark.django_db
ROWS = ("credits", "sources", "attachments", "persons")


@pytest.mark.parametrize("then", ["draft", "submit", "another"])
def test_a_page_saves_and_says_what_looks_wrong(client, analyst, then):
    client.force_login(analyst)
    much = {**entry.COCAINE, "quantity": "4500000"}

    page = entry.text_of(client.post(reverse("seizure-new"), entry.seizure(much, then=then), follow=True))

    assert Seizure.objects.get().amounts[0].quantity == 4500000
    assert page.count("4,500,000 kg is more than one record is likely to state") == 1


@pytest.mark.parametrize(
    ("state", "told"), [("submitted", True), ("returned", True), ("verified", False), ("withdrawn", False)]
)
def test_who_decides_on_a_record_is_told_too(client, analyst, state, told):
    record = SeizureFactory(owner=analyst.agency, item__quantity="4500000", **{state: True})
    client.force_login(UserFactory(role="supervisor", agency="US-ICE"))

    page = entry.text_of(client.get(record.get_absolute_url()))

    assert ("is more than one record is likely to state" in page) is told


def test_a_reader_from_outside_is_told_nothing(client, analyst):
    record = SeizureFactory(owner=analyst.agency, item__quantity="4500000", submitted=True)
    client.force_login(UserFactory(role="partner"))

    assert "likely to state" not in entry.text_of(client.get(record.get_absolute_url()))


def test_an_edit_on_a_page_says_it_too(client, analyst):
    OutcomeFactory(owner=analyst.agency, agency=analyst.agency, date="2009-07", quantity="18")
    client.force_login(analyst)

    response = client.post(reverse("outcome-new"), entry.outcome(agency="US-ICE"))

    assert Outcome.objects.count() == 2
    assert "states the same day" in entry.text_of(client.get(response.url))


@pytest.mark.parametrize("key", [False, True])
def test_the_api_answers_a_write_with_warnings(analyst, key):
    api = key_client("records:read", "records:write", agency="US-ICE") if key else signed_in(analyst)
    much = {"items": [{"measure": "NARC.COCAINE", "quantity": "4500000", "unit": "KGM"}]}

    response = post(api, ADDRESSES["seizure"], much)

    (warning,) = response.json()["warnings"]
    assert response.status_code == 201
    assert (warning["pointer"], warning["code"]) == ("/items/0/quantity", "implausible_amount")
    assert "warnings" not in api.get(response.json()["url"]).json()


def test_the_api_answers_each_of_a_list_and_a_change_with_warnings(analyst):
    api = signed_in(analyst)
    arrests = {"measure": "PEOPLE.ARRESTED", "quantity": "3", "unit": "IE", "date": "2026-09-09"}

    first, second = post(api, ADDRESSES["outcome"], [arrests, {**arrests, "agency": "US-ICE"}]).json()
    changed = send(api, "PATCH", second["url"], {"quantity": "3000000"}, if_match="*")

    assert (first["warnings"], changed.status_code) == ([], 200)
    assert [each["pointer"] for each in changed.json()["warnings"]] == ["/quantity"]


def test_an_admin_screen_says_what_looks_wrong(client, analyst):
    outcome = OutcomeFactory(owner=analyst.agency, created_by=analyst, quantity="18")
    client.force_login(analyst)
    address = reverse("admin:operations_outcome_change", args=[outcome.pk])
    form = client.get(address).context["adminform"].form
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (None, [], "")}
    sent |= {f"{rows}-{count}_FORMS": 0 for rows in ROWS for count in ("TOTAL", "INITIAL")}

    page = client.post(address, {**sent, "quantity": "3000000", "_continue": "1"}, follow=True)

    outcome.refresh_from_db()
    assert outcome.quantity == 3000000
    assert "more than one record is likely to state" in entry.text_of(page)

"""Who is named by others accepts or objects over the API, on pages and in the admin."""

import re

import pytest

from records.services import accept
from seizures.models import Credit
from tests.calls import person, post, signed_in
from tests.records.credited import credited, kilograms

pytestmark = pytest.mark.django_db


def test_the_api_shows_asks_and_answers(dea, rim):
    seizure = credited(dea, rim, agencies=["US-FBI"])
    address = f"/api/v1/seizures/{seizure.pk}/"
    fbi = signed_in(person("supervisor", "US-FBI"))

    before = fbi.get(address).json()
    refused = post(signed_in(person("supervisor", "US-DEA")), f"{address}accept/", if_match="*")
    accepted = post(fbi, f"{address}accept/", if_match="*")
    objected = post(fbi, f"{address}object/", {"reason": "We were not there."}, if_match="*")

    assert (before["acceptance"], before["credits"][0]["acceptance"]) == ("accepted", "pending")
    assert refused.status_code == 403
    assert accepted.json()["credits"][0]["acceptance"] == "accepted"
    assert objected.json()["credits"][0]["acceptance"] == "objected"


def test_the_pages_show_what_waits_and_take_the_answer(client, dea, rim):
    seizure = credited(dea, rim, agencies=["US-FBI"])
    client.force_login(person("supervisor", "US-FBI"))

    work = client.get("/my-work/").content.decode()
    page = client.get(seizure.get_absolute_url()).content.decode()
    client.post(f"/seizures/{seizure.pk}/accept/", {"version": seizure.version})

    assert "Wait for your acceptance" in work
    assert str(seizure) in work
    assert "waits to be accepted" in page
    assert f"/seizures/{seizure.pk}/accept/" in page
    assert Credit.objects.get().acceptance == "accepted"
    assert "Wait for your acceptance" not in client.get("/my-work/").content.decode()


def test_nobody_else_is_shown_that_it_waits(client, dea, rim):
    credited(dea, rim, agencies=["US-FBI"])
    client.force_login(person("supervisor", "US-CBP"))

    assert "Wait for your acceptance" not in client.get("/my-work/").content.decode()


def test_who_is_named_and_counted_at_once_is_notified(client, dea, rim):
    seizure = credited(dea, rim, agencies=["US-CBP"])
    client.force_login(person("supervisor", "US-CBP"))

    assert "counted for your agency" in client.get("/my-work/").content.decode()
    assert str(seizure) in client.get("/my-work/?state=named").content.decode()
    client.post(f"/seizures/{seizure.pk}/object/", {"version": seizure.version, "reason": "Not ours."})

    assert "counted for your agency" not in client.get("/my-work/").content.decode()
    assert kilograms(agency=("US-CBP",)) == 0


def test_the_page_shows_what_accepting_moves(client, dea, rim):
    seizure = credited(dea, rim, agencies=["US-FBI"])
    client.force_login(person("supervisor", "US-FBI"))

    page = client.get(seizure.get_absolute_url()).content.decode()

    moved = page.partition("What accepting changes")[2].partition("</section>")[0]
    assert "FBI" in moved
    assert re.search(r"10(\s|&nbsp;)kg", moved), moved


def test_the_admin_accepts_and_objects(client, dea, rim):
    seizure = credited(dea, rim, agencies=["US-FBI"])
    client.force_login(person("supervisor", "US-FBI"))
    sent = {"_selected_action": [str(seizure.pk)], "seen": f"{seizure.pk}:{seizure.version}"}

    client.post("/admin/seizures/seizure/", {"action": "accept", **sent})
    assert Credit.objects.get().acceptance == "accepted"
    sent["seen"] = f"{seizure.pk}:{seizure.version + 1}"
    client.post("/admin/seizures/seizure/", {"action": "object_to", "reason": "Not ours.", **sent})

    assert Credit.objects.get().acceptance == "objected"


def test_an_operations_page_lists_what_it_has_accepted(client, dea, rim):
    seizure = credited(dea, operations=[rim])
    client.force_login(dea)

    before = client.get("/operations/RIM/seizures/").content.decode()
    accept(seizure, by=person("supervisor", "US-ICE"))

    assert str(seizure) not in before
    assert str(seizure) in client.get("/operations/RIM/seizures/").content.decode()

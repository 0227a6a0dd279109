"""Agencies and places by API: entered and changed by administrators alone, as the table of permissions says."""

import pytest

from agencies.models import Agency, Place
from tests.calls import findings, post, send, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client

pytestmark = pytest.mark.django_db
AGENCIES, PLACES = "/api/v1/agencies/", "/api/v1/places/"
AGENCY = {"code": "CO-DIAN", "name": "Dirección de Impuestos", "country": "COL", "kind": "customs"}
PLACE = {"name": "Turbo", "kind": "sea_port", "country": "COL", "locode": "COTRB"}


@pytest.fixture
def administrator():
    return signed_in(UserFactory(role="administrator", agency=None))


def test_an_administrator_enters_them(administrator):
    agency, place = post(administrator, AGENCIES, AGENCY), post(administrator, PLACES, [PLACE])

    assert (agency.status_code, agency.json()["country"]) == (201, "COL")
    assert place.json()[0]["locode"] == "COTRB"
    assert (Agency.objects.filter(code="CO-DIAN").count(), Place.objects.filter(locode="COTRB").count()) == (
        1,
        1,
    )


@pytest.mark.parametrize("address", [AGENCIES, PLACES])
def test_nobody_else_does(address):
    clients = [signed_in(UserFactory(role=role)) for role in ("analyst", "supervisor", "partner", "auditor")]
    clients.append(key_client("records:read", "records:write"))

    assert {post(client, address, AGENCY).status_code for client in clients} == {403}


def test_a_change_needs_what_was_read(administrator):
    address = f"{AGENCIES}US-ICE/"
    etag = administrator.get(address).headers["ETag"]

    unseen = send(administrator, "PATCH", address, {"acronym": "I.C.E."})
    changed = send(administrator, "PATCH", address, {"acronym": "I.C.E."}, if_match=etag)
    stale = send(administrator, "PATCH", address, {"acronym": "ICE"}, if_match=etag)
    again = send(administrator, "PATCH", address, {"acronym": "ICE"}, if_match=changed.headers["ETag"])

    assert [each.status_code for each in (unseen, changed, stale, again)] == [428, 200, 412, 200]


def test_what_is_wrong_is_said_at_its_place(administrator):
    refused = post(administrator, AGENCIES, {**AGENCY, "code": "US-ICE", "country": "XXX"})
    taken = post(administrator, AGENCIES, {**AGENCY, "code": "US-ICE"})

    assert list(findings(refused)) == ["/country"]
    assert list(findings(taken)) == ["/code"]

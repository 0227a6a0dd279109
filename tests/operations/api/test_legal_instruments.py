"""Legal instruments by API: administrators enter them, and those who steer an operation say what it rests on."""

import pytest

from operations.models import LegalInstrument
from tests.calls import findings, person, post, send, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, ParticipationFactory

pytestmark = pytest.mark.django_db
INSTRUMENTS, OPERATIONS = "/api/v1/legal-instruments/", "/api/v1/operations/"
PACT = {
    "code": "PACT-1",
    "name": "A pact",
    "kind": "agreement",
    "mutual_assistance": True,
    "parties": [{"country": "COL", "valid_from": "2001-01-01"}],
}


@pytest.fixture
def administrator():
    return signed_in(UserFactory(role="administrator", agency=None))


@pytest.fixture
def led():
    made = OperationFactory(code="LED", owner="US-ICE", marking="TLP:AMBER", starts_on="2009-07-01")
    ParticipationFactory(operation=made, agency="US-ICE", lead=True)
    return made


def test_an_administrator_enters_and_changes_one_with_its_parties(administrator):
    entered, address = post(administrator, INSTRUMENTS, PACT), f"{INSTRUMENTS}PACT-1/"
    etag = administrator.get(address).headers["ETag"]
    changed = send(
        administrator, "PATCH", address, {"parties": [{"country": "PER"}], "extradition": True}, if_match=etag
    )
    stale = send(administrator, "PATCH", address, {"name": "B"}, if_match=etag)

    assert entered.json()["parties"] == [{"country": "COL", "valid_from": "2001-01-01", "valid_to": None}]
    assert changed.json()["parties"] == [{"country": "PER", "valid_from": None, "valid_to": None}]
    assert changed.json()["extradition"] is True
    assert [each.status_code for each in (entered, changed, stale)] == [201, 200, 412]


def test_nobody_else_does():
    clients = [signed_in(UserFactory(role=role)) for role in ("analyst", "supervisor", "partner", "auditor")]
    clients.append(key_client("records:read", "records:write"))

    assert {post(client, INSTRUMENTS, PACT).status_code for client in clients} == {403}


@pytest.mark.parametrize(
    ("change", "pointers"),
    [
        ({"code": "UNTOC"}, ["/code"]),
        ({"kind": "song"}, ["/kind"]),
        ({"parties": [{"country": "COL"}, {"country": "COL", "valid_to": "2001-01-01"}]}, ["/parties/1"]),
        ({"parties": [{"country": "COL", "valid_from": "2001-01-02", "valid_to": "2001-01-01"}]},
         ["/parties/0/valid_to"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_saved(administrator, change, pointers):
    refused = post(administrator, INSTRUMENTS, {**PACT, **change})

    assert list(findings(refused)) == pointers
    assert not LegalInstrument.objects.filter(code="PACT-1").exists()


def test_who_steers_an_operation_says_what_it_rests_on(led):
    client, address = signed_in(person()), f"{OPERATIONS}LED/"
    etag = client.get(address).headers["ETag"]

    changed = send(client, "PATCH", address, {"legal_instruments": ["UNTOC", "CITES"]}, if_match=etag)
    unknown = send(
        client, "PATCH", address, {"legal_instruments": ["NOTHING"]}, if_match=changed.headers["ETag"]
    )

    assert (changed.json()["legal_instruments"], changed.json()["version"]) == (["CITES", "UNTOC"], 2)
    assert list(findings(unknown)) == ["/legal_instruments"]
    found = client.get(f"{INSTRUMENTS}?fields=code&operation=LED").json()["results"]
    assert [row["code"] for row in found] == ["CITES", "UNTOC"]


def test_nobody_else_says_what_it_rests_on(led):
    client = signed_in(person(agency="US-CBP"))
    ParticipationFactory(operation=led, agency="US-CBP")
    etag = client.get(f"{OPERATIONS}LED/").headers["ETag"]

    refused = send(client, "PATCH", f"{OPERATIONS}LED/", {"legal_instruments": ["UNTOC"]}, if_match=etag)

    assert refused.status_code == 403
    assert not led.legal_instruments.exists()


def test_the_coverage_of_an_operation(led):
    led.legal_instruments.set([LegalInstrument.objects.get(code="UNTOC")])

    found = key_client("records:read", agency="US-ICE").get(f"{OPERATIONS}LED/legal-coverage/").json()

    assert (found["first"], found["instruments"]) == ("2009-07-01", ["UNTOC"])
    assert [(row["country"], row["standings"]) for row in found["countries"]] == [("USA", {"UNTOC": "party"})]


def test_operations_that_the_reader_may_not_see_are_not_named(led):
    led.legal_instruments.set([LegalInstrument.objects.get(code="UNTOC")])
    outside, inside = key_client("records:read"), key_client("records:read", agency="US-ICE")

    assert outside.get(f"{INSTRUMENTS}UNTOC/").json()["operations"] == []
    assert inside.get(f"{INSTRUMENTS}UNTOC/").json()["operations"] == ["LED"]
    assert outside.get(f"{INSTRUMENTS}?operation=LED").status_code == 400
    assert outside.get(f"{OPERATIONS}LED/legal-coverage/").status_code == 404

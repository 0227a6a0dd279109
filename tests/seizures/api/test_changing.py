"""Drafts of seizures as they are changed: by those who have seen what they change."""

import pytest

from seizures.models import Credit, Disposition
from tests.calls import findings, person, post, send, signed_in
from tests.factories.operations import OperationFactory
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizureFactory

pytestmark = pytest.mark.django_db

SEIZURES = "/api/v1/seizures/"
CASH = {"measure": "CASH.CURRENCY", "amount": "3500000", "currency": "USD", "qualifier": "at_least"}
COCAINE = {"measure": "NARC.COCAINE", "quantity": "12.5", "unit": "LBR"}


@pytest.fixture
def api():
    return signed_in(person())


def test_a_draft_is_changed_by_who_has_read_it(api):
    seizure = SeizureFactory(owner="US-ICE", country="COL")
    address = f"{SEIZURES}{seizure.pk}/"

    response = send(api, "PATCH", address, {"country": "USA"}, if_match=api.get(address).headers["ETag"])

    assert response.status_code == 200
    assert (response.json()["country"], response.json()["version"]) == ("USA", 2)
    assert len(response.json()["items"]) == 1
    again = send(api, "PATCH", address, {"country": "MEX"}, if_match=response.headers["ETag"])
    assert again.json()["country"] == "MEX"


@pytest.mark.parametrize(
    ("if_match", "status"),
    [
        pytest.param(None, 428, id="none"),
        pytest.param('"2-0123456789abcdef"', 412, id="another-version"),
        pytest.param('W/"1-0123456789abcdef"', 412, id="weak"),
        pytest.param("1", 412, id="no-etag"),
        pytest.param('"1-0123456789abcdef0123456789abcdef"', 412, id="same-version-other-content"),
        pytest.param('"7-00", {read}', 200, id="one-of-several"),
        pytest.param("W/{read}", 412, id="weak-but-for-that-the-same"),
        pytest.param("{read}-gzip", 412, id="something-behind-it"),
        pytest.param("*", 200, id="any"),
    ],
)
@pytest.mark.parametrize("method", ["PATCH", "PUT"])
def test_a_change_says_which_version_was_seen(api, method, if_match, status):
    seizure = SeizureFactory(owner="US-ICE", country="COL")
    read = api.get(f"{SEIZURES}{seizure.pk}/")["ETag"]
    headers = {"if_match": if_match.replace("{read}", read)} if if_match else {}

    response = send(api, method, f"{SEIZURES}{seizure.pk}/", {"country": "USA", "items": [CASH]}, **headers)

    assert response.status_code == status
    seizure.refresh_from_db()
    assert seizure.country.code == ("USA" if status == 200 else "COL")


def test_items_are_changed_by_their_id_and_those_no_longer_sent_are_removed(api):
    seizure = SeizureFactory(owner="US-ICE")
    kept = seizure.items.get()
    destroyed = DispositionFactory(item=kept, quantity="4")
    CreditFactory(seizure=seizure, agency="US-CBP")
    address = f"{SEIZURES}{seizure.pk}/"

    changed = send(
        api, "PATCH", address, {"items": [{"id": str(kept.pk), **COCAINE}, CASH]}, if_match="*"
    ).json()
    removed = send(api, "PATCH", address, {"items": [CASH]}, if_match="*").json()

    assert [item["id"] == str(kept.pk) for item in changed["items"]] == [True, False]
    assert changed["items"][0]["quantity"] == "12.5"
    assert changed["items"][0]["canonical_quantity"] == "5.669904625"
    assert [row["id"] for row in changed["items"][0]["dispositions"]] == [str(destroyed.pk)]
    assert [item["measure"] for item in removed["items"]] == ["CASH.CURRENCY"]
    assert not Disposition.objects.exists()
    assert Credit.objects.count() == 1


def test_put_leaves_nothing_that_is_not_sent(api):
    seizure = SeizureFactory(owner="US-ICE", country="COL", conveyance="yacht", date="2009", reference="KEPT")
    CreditFactory(seizure=seizure, agency="US-CBP")

    found = send(api, "PUT", f"{SEIZURES}{seizure.pk}/", {"items": [CASH]}, if_match="*").json()

    assert (found["country"], found["conveyance"], found["date"], found["credits"]) == (None, "", "", [])
    assert (found["reference"], found["recording_agency"]) == ("KEPT", "US-ICE")
    assert found["created_at"] == seizure.created_at.isoformat().replace("+00:00", "Z")


def test_what_was_read_can_be_sent_back(api):
    seizure = SeizureFactory(owner="US-ICE", country="COL", date="2009-Q3")
    CreditFactory(seizure=seizure, agency="US-CBP")
    address = f"{SEIZURES}{seizure.pk}/"
    read = api.get(address).json()

    written = send(api, "PUT", address, read, if_match="*").json()

    moved = ("version", "last_edited_at", "changed_at", "warnings")
    assert {name: value for name, value in written.items() if name not in moved} == {
        name: value for name, value in read.items() if name not in moved
    }
    # The answer to a write is one that can be sent, too.
    assert send(api, "PUT", address, written, if_match="*").status_code == 200


def test_an_item_of_another_seizure_is_refused(api):
    seizure, other = SeizureFactory(owner="US-ICE"), SeizureFactory(owner="US-ICE")
    taken = {"id": str(other.items.get().pk), **COCAINE}

    response = send(api, "PATCH", f"{SEIZURES}{seizure.pk}/", {"items": [taken]}, if_match="*")
    new = post(api, SEIZURES, {"items": [taken]})

    assert findings(response) == {"/items/0": "It is not in this seizure any more. Add it again."}
    assert findings(new) == {"/items/0/id": "What is new gets its id here."}
    assert other.items.count() == 1


def test_records_of_another_agency_are_not_changed(api):
    seizure = SeizureFactory(owner="US-CBP", returned=True, reference="R-1")

    response = send(api, "PATCH", f"{SEIZURES}{seizure.pk}/", {"country": "USA"}, if_match="*")

    assert response.status_code == 403
    assert findings(response) == {"": "R-1 was recorded by CBP, and only its own people may change it."}


def test_a_verified_record_is_not_changed(api):
    seizure = SeizureFactory(owner="US-ICE", verified=True, reference="R-1")

    response = send(api, "PATCH", f"{SEIZURES}{seizure.pk}/", {"country": "USA"}, if_match="*")

    assert response.status_code == 409
    assert findings(response) == {"": "R-1 is verified. Amend it instead of editing it."}


def address_of(seizure, of):
    return f"/api/v1/{of}/{seizure.pk if of == 'seizures' else seizure.operation.code}/"


@pytest.mark.parametrize("suffix", ["-gzip", "-zstd", "-br", ";gzip", "-deflate", "-gzip-gzip"])
@pytest.mark.parametrize("of", ["seizures", "operations"])
def test_what_a_compressing_proxy_puts_behind_an_etag_is_forgiven(api, suffix, of):
    seizure = SeizureFactory(owner="US-ICE", operation=OperationFactory(owner="US-ICE"))
    address = address_of(seizure, of)
    read = f'{api.get(address)["ETag"][:-1]}{suffix}"'
    body = {"seizures": {"country": "USA"}, "operations": {"scope": "Wider"}}[of]

    assert api.get(address, headers={"if-none-match": read}).status_code == 304
    assert send(api, "PATCH", address, body, if_match=read).status_code == 200
    assert send(api, "PATCH", address, body, if_match=read).status_code == 412


def test_what_became_of_an_item_meanwhile_is_no_longer_what_was_read(api):
    """A disposition is no new version of the record: the rest of the ETag tells of it."""
    seizure = SeizureFactory(owner="US-ICE")
    address = f"{SEIZURES}{seizure.pk}/"
    read = api.get(address)["ETag"]
    DispositionFactory(item=seizure.items.get())

    assert send(api, "PATCH", address, {"country": "USA"}, if_match=read).status_code == 412


@pytest.mark.parametrize("address", ["{}?fields=id,country", "{}?fields=version"])
@pytest.mark.parametrize("accept", ["application/json", "application/json; indent=4"])
@pytest.mark.parametrize("of", ["seizures", "operations"])
def test_the_etag_of_a_part_is_that_of_the_whole(api, address, accept, of):
    seizure = SeizureFactory(owner="US-ICE", operation=OperationFactory(owner="US-ICE"))
    whole = address_of(seizure, of)
    address = address.format(whole).replace("id,country", "id,marking")

    part = api.get(address, headers={"accept": accept})

    assert len(part.json()) <= 2
    assert part["ETag"] == api.get(whole)["ETag"]
    assert send(api, "PATCH", whole, {"marking": "TLP:AMBER"}, if_match=part["ETag"]).status_code == 200

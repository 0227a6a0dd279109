"""Seizures as partner systems and persons enter and change them."""

from decimal import Decimal

import pytest

from operations.models import State
from seizures.models import Credit, Disposition, SeizedItem, Seizure
from tests.calls import findings, person, post, send, signed_in
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizureFactory

pytestmark = pytest.mark.django_db

SEIZURES = "/api/v1/seizures/"
CASH = {"measure": "CASH.CURRENCY", "amount": "3500000", "currency": "USD", "qualifier": "at_least"}
COCAINE = {"measure": "NARC.COCAINE", "quantity": "12.5", "unit": "LBR"}


@pytest.fixture
def api():
    return signed_in(person())


def test_a_key_enters_a_seizure_as_a_draft_of_its_agency():
    OperationFactory(code="ATLAS")
    api = key_client("records:read", "records:write", agency="US-ICE")

    response = post(
        api,
        SEIZURES,
        {
            "operation": "ATLAS",
            "country": "COL",
            "date": "2009-07",
            "items": [CASH, COCAINE],
            "credits": [{"agency": "US-CBP", "role": "support"}],
        },
    )

    seizure = Seizure.objects.get()
    assert response.status_code == 201
    assert response.headers["Location"] == response.json()["url"] == f"{SEIZURES}{seizure.pk}/"
    assert (seizure.state, seizure.owner.code, seizure.seizing_agency.code) == (State.DRAFT, "US-ICE", "US-ICE")
    assert str(seizure.date) == "2009-07"
    assert [item.measure.code for item in seizure.items.all()] == ["CASH.CURRENCY", "NARC.COCAINE"]
    assert [credit.agency.code for credit in seizure.credits.all()] == ["US-CBP"]
    assert response.json() == api.get(response.headers["Location"]).json()
    assert response.headers["ETag"] == api.get(response.headers["Location"]).headers["ETag"]


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ('"10"', "10"),
        ("10", "10"),
        ("0.1", "0.1"),
        ("3500000.10", "3500000.10"),
        ("0.30000000000000000000000004", "0.30000000000000000000000004"),
        ("1e2", "100"),
        ('"1E+2"', "100"),
        ("1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890"),
    ],
)
def test_numbers_are_kept_digit_for_digit(api, number, kept):
    body = '{"items": [{"measure": "NARC.COCAINE", "unit": "KGM", "quantity": %s}]}' % number

    response = post(api, SEIZURES, body)

    assert response.json()["items"][0]["quantity"] == kept
    assert SeizedItem.objects.get().quantity == Decimal(kept)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ('"NaN"', "A valid number is required."),
        ('"Infinity"', "A valid number is required."),
        ('"-Infinity"', "A valid number is required."),
        ('"12,5"', "A valid number is required."),
        ('"twelve"', "A valid number is required."),
        ("true", "A valid number is required."),
        ("[]", "A valid number is required."),
        ("1e999", "Ensure that there are no more than 80 digits in total."),
        ('"1e999999999"', "Ensure that there are no more than 80 digits in total."),
        ("1e-41", "Ensure that there are no more than 40 decimal places."),
        ("9" * 41, "Ensure that there are no more than 40 digits before the decimal point."),
        ('"%s"' % ("9" * 5000), "String value too large."),
    ],
)
def test_what_is_no_number_is_refused(api, number, sentence):
    body = '{"items": [{"measure": "NARC.COCAINE", "unit": "KGM", "quantity": %s}]}' % number

    response = post(api, SEIZURES, body)

    assert response.status_code == 400
    assert findings(response) == {"/items/0/quantity": sentence}
    assert not Seizure.objects.exists()


@pytest.mark.parametrize("body", ["{", "NaN", '{"items": NaN}', "[1e", "\0", "[" * 100_000])
def test_what_is_no_json_is_refused(api, body):
    assert post(api, SEIZURES, body).status_code == 400


@pytest.mark.parametrize("body", ['"text"', "7", "null", "[]", "[7]", '[[{"items": []}]]'])
def test_what_is_no_seizure_is_refused(api, body):
    response = post(api, SEIZURES, body)

    assert response.status_code == 400
    assert findings(response)


def test_a_list_is_entered_whole(api):
    response = post(api, SEIZURES, [{"items": [CASH]}, {"items": [COCAINE]}])

    assert response.status_code == 201
    assert [row["items"][0]["measure"] for row in response.json()] == ["CASH.CURRENCY", "NARC.COCAINE"]
    assert Seizure.objects.count() == 2


def test_of_a_list_with_a_fault_nothing_is_entered(api):
    wrong = COCAINE | {"quantity": "-1"}

    response = post(api, SEIZURES, [{"items": [CASH]}, {"items": [CASH, wrong]}, {"items": [CASH], "date": "2199"}])

    assert response.status_code == 400
    assert findings(response) == {
        "/1/items/1/quantity": "A quantity cannot be negative.",
        "/2/date": "2199 is in the future.",
    }
    assert not Seizure.objects.exists()


def test_codes_of_a_list_are_looked_up_with_their_place_in_it(api):
    response = post(api, SEIZURES, [{"items": [CASH]}, {"items": [CASH | {"measure": "NOPE"}], "country": "XXX"}])

    assert findings(response) == {
        "/1/items/0/measure": "There is no measure NOPE. /api/v1/measures/ lists them all.",
        "/1/country": "There is no country XXX. /api/v1/countries/ lists them all.",
    }


def test_a_list_that_is_too_long_is_refused_with_its_length(api):
    response = post(api, SEIZURES, [{"items": [CASH]}] * 501)

    assert response.status_code == 413
    assert findings(response) == {"": "There are 501 in the list; send at most 500 at a time."}


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
        pytest.param('"7-00", "1-00"', 200, id="one-of-several"),
        pytest.param("*", 200, id="any"),
    ],
)
@pytest.mark.parametrize("method", ["PATCH", "PUT"])
def test_a_change_says_which_version_was_seen(api, method, if_match, status):
    seizure = SeizureFactory(owner="US-ICE", country="COL")
    headers = {"if_match": if_match} if if_match else {}

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

    moved = ("version", "last_edited_at")
    assert {name: value for name, value in written.items() if name not in moved} == {
        name: value for name, value in read.items() if name not in moved
    }


def test_an_item_of_another_seizure_is_refused(api):
    seizure, other = SeizureFactory(owner="US-ICE"), SeizureFactory(owner="US-ICE")
    taken = {"id": str(other.items.get().pk), **COCAINE}

    response = send(api, "PATCH", f"{SEIZURES}{seizure.pk}/", {"items": [taken]}, if_match="*")
    new = post(api, SEIZURES, {"items": [taken]})

    assert findings(response) == {"/items/0": "It is not in this seizure any more. Add it again."}
    assert findings(new) == {"/items/0/id": "What is new gets its id here."}
    assert other.items.count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [
        pytest.param(lambda: signed_in(person("analyst")), 201, id="analyst"),
        pytest.param(lambda: signed_in(person("supervisor")), 201, id="supervisor"),
        pytest.param(lambda: signed_in(person("partner")), 403, id="partner"),
        pytest.param(lambda: signed_in(person("auditor")), 403, id="auditor"),
        pytest.param(lambda: signed_in(person("administrator")), 403, id="administrator"),
        pytest.param(lambda: key_client("records:write", agency="US-ICE"), 201, id="key-that-writes"),
        pytest.param(lambda: key_client("records:read", "figures:read", agency="US-ICE"), 403, id="key-that-reads"),
    ],
)
def test_who_enters_seizures(who, status):
    response = post(who(), SEIZURES, {"items": [CASH]})

    assert response.status_code == status
    assert Seizure.objects.exists() == (status == 201)


def test_records_of_another_agency_are_not_changed(api):
    seizure = SeizureFactory(owner="US-CBP", returned=True, reference="R-1")

    response = send(api, "PATCH", f"{SEIZURES}{seizure.pk}/", {"country": "USA"}, if_match="*")

    assert response.status_code == 403
    assert findings(response) == {"": "R-1 was recorded by CBP, and only its own people may change it."}


def test_a_verified_record_is_not_changed(api):
    seizure = SeizureFactory(owner="US-ICE", verified=True, reference="R-1")

    response = send(api, "PATCH", f"{SEIZURES}{seizure.pk}/", {"country": "USA"}, if_match="*")

    assert response.status_code == 409
    assert findings(response) == {"": "R-1 is verified. Amend or withdraw it instead of editing it."}


def test_whoever_marks_a_record_red_does_not_lose_sight_of_it(api):
    response = post(api, SEIZURES, {"items": [CASH], "marking": "TLP:RED"})

    assert api.get(response.json()["url"]).status_code == 200


def test_a_key_marks_nothing_red():
    response = post(key_client("records:write"), SEIZURES, {"items": [CASH], "marking": "TLP:RED"})

    assert findings(response) == {"/marking": "Only named persons read TLP:RED, and a key is none."}
    assert not Seizure.objects.exists()


def test_a_session_needs_the_token_of_its_page():
    api = signed_in(person(), enforce_csrf_checks=True)

    assert post(api, SEIZURES, {"items": [CASH]}).status_code == 403
    assert not Seizure.objects.exists()

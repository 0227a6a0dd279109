"""Seizures as partner systems and persons enter and change them."""

from decimal import Decimal

import pytest

from operations.models import State
from seizures.models import SeizedItem, Seizure
from tests.calls import findings, person, post, signed_in
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory

pytestmark = pytest.mark.django_db

SEIZURES = "/api/v1/seizures/"
CASH = {"measure": "CASH.CURRENCY", "amount": "3500000", "currency": "USD", "qualifier": "at_least"}
BODY = '{"items": [{"measure": "NARC.COCAINE", "unit": "KGM", "quantity": NUMBER}]}'
COCAINE = {"measure": "NARC.COCAINE", "quantity": "12.5", "unit": "LBR"}


@pytest.fixture
def api():
    return signed_in(person())


def test_a_key_enters_a_seizure_as_a_draft_of_its_agency():
    OperationFactory(code="ATLAS", owner="US-ICE")
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
    assert (seizure.state, seizure.owner.code, seizure.seizing_agency.code) == (
        State.DRAFT,
        "US-ICE",
        "US-ICE",
    )
    assert str(seizure.date) == "2009-07"
    assert [item.measure.code for item in seizure.items.all()] == ["CASH.CURRENCY", "NARC.COCAINE"]
    assert [credit.agency.code for credit in seizure.credits.all()] == ["US-CBP"]
    assert response.json() == api.get(response.headers["Location"]).json() | {"warnings": []}
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
        ("123456789012.1234567890123456789012345678", "123456789012.1234567890123456789012345678"),
    ],
)
def test_numbers_are_kept_digit_for_digit(api, number, kept):
    response = post(api, SEIZURES, BODY.replace("NUMBER", number))

    assert response.json()["items"][0]["quantity"] == kept
    assert SeizedItem.objects.get().quantity == Decimal(kept)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ('"NaN"', "A valid number is required."),
        ('"Infinity"', "A valid number is required."),
        ('"-Infinity"', "A valid number is required."),
        ('"12,5"', "A valid number is required."),
        ('"1,200"', "A valid number is required."),
        ('"1_000"', "A valid number is required."),
        ('"1 000"', "A valid number is required."),
        ('"1\u202f000"', "A valid number is required."),
        ('" 10 "', "A valid number is required."),
        ('"10\\n"', "A valid number is required."),
        ('"\u0661\u0662"', "A valid number is required."),
        ('"\uff11"', "A valid number is required."),
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
    response = post(api, SEIZURES, BODY.replace("NUMBER", number))

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

    response = post(
        api, SEIZURES, [{"items": [CASH]}, {"items": [CASH, wrong]}, {"items": [CASH], "date": "2199"}]
    )

    assert response.status_code == 400
    assert findings(response) == {
        "/1/items/1/quantity": "A quantity cannot be negative.",
        "/2/date": "2199 is in the future.",
    }
    assert not Seizure.objects.exists()


def test_codes_of_a_list_are_looked_up_with_their_place_in_it(api):
    response = post(
        api, SEIZURES, [{"items": [CASH]}, {"items": [CASH | {"measure": "NOPE"}], "country": "XXX"}]
    )

    assert findings(response) == {
        "/1/items/0/measure": "There is no measure NOPE. /api/v1/measures/ lists them all.",
        "/1/country": "There is no country XXX. /api/v1/countries/ lists them all.",
    }


def test_a_list_that_is_too_long_is_refused_with_its_length(api):
    response = post(api, SEIZURES, [{"items": [CASH]}] * 501)

    assert response.status_code == 413
    assert findings(response) == {"": "There are 501 in the list; send at most 500 at a time."}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        pytest.param(lambda: signed_in(person("analyst")), 201, id="analyst"),
        pytest.param(lambda: signed_in(person("supervisor")), 201, id="supervisor"),
        pytest.param(lambda: signed_in(person("partner")), 403, id="partner"),
        pytest.param(lambda: signed_in(person("auditor")), 403, id="auditor"),
        pytest.param(lambda: signed_in(person("administrator")), 403, id="administrator"),
        pytest.param(lambda: key_client("records:write", agency="US-ICE"), 201, id="key-that-writes"),
        pytest.param(
            lambda: key_client("records:read", "figures:read", agency="US-ICE"), 403, id="key-that-reads"
        ),
    ],
)
def test_who_enters_seizures(who, status):
    response = post(who(), SEIZURES, {"items": [CASH]})

    assert response.status_code == status
    assert Seizure.objects.exists() == (status == 201)


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

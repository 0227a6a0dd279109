"""Bad input through the API: each with its status, its place, its sentence, and nothing saved."""

import pytest

from operations.models import State
from seizures.models import Credit, SeizedItem, Seizure
from tests.calls import findings, person, post, signed_in
from tests.factories.operations import OperationFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db

SEIZURES = "/api/v1/seizures/"
CASH = {"measure": "CASH.CURRENCY", "amount": "100", "currency": "USD"}
COCAINE = {"measure": "NARC.COCAINE", "quantity": "10", "unit": "KGM"}


@pytest.fixture
def api():
    return signed_in(person())


def item(**changed):
    return {"items": [COCAINE | changed]}


@pytest.mark.parametrize(
    ("body", "pointer", "sentence"),
    [
        pytest.param(
            item(measure="NARC.SUGAR"),
            "/items/0/measure",
            "There is no measure NARC.SUGAR. /api/v1/measures/ lists them all.",
            id="unknown-measure",
        ),
        pytest.param(
            item(unit="STONE"),
            "/items/0/unit",
            "There is no unit STONE. /api/v1/units/ lists them all.",
            id="unknown-unit",
        ),
        pytest.param(
            item(amount="5", currency="GALLEON"),
            "/items/0/currency",
            "There is no currency GALLEON. /api/v1/units/?dimension=money lists them all.",
            id="unknown-currency",
        ),
        pytest.param(
            {"country": "ATL", "items": [CASH]},
            "/country",
            "There is no country ATL. /api/v1/countries/ lists them all.",
            id="unknown-country",
        ),
        pytest.param(
            {"country": "C\0L", "items": [CASH]},
            "/country",
            "There is no country C\0L. /api/v1/countries/ lists them all.",
            id="code-with-a-nul",
        ),
        pytest.param(
            {"seizing_agency": "US-XXX", "items": [CASH]},
            "/seizing_agency",
            "There is no agency US-XXX. /api/v1/agencies/ lists them all.",
            id="unknown-agency",
        ),
        pytest.param(
            {"operation": "HIDDEN", "items": [CASH]},
            "/operation",
            "There is no operation HIDDEN. /api/v1/operations/ lists them all.",
            id="operation-that-one-may-not-see",
        ),
        pytest.param(
            {"source": "not-an-id", "items": [CASH]},
            "/source",
            "There is no source not-an-id. /api/v1/sources/ lists them all.",
            id="unknown-source",
        ),
        pytest.param(
            item(quantity="-1"), "/items/0/quantity", "A quantity cannot be negative.", id="negative-quantity"
        ),
        pytest.param(
            {"items": [CASH | {"amount": -0.01}]},
            "/items/0/amount",
            "An amount cannot be negative.",
            id="negative-amount",
        ),
        pytest.param({"date": "2199-01", "items": [CASH]}, "/date", "2199-01 is in the future.", id="future"),
        pytest.param(
            {"date": "2009-04-07/2008-10-01", "items": [CASH]},
            "/date",
            "The end is before the start.",
            id="end-before-start",
        ),
        pytest.param(
            {"date": "2009-02-30", "items": [CASH]},
            "/date",
            "“2009-02-30” is not a date. Write 2009-07-14, 2009-07, 2009-Q3, 2009 or 2008-10-01/2009-04-07;"
            " leave it empty if it is not known.",
            id="no-date",
        ),
        pytest.param(
            {"items": []}, "/items", "Say what was taken: add at least one item.", id="nothing-taken"
        ),
        pytest.param({}, "/items", "This field is required.", id="no-items"),
        pytest.param(item(unit=None), "/items/0/unit", "Choose the unit of the quantity.", id="no-unit"),
        pytest.param(
            item(unit="USD"),
            "/items/0/unit",
            "There is no unit USD. /api/v1/units/ lists them all.",
            id="currency-as-unit",
        ),
        pytest.param(
            {"items": [{"measure": "PEOPLE.ARRESTED", "quantity": "1", "unit": "C62"}]},
            "/items/0/measure",
            "PEOPLE.ARRESTED is not recorded here.",
            id="outcome-as-item",
        ),
        pytest.param(
            {"stage": "eaten", "items": [CASH]},
            "/stage",
            "“eaten” is not possible; possible are declared, detected, detained, seized.",
            id="unknown-stage",
        ),
        pytest.param(
            item(qualifier="roughly"),
            "/items/0/qualifier",
            "“roughly” is not possible; possible are exact, at_least, at_most, approximately, between.",
            id="unknown-qualifier",
        ),
        pytest.param(
            item(description="a\0b"), "/items/0/description", "Null characters are not allowed.", id="nul"
        ),
        pytest.param(
            {"credits": [{"agency": "US-ICE"}], "items": [CASH]},
            "/credits/0/agency",
            "The seizing agency has the seizure already; credit the others.",
            id="credit-of-the-seizing-agency",
        ),
        pytest.param(
            {"credits": [{"agency": "US-CBP"}, {"agency": "US-CBP"}], "items": [CASH]},
            "/credits/1/agency",
            "It is credited above already.",
            id="credited-twice",
        ),
        pytest.param(
            {"event_count": 3, "items": [CASH]},
            "/event_count",
            "Only an aggregate says of how many events, and of one event at least:"
            " choose that kind, or leave it empty.",
            id="events-of-one-event",
        ),
    ],
)
def test_bad_input_is_refused_in_its_place(api, body, pointer, sentence):
    OperationFactory(code="HIDDEN", marking="TLP:AMBER+STRICT")

    response = post(api, SEIZURES, body)

    assert response.status_code == 400
    assert findings(response) == {pointer: sentence}
    assert [model.objects.count() for model in (Seizure, SeizedItem, Credit)] == [0, 0, 0]


def test_all_that_is_wrong_is_said_at_once(api):
    body = {
        "colour": "red",
        "country": "ATL",
        "date": "then",
        "items": [COCAINE | {"unit": "STONE", "quantity": "x"}],
    }

    response = post(api, SEIZURES, body)

    assert set(findings(response)) == {"/colour", "/country", "/date", "/items/0/unit", "/items/0/quantity"}
    assert response.json()["detail"] == "5 things are wrong."


def test_a_field_that_there_is_not_is_refused_and_not_passed_over(api):
    [(pointer, sentence)] = findings(post(api, SEIZURES, {"items": [CASH | {"ammount": "7"}]})).items()

    assert pointer == "/items/0/ammount"
    assert sentence.startswith("There is no such field; possible are id, measure, qualifier, quantity")


def test_a_part_larger_than_its_whole_is_refused(api):
    whole = SeizureFactory(owner="US-ICE", verified=True)

    response = post(api, SEIZURES, {"part_of": str(whole.pk), **item(quantity="10.001")})

    assert response.status_code == 400
    assert findings(response) == {"/part_of": "The parts come to 10.001 kg, and the whole is only 10 kg."}
    assert Seizure.objects.count() == 1


def test_a_second_verification_is_refused(api):
    seizure = SeizureFactory(owner="US-ICE", submitted=True, reference="R-1")
    supervisor = signed_in(person("supervisor"))
    first = post(supervisor, f"{SEIZURES}{seizure.pk}/verify/", if_match="*")

    second = post(signed_in(person("supervisor")), f"{SEIZURES}{seizure.pk}/verify/", if_match="*")

    assert (first.status_code, second.status_code) == (200, 409)
    assert findings(second)[""].startswith("R-1 was verified by ")
    seizure.refresh_from_db()
    assert seizure.version == 2


def test_ones_own_record_is_not_verified():
    author = person("supervisor")
    seizure = SeizureFactory(owner="US-ICE", submitted=True, created_by=author)

    response = post(signed_in(author), f"{SEIZURES}{seizure.pk}/verify/", if_match="*")

    assert response.status_code == 403
    assert findings(response) == {"": "You wrote a part of this record: another person must review it."}
    seizure.refresh_from_db()
    assert seizure.state == State.SUBMITTED

"""Outcomes, as the API has them. What they share with seizures is tested there."""

import pytest

from operations.models import Outcome, State
from tests.calls import changed_at, findings, person, post, send, signed_in
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory

pytestmark = pytest.mark.django_db

OUTCOMES = "/api/v1/outcomes/"
ARRESTS = {"measure": "PEOPLE.ARRESTED", "quantity": 25, "unit": "C62"}


@pytest.fixture
def analyst():
    return signed_in(person())


def test_an_outcome_in_full():
    outcome = OutcomeFactory(
        verified=True, owner="US-ICE", agency="US-HSI", operation=OperationFactory(code="ATLAS"), country="COL",
        reference="AT-1", date="2009-Q3", measure="FORFEITURE.CRIMINAL", quantity=None, unit=None,
        amount="37000000.50", currency="USD", qualifier="approximately", description="Of two persons", note="Inside.",
    )  # fmt: skip

    assert key_client("records:read").get(f"{OUTCOMES}{outcome.pk}/").json() == {
        "id": str(outcome.pk),
        "url": f"{OUTCOMES}{outcome.pk}/",
        "reference": "AT-1",
        "revision": 1,
        "state": "verified",
        "state_reason": None,
        "late_reason": None,
        "counted": True,
        "agency": "US-HSI",
        "operation": "ATLAS",
        "country": "COL",
        "date": "2009-Q3",
        "date_from": "2009-07-01",
        "date_to": "2009-09-30",
        "date_precision": "quarter",
        "source": None,
        "sources": [],
        "part_of": None,
        "duplicate_of": None,
        "series": "",
        "reported_on": None,
        "marking": "TLP:GREEN",
        "note": None,
        "measure": "FORFEITURE.CRIMINAL",
        "qualifier": "approximately",
        "quantity": None,
        "quantity_high": None,
        "unit": None,
        "canonical_quantity": None,
        "canonical_quantity_high": None,
        "canonical_unit": None,
        "amount": "37000000.50",
        "amount_high": None,
        "currency": "USD",
        "value": "37000000.50",
        "value_high": None,
        "value_currency": "USD",
        "rate_date": None,
        "description": None,
        "persons": [],
        "credits": [],
        "recording_agency": "US-ICE",
        "acceptance": "accepted",
        "amends": None,
        "created_at": outcome.created_at.isoformat().replace("+00:00", "Z"),
        "last_edited_at": outcome.last_edited_at.isoformat().replace("+00:00", "Z"),
        "changed_at": changed_at(outcome),
        "submitted_at": outcome.submitted_at.isoformat().replace("+00:00", "Z"),
        "confirmed_at": None,
        "verified_at": outcome.verified_at.isoformat().replace("+00:00", "Z"),
        "version": 1,
    }


def test_from_entry_to_verified(analyst):
    entered = post(analyst, OUTCOMES, ARRESTS | {"agency": "US-ICE", "date": "2009", "country": "USA"})
    address = entered.headers["Location"]
    changed = send(analyst, "PATCH", address, {"quantity": 26}, if_match=entered.headers["ETag"])
    replaced = send(analyst, "PUT", address, ARRESTS | {"quantity": 27}, if_match=changed.headers["ETag"])
    post(analyst, f"{address}submit/")
    verified = post(signed_in(person("supervisor")), f"{address}verify/", if_match="*").json()

    assert (changed.json()["quantity"], changed.json()["country"]) == ("26", "USA")
    assert (replaced.json()["quantity"], replaced.json()["country"]) == ("27", None)
    assert (verified["state"], verified["counted"], verified["canonical_quantity"]) == (
        "verified",
        True,
        "27",
    )


def test_an_amendment_is_opened(analyst):
    original = OutcomeFactory(owner="US-ICE", verified=True)

    opened = post(analyst, f"{OUTCOMES}{original.pk}/amend/", {"reason": "Corrected."})

    assert (opened.status_code, opened.json()["amends"]) == (201, str(original.pk))
    assert Outcome.objects.get(pk=opened.json()["id"]).state == State.DRAFT


@pytest.mark.parametrize(
    ("body", "pointer", "sentence"),
    [
        pytest.param(
            {"measure": "PEOPLE.ABDUCTED"},
            "/measure",
            "There is no measure PEOPLE.ABDUCTED. /api/v1/measures/ lists them all.",
            id="unknown-measure",
        ),
        pytest.param(
            {"unit": "HEAD"},
            "/unit",
            "There is no unit HEAD. /api/v1/units/ lists them all.",
            id="unknown-unit",
        ),
        pytest.param(
            {"measure": "FORFEITURE", "quantity": None, "amount": "5", "currency": "XYZ"},
            "/currency",
            "There is no currency XYZ. /api/v1/units/?dimension=money lists them all.",
            id="unknown-currency",
        ),
        pytest.param(
            {"country": "ATL"},
            "/country",
            "There is no country ATL. /api/v1/countries/ lists them all.",
            id="unknown-country",
        ),
        pytest.param({"quantity": -1}, "/quantity", "A quantity cannot be negative.", id="negative"),
        pytest.param(
            {"quantity": "2.5"}, "/quantity", "Persons and pieces are whole numbers.", id="half-a-person"
        ),
        pytest.param({"date": "2199"}, "/date", "2199 is in the future.", id="future"),
        pytest.param(
            {"date": "2009-07/2009-06"}, "/date", "The end is before the start.", id="end-before-start"
        ),
        pytest.param(
            {"unit": "KGM"}, "/unit", "Arrested is not measured in kilogram.", id="kilograms-of-persons"
        ),
        pytest.param({"measure": "CASH"}, "/measure", "CASH is not recorded here.", id="goods"),
        pytest.param({"measure": None}, "/measure", "This field may not be null.", id="no-measure"),
    ],
)
def test_bad_input_is_refused_in_its_place(analyst, body, pointer, sentence):
    response = post(analyst, OUTCOMES, ARRESTS | body)

    assert response.status_code == 400
    assert findings(response) == {pointer: sentence}
    assert not Outcome.objects.exists()


def test_a_part_larger_than_its_whole_is_refused(analyst):
    whole = OutcomeFactory(owner="US-ICE", verified=True, quantity="18")

    response = post(analyst, OUTCOMES, ARRESTS | {"part_of": str(whole.pk), "quantity": 19})

    assert findings(response) == {"/part_of": "The parts come to 19, and the whole is only 18."}


def test_a_second_verification_and_ones_own_are_refused():
    author = person("supervisor")
    outcome = OutcomeFactory(owner="US-ICE", submitted=True, created_by=author)
    address = f"{OUTCOMES}{outcome.pk}/verify/"

    own = post(signed_in(author), address, if_match="*")
    first = post(signed_in(person("supervisor")), address, if_match="*")
    second = post(signed_in(person("supervisor")), address, if_match="*")

    assert [own.status_code, first.status_code, second.status_code] == [403, 200, 409]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("measure=PEOPLE", {"A", "B"}),
        ("measure=PEOPLE.CONVICTED", {"B"}),
        ("agency=US-HSI", {"A"}),
        ("operation=ATLAS", {"B"}),
        ("part_of=WHOLE", {"B"}),
        ("counted=true", {"A"}),
        ("from=2009-07&to=2009-07", {"A"}),
    ],
)
def test_the_list_is_narrowed(query, found):
    whole = OutcomeFactory(verified=True, reference="A", agency="US-HSI", date="2009-07")
    OutcomeFactory(
        verified=True, reference="B", measure="PEOPLE.CONVICTED", date="2009", part_of=whole,
        operation=OperationFactory(code="ATLAS"),
    )  # fmt: skip

    rows = (
        key_client("records:read")
        .get(f"{OUTCOMES}?{query.replace('WHOLE', str(whole.pk))}")
        .json()["results"]
    )

    assert {row["reference"] for row in rows} == found


def test_what_the_reader_may_not_see_is_not_there():
    client = key_client("records:read")
    hidden = [
        OutcomeFactory(verified=True, marking="TLP:AMBER+STRICT"),
        OutcomeFactory(verified=True, operation=OperationFactory(marking="TLP:RED")),
        OutcomeFactory(),
    ]

    assert client.get(OUTCOMES).json()["results"] == []
    assert {client.get(f"{OUTCOMES}{outcome.pk}/").status_code for outcome in hidden} == {404}


@pytest.mark.parametrize("length", [1, 6])
def test_the_list_costs_the_same_for_any_length(django_assert_num_queries, length):
    client = signed_in(person("partner", "US-FBI"))
    for _ in range(length):
        OutcomeFactory(verified=True, operation=OperationFactory(), agency="US-ICE", country="COL")

    # session, user, the page, amounts, codes, persons, sources, the operations that the reader may see
    with django_assert_num_queries(9):
        assert len(client.get(OUTCOMES).json()["results"]) == length

"""Claims, held against what is recorded."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.calls import changed_at, person, signed_in
from tests.factories.keys import key_client
from tests.factories.operations import ClaimFactory, OperationFactory, OutcomeFactory, SourceFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db

CLAIMS = "/api/v1/claims/"


@pytest.fixture
def api():
    return key_client("records:read", "figures:read")


def test_a_claim_in_full(api):
    operation, source = OperationFactory(code="ATLAS"), SourceFactory()
    SeizureFactory(
        verified=True, operation=operation, seizing_agency="US-ICE", item__measure="CASH.CURRENCY",
        item__amount="3500000", item__currency="USD",
    )  # fmt: skip
    claim = ClaimFactory(
        code="AT-1", operation=operation, source=source, measure="CASH", stage="seized", agency="US-ICE",
        value="3500000", unit="USD", qualifier="at_least", statement="More than 3.5 million.", date="2009-10",
    )  # fmt: skip

    found = api.get(f"{CLAIMS}{claim.pk}/").json()

    assert found == {
        "id": str(claim.pk),
        "code": "AT-1",
        "operation": "ATLAS",
        "source": str(source.pk),
        "measure": "CASH",
        "stage": "seized",
        "agency": "US-ICE",
        "value": "3500000",
        "value_high": None,
        "unit": "USD",
        "qualifier": "at_least",
        "statement": "More than 3.5 million.",
        "date": "2009-10",
        "date_from": "2009-10-01",
        "date_to": "2009-10-31",
        "date_precision": "month",
        "part_of": None,
        "recorded": {
            "value": "3500000",
            "low": "3500000",
            "high": "3500000",
            "unit": "USD",
            "qualifier": "exact",
            "records": 1,
            "evidence": "/api/v1/figures/evidence/?measure=CASH&stage=seized&operation=ATLAS&agency=US-ICE&unit=USD",
        },
        "standing": "agrees",
        "created_at": claim.created_at.isoformat().replace("+00:00", "Z"),
        "changed_at": changed_at(claim),
    }
    [fact] = api.get(found["recorded"]["evidence"]).json()["results"]
    assert fact["value"] == "3500000"


@pytest.mark.parametrize(
    ("claim", "recorded", "standing"),
    [
        ({"value": "10"}, ["10"], "agrees"),
        ({"value": "11"}, ["10"], "exceeds"),
        ({"value": "9"}, ["10"], "falls_short"),
        ({"value": "9", "qualifier": "at_least"}, ["10"], "agrees"),
        ({"value": "11", "qualifier": "at_least"}, ["10"], "exceeds"),
        ({"value": "11", "qualifier": "at_most"}, ["10"], "agrees"),
        ({"value": "10.4", "qualifier": "approximately"}, ["10"], "agrees"),
        ({"value": "12", "qualifier": "approximately"}, ["10"], "exceeds"),
        ({"value": None}, ["10"], "not_comparable"),
        ({"value": "10"}, [], "nothing_recorded"),
        ({"value": "10"}, ["4", "6"], "agrees"),
        ({"value": "10", "measure": "PEOPLE.CONVICTED"}, ["10"], "nothing_recorded"),
        ({"value": "12", "measure": "ACTIVITY.FUGITIVE_REDUCTION"}, ["12"], "not_comparable"),
        # Persons of different kinds are never added up to meet a claim on all of them.
        ({"value": "10", "measure": "PEOPLE"}, ["10"], "nothing_recorded"),
    ],
)
def test_how_a_claim_stands(api, claim, recorded, standing):
    operation = OperationFactory()
    ClaimFactory(operation=operation, **claim)
    for quantity in recorded:
        OutcomeFactory(verified=True, operation=operation, quantity=quantity)

    assert api.get(CLAIMS).json()["results"][0]["standing"] == standing


@pytest.mark.parametrize(("stage", "unit"), [("detected", "KGM"), ("seized", "LTR")])
def test_what_is_recorded_at_another_stage_or_in_another_unit_is_not_comparable(api, stage, unit):
    operation = OperationFactory()
    ClaimFactory(operation=operation, measure="NARC", stage=stage, unit=unit)
    SeizureFactory(verified=True, operation=operation)

    [claim] = api.get(CLAIMS).json()["results"]

    assert (claim["standing"], claim["recorded"]) == ("not_comparable", None)


def test_a_claim_is_held_against_what_the_reader_may_see(api):
    operation = OperationFactory(owner="US-ICE")
    ClaimFactory(operation=operation)
    OutcomeFactory(verified=True, operation=operation, owner="US-ICE", marking="TLP:AMBER+STRICT")

    inside = signed_in(person()).get(CLAIMS).json()["results"][0]
    outside = api.get(CLAIMS).json()["results"][0]

    assert (inside["standing"], outside["standing"]) == ("agrees", "nothing_recorded")


def test_claims_on_a_hidden_operation_are_not_there(api):
    claim = ClaimFactory(operation=OperationFactory(marking="TLP:RED"))

    assert api.get(CLAIMS).json()["results"] == []
    assert api.get(f"{CLAIMS}{claim.pk}/").status_code == 404


def test_a_claim_on_an_umbrella_is_held_against_its_phases_too(api):
    umbrella = OperationFactory()
    ClaimFactory(operation=umbrella)
    OutcomeFactory(verified=True, operation=OperationFactory(parent=umbrella))

    assert api.get(CLAIMS).json()["results"][0]["standing"] == "agrees"


@pytest.mark.parametrize(
    ("query", "found"),
    [("code=A", {"A"}), ("measure=PEOPLE", {"A"}), ("operation=ATLAS", {"B"}), ("agency=US-ICE", {"B"})],
)
def test_the_list_is_narrowed(api, query, found):
    ClaimFactory(code="A")
    ClaimFactory(
        code="B", operation=OperationFactory(code="ATLAS"), agency="US-ICE", measure="CASH", unit="USD"
    )

    assert {row["code"] for row in api.get(f"{CLAIMS}?{query}").json()["results"]} == found


def test_the_list_costs_the_same_for_any_length():
    client, costs = signed_in(person()), []
    for length in (1, 5):
        for _ in range(length):
            claimed()
        client.get(CLAIMS)  # which reads the names of measures, operations and so on, once for all
        with CaptureQueriesContext(connection) as queries:
            rows = client.get(CLAIMS).json()["results"]
        costs.append(len(queries))

        assert {row["standing"] for row in rows} == {"agrees"}

    # Among them: session, user, the page, the measures, the figures by operation and by agency, parts.
    assert costs[0] == costs[1] <= 20


def test_what_is_held_against_a_part_is_in_no_total(api):
    claimed()

    rows = api.get(CLAIMS).json()["results"]

    assert [row["recorded"]["evidence"] is None for row in rows if row["part_of"]] == [True]
    assert all(api.get(row["recorded"]["evidence"]).status_code == 200 for row in rows if not row["part_of"])


def claimed():
    operation, source = OperationFactory(), SourceFactory()
    whole = OutcomeFactory(verified=True, operation=operation, agency="US-ICE", source=source)
    OutcomeFactory(verified=True, operation=operation, source=source, part_of=whole, quantity="4")
    stated = ClaimFactory(operation=operation, source=source)
    ClaimFactory(operation=operation, source=source, agency="US-ICE")
    ClaimFactory(operation=operation, source=source, part_of=stated, value="4")

"""Targets beside what is recorded: a unit at a time, as exact as the records, as far as a reader may see them."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from figures.targets import target_progress
from operations.models import Target
from tests.calls import person
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory, TargetFactory
from tests.factories.seizures import CreditFactory, SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def operation():
    return OperationFactory(code="ATLAS", owner="US-ICE")


def arrests(operation, quantity="10", **more):
    return OutcomeFactory(operation=operation, verified=True, quantity=quantity, agency="US-ICE", **more)


def progress(reader=None):
    related = Target.objects.select_related("operation", "measure__unit", "agency", "unit").order_by("id")
    return target_progress(related, reader or person())


@pytest.mark.parametrize(
    ("records", "share", "qualifier", "reached"),
    [
        ([], "0", "exact", False),
        ([{}], "10", "exact", False),
        ([{"quantity": "33"}, {"quantity": "0"}], "33", "exact", False),
        ([{"quantity": "90", "qualifier": "at_least"}, {}], "100", "at_least", True),
        ([{"quantity": "200", "qualifier": "at_most"}], "200", "at_most", False),
        ([{"quantity": "200", "qualifier": "approximately"}], "200", "approximately", False),
        ([{"quantity": None}], None, "at_least", False),
    ],
)
def test_the_share_is_as_exact_as_the_records(operation, records, share, qualifier, reached):
    TargetFactory(operation=operation)
    for each in records:
        arrests(operation, **each)
    OutcomeFactory(operation=operation, submitted=True)

    [found] = progress()

    assert (found.share, found.qualifier, found.is_reached) == (share and Decimal(share), qualifier, reached)


def test_a_target_is_of_its_period_and_agency(operation):
    ParticipationFactory(operation=operation, agency="US-DEA")
    for more in ({}, {"date": "2009-Q3"}, {"date": "2009-Q4"}, {"agency": "US-ICE"}, {"agency": "US-DEA"}):
        TargetFactory(operation=operation, **more)
    arrests(operation, date="2009-07")
    arrests(operation, date="2010")

    assert [found.share for found in progress()] == [20, 10, 0, 20, 0]


def test_units_never_mix(operation):
    for unit in ("KGM", "U2", "LBR"):
        TargetFactory(operation=operation, measure="NARC", unit=unit, stage="seized", value="100")
    SeizureFactory(operation=operation, verified=True, item__quantity="50")

    kilograms, tablets, pounds = progress()

    assert kilograms.share == 50
    assert (tablets.share, tablets.actual, [other.unit for other in tablets.others]) == (None, None, ["KGM"])
    assert (pounds.share, pounds.unit) == (Decimal("110.2"), "KGM")


def test_money_in_another_currency_is_never_taken_for_all(operation):
    TargetFactory(operation=operation, measure="CASH", unit="EUR", stage="seized", value="100")
    SeizureFactory(operation=operation, verified=True, item__cash="50", item__currency="EUR")
    [alone] = progress()
    SeizureFactory(operation=operation, verified=True, item__cash="50")

    [both] = progress()

    assert [(each.share, each.qualifier) for each in (alone, both)] == [(50, "exact"), (50, "at_least")]


def test_records_that_are_hidden_count_for_nobody_who_may_not_see_them(operation):
    TargetFactory(operation=operation)
    arrests(operation, owner="US-ICE", marking="TLP:AMBER+STRICT")

    assert [found.share for found in progress()] == [10]
    assert [found.share for found in progress(person("analyst", "US-FBI"))] == [0]


def test_phases_count_for_the_target_of_their_umbrella_once(operation):
    TargetFactory(operation=operation)
    phase = OperationFactory(parent=operation, owner="US-ICE")
    arrests(phase)
    seizure = SeizureFactory(operation=phase, owner="US-ICE", verified=True)
    CreditFactory(seizure=seizure, agency=None, operation=operation)

    assert [found.share for found in progress()] == [10]


def test_the_number_of_queries_does_not_grow_with_the_targets(operation):
    numbers = []
    for code in ("PEOPLE.ARRESTED", "NARC", "CASH", "PEOPLE.CONVICTED"):
        stage = "" if "PEOPLE" in code else "seized"
        TargetFactory(operation=operation, measure=code, stage=stage, unit=None, value=None)
        progress()
        with CaptureQueriesContext(connection) as queries:
            progress()
        numbers.append(len(queries))

    assert len(set(numbers)) == 1, numbers


def test_the_api_gives_progress_and_the_evidence_for_it(operation):
    TargetFactory(operation=operation)
    record = arrests(operation)
    client = key_client("records:read", "figures:read", agency="US-ICE")

    [row] = client.get("/api/v1/targets/?operation=ATLAS").json()["results"]

    assert row["progress"] | {"evidence": ""} == {
        "expected": "100", "actual": "10", "unit": "IE", "qualifier": "exact", "records": 1, "share": "10",
        "reached": False, "other_units": [], "evidence": "",
    }  # fmt: skip
    evidence = client.get(row["progress"]["evidence"]).json()["results"]
    assert [line["id"].split("/")[1] for line in evidence] == [str(record.pk)]


def test_the_api_removes_a_target_for_those_who_steer(operation):
    address, answers = f"/api/v1/targets/{TargetFactory(operation=operation).pk}/", []
    for agency in ("US-FBI", "US-ICE"):
        client = key_client("records:read", "records:write", agency=agency)
        answers.append(client.delete(address, headers={"If-Match": client.get(address)["ETag"]}))

    assert [answer.status_code for answer in answers] == [403, 204]
    assert not Target.objects.exists()

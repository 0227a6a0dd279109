"""Cumulative reports of a series: the newest counts, and the series can be asked for by its own dates."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from threading import Barrier

import pytest
from django.db import connection, transaction

from figures.answer.query import answer
from figures.changes.ends import changes
from figures.changes.span import Span
from figures.evidence.facts import evidence
from figures.ledger.drift import drift
from figures.ledger.folding import fold_all
from figures.question.question import Question
from seizures.models import Seizure
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import SeizureFactory
from tests.figures.scene import run

pytestmark = pytest.mark.django_db

DAYS = {"2019-05-01": 100, "2019-05-02": 130, "2019-05-20": 120}


@pytest.fixture
def owner():
    return AgencyFactory()


def report(owner, day, kilograms, **fields):
    fields = {"verified": True, "series": "DAILY", **fields}
    return SeizureFactory(owner=owner, reported_on=day, item__quantity=str(kilograms), **fields)


def total(**asked):
    assert not drift()
    return [figure.value for figure in answer(Question(**asked), UserFactory()).figures]


@pytest.mark.parametrize("order", [*permutations(DAYS)])
def test_the_newest_counts_in_whatever_order_they_are_loaded(owner, order):
    for day in order:
        report(owner, day, DAYS[day])

    assert total() == [120]
    assert total(reported_as_of=dt.date(2019, 4, 30)) == []
    assert total(reported_as_of=dt.date(2019, 5, 1)) == [100]
    assert total(reported_as_of=dt.date(2019, 5, 19)) == [130]
    assert total(reported_as_of=dt.date(2019, 5, 20)) == [120]
    fold_all()
    assert total() == [120]


def test_what_is_not_verified_takes_no_place(owner):
    report(owner, "2019-05-01", 100)
    later = report(owner, "2019-05-02", 130, verified=False)
    assert total() == [100]

    run(
        "UPDATE seizures_seizure SET state = 'verified', verified_at = now(), verified_by_id ="
        " (SELECT max(id) FROM agencies_user WHERE role = 'supervisor') WHERE id = %s",
        later.pk,
    )
    assert total() == [130]

    run("UPDATE seizures_seizure SET state = 'withdrawn', state_reason = 'Wrong.' WHERE id = %s", later.pk)
    assert total() == [100]


@pytest.mark.parametrize("apart", ["series", "owner", "operation", "none"])
def test_other_series_and_records_of_none_count_beside_it(owner, apart):
    report(owner, "2019-05-01", 100)

    match apart:
        case "series":
            report(owner, "2019-05-02", 1, series="OTHER")
        case "owner":
            report(AgencyFactory(), "2019-05-02", 1)
        case "operation":
            report(owner, "2019-05-02", 1, operation=OperationFactory())
        case _:
            report(owner, None, 1, series="")

    assert total() == [101]


def test_outcomes_have_series_of_their_own(owner):
    for day, many in DAYS.items():
        OutcomeFactory(owner=owner, verified=True, series="DAILY", reported_on=day, quantity=str(many))
    report(owner, "2019-05-01", 7)

    assert total(stage=("outcome",)) == [120]
    assert total(stage=("outcome",), reported_as_of=dt.date(2019, 5, 2)) == [130]
    assert total(stage=("seized",)) == [7]


def test_the_number_of_seizures_of_a_series_is_that_of_the_newest(owner):
    report(owner, "2019-05-01", 100, kind="aggregate", event_count=10)
    report(owner, "2019-05-02", 130, kind="aggregate", event_count=12)

    assert total(measure=("SEIZURES",)) == [12]


@pytest.mark.django_db(transaction=True)
def test_the_earlier_stand_behind_it_with_their_reason_and_a_downward_correction_shows(owner):
    report(owner, "2019-05-02", 130)
    since = run("SELECT clock_timestamp()")[0][0]
    report(owner, "2019-05-20", 120)
    reader = UserFactory()

    answered = answer(Question(), reader)
    [moved] = changes(Question(), reader, Span(since)).moved

    assert answered.left_out["earlier"] == 1
    assert [fact.reason for fact in evidence(Question(), reader).left_out] == ["earlier"]
    assert [
        fact.figure for fact in evidence(Question(reported_as_of=dt.date(2019, 5, 3)), reader).included
    ] == [130]
    assert (moved.before.value, moved.after.value, moved.difference.value) == (130, 120, -10)


def test_a_report_that_moves_to_another_series_gives_its_place_back(owner):
    report(owner, "2019-05-01", 100)
    report(owner, "2019-05-02", 130)

    run("UPDATE seizures_seizure SET series = 'OTHER' WHERE reported_on = '2019-05-02'")
    assert total() == [230]
    run("UPDATE seizures_seizure SET reported_on = '2019-04-01', series = 'DAILY' WHERE series = 'OTHER'")
    assert total() == [100]
    run("UPDATE seizures_seizure SET series = '', reported_on = NULL")
    assert total() == [230]


def test_the_api_is_asked_by_the_dates_of_the_reports(owner):
    report(owner, "2019-05-01", 100)
    report(owner, "2019-05-02", 130)
    client = key_client("figures:read", "records:read")

    found = client.get("/api/v1/figures/?reported_as_of=2019-05-01").json()
    newest = client.get("/api/v1/figures/").json()
    behind = client.get("/api/v1/figures/evidence/").json()["results"]

    assert found["query"]["reported_as_of"] == "2019-05-01"
    assert [figure["value"] for figure in found["figures"]] == ["100"]
    assert "reported_as_of=2019-05-01" in found["figures"][0]["evidence"]
    assert client.get(found["figures"][0]["evidence"]).json()["sums"][0]["value"] == "100"
    assert (newest["figures"][0]["value"], newest["left_out"]["earlier"]) == ("130", 1)
    assert [line["reason"] for line in behind] == [None, "earlier"]
    assert client.get("/api/v1/figures/?reported_as_of=2019-05").status_code == 400
    assert len(client.get("/api/v1/seizures/?series=DAILY").json()["results"]) == 2


@pytest.mark.django_db(transaction=True)
def test_two_that_change_a_report_each_wait_for_each_other_and_one_counts(owner):
    pks = [report(owner, day, many).pk for day, many in DAYS.items()]
    begun = Barrier(2, timeout=30)

    def move(pk, day):
        try:
            with transaction.atomic():
                begun.wait()
                Seizure.objects.filter(pk=pk).update(reported_on=day)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for number in range(1, 9):
            days = [dt.date(2020, 1, number), dt.date(2020, 1, 9 - number)]
            [*pool.map(move, pks[:2], days)]
            assert not drift()

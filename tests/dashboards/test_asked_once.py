"""The pages with many figures ask each question once, all in one snapshot, so that no two of them contradict."""

from collections import Counter
from threading import Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from analysis.services import save_question
from figures.answer import query
from tests.factories.agencies import AgencyFactory
from tests.factories.operations import ClaimFactory, OperationFactory, OutcomeFactory
from tests.factories.seizures import CreditFactory, SeizureFactory

pytestmark = pytest.mark.django_db(transaction=True)

REPEATABLE_READ = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"


@pytest.fixture
def umbrella(reader):
    """An operation with everything that its page asks figures for: phases, credits, and claims of two kinds."""
    umbrella = OperationFactory()
    phase = OperationFactory(parent=umbrella)
    seizure = SeizureFactory(verified=True, operation=phase)
    CreditFactory(seizure=seizure, agency=AgencyFactory())
    OutcomeFactory(verified=True, operation=umbrella, quantity="18")
    ClaimFactory(operation=umbrella, value="18")
    ClaimFactory(operation=umbrella, value="18", agency=reader.agency)
    return umbrella


class Asked:
    """The questions of which `result_of` makes statements, and what happens once it was called so many times."""

    def __init__(self, monkeypatch):
        self.result_of, self.questions, self.events = query.result_of, [], {}
        monkeypatch.setattr(query, "result_of", self)

    def __call__(self, question, reader, *, shares):
        if event := self.events.pop(len(self.questions), None):
            thread = Thread(target=event)
            thread.start()
            thread.join()
        self.questions.append((question, shares))
        return self.result_of(question, reader, shares=shares)


@pytest.fixture
def asked(monkeypatch):
    return Asked(monkeypatch)


def snapshots(queries):
    return sum(query["sql"].startswith(REPEATABLE_READ) for query in queries)


@pytest.mark.parametrize(
    ("name", "questions"),
    [
        # The total, by measure, by year, and both kinds of claims.
        ("operation", 5),
        # The total, by measure, and both kinds of claims.
        ("operation-results", 4),
        # The total, by measure and by agency, of the operation and of its phases.
        ("operation-participants", 6),
    ],
)
def test_a_tab_of_an_operation_asks_each_question_once_in_one_snapshot(
    client, umbrella, asked, name, questions
):
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse(name, args=[umbrella.code]))

    repeated = {question: times for question, times in Counter(asked.questions).items() if times > 1}
    assert len({question for question, _shares in asked.questions}) == questions
    assert (repeated, snapshots(queries)) == ({}, 1)


def test_the_overview_asks_each_question_once_in_one_snapshot(client, umbrella, asked):
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("overview"))

    assert (max(Counter(asked.questions).values()), snapshots(queries)) == (1, 1)


def test_each_pinned_question_costs_the_overview_one_question(client, reader, umbrella, asked):
    client.get(reverse("overview"))
    without = len(asked.questions)
    for year in ("2019", "2020"):
        save_question(
            year, {"by": "agency", "from": f"{year}-01", "to": f"{year}-12"}, by=reader, pinned=True
        )

    client.get(reverse("overview"))

    assert len(asked.questions) - without == without + 2


@pytest.mark.parametrize("moment", range(1, 5))
def test_tile_and_chart_agree_while_somebody_verifies(client, umbrella, asked, moment):
    def verify_another():
        SeizureFactory(verified=True, operation=umbrella.phases.get(), date="2020-03")
        connection.close()

    asked.events[moment] = verify_another

    context = client.get(reverse("operation", args=[umbrella.code])).context

    (tile,) = [tile for tile in context["tiles"] if tile.stage == "seized"]
    assert asked.events == {}, "somebody verified"
    assert (tile.records, tile.value) == ("1 record", 10)
    assert context["trend"] is None or sum(context["trend"].spec["series"][0]["values"]) == 10


@pytest.mark.parametrize("moment", range(1, 8))
def test_the_bridges_of_agencies_and_phases_agree_while_somebody_verifies(client, umbrella, asked, moment):
    def verify_another():
        SeizureFactory(verified=True, operation=umbrella.phases.get())
        connection.close()

    asked.events[moment] = verify_another

    context = client.get(reverse("operation-participants", args=[umbrella.code])).context

    (credit,) = [credit for credit in context["by_agency"] if credit.label == "Cocaine seized"]
    (phase,) = [credit for credit in context["by_phase"] if credit.label == "Cocaine seized"]
    assert asked.events == {}, "somebody verified"
    assert (credit.total.value, phase.total.value) == (10, 10)

"""Every dimension is asked in all the ways there are: grouped, filtered, as CSV, opened, and through its changes."""

import csv
import io

import pytest
from django.db import connection

from agencies.models import Place
from figures.ledger.folding import fold_all
from tests.calls import findings
from tests.factories.keys import key_client
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import SeizureFactory
from tests.figures.api.test_changes import now, written
from tests.figures.scene import run
from tests.figures.world import CODES, OWN, PLACES

FIGURES = "/api/v1/figures/"

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("dimension", OWN, ids=lambda dimension: dimension.name),
]


@pytest.fixture
def api():
    return key_client("figures:read")


def state(record, dimension, code):
    ids = {code: pk for pk, code in dimension.codes().items()}
    run(f"UPDATE seizures_seizure SET {dimension.column} = %s WHERE id = %s", ids[code], record.pk)  # noqa: S608


@pytest.fixture(autouse=True)
def places():
    for pk in PLACES:
        Place.objects.create(pk=pk, name=pk, kind="city")


def records(dimension):
    """Two that state one code, one that states another, and an outcome, which may state none."""
    one, other = CODES[dimension.name]
    made = [SeizureFactory(verified=True, item__quantity=quantity) for quantity in ("1", "2", "4")]
    for record, code in zip(made, (one, one, other), strict=True):
        state(record, dimension, code)
    OutcomeFactory(verified=True)
    return made


def values(figures, dimension):
    return {
        figure[dimension.name]: figure["value"] for figure in figures if figure["measure"] == "NARC.COCAINE"
    }


def test_it_is_grouped_by_and_each_figure_opens(api, dimension):
    records(dimension)
    one, other = CODES[dimension.name]

    for _ in ("pending", "folded"):
        figures = api.get(f"{FIGURES}?by=measure,{dimension.name}").json()["figures"]
        assert values(figures, dimension) == {one: "3", other: "4"}
        fold_all()
    assert [figure[dimension.name] for figure in figures if figure["stage"] == "outcome"] == [None]
    for figure in figures:
        opened = api.get(figure["evidence"]).json()
        assert [sum_["value"] for sum_ in opened["sums"]] == [figure["value"]]
        assert {line[dimension.name] for line in opened["results"]} == {figure[dimension.name]}


def test_it_is_filtered_by_and_what_states_none_is_asked_for_by_that_name(api, dimension):
    records(dimension)
    one, other = CODES[dimension.name]

    for asked, value in ((one, "3"), (other, "4"), (f"{one},{other}", "7"), (f"{one},none", "3")):
        found = api.get(f"{FIGURES}?measure=NARC&{dimension.name}={asked}").json()
        assert [figure["value"] for figure in found["figures"]] == [value]
        assert found["query"][dimension.name] == asked.split(",")
    unsaid = api.get(f"{FIGURES}?{dimension.name}=none").json()["figures"]
    assert [figure["stage"] for figure in unsaid] == ["outcome"]


def test_a_code_that_there_is_not_is_refused_with_those_there_are(api, dimension):
    response = api.get(f"{FIGURES}?{dimension.name}=nonesuch")

    sentence = findings(response)[f"/{dimension.name}"]
    assert "nonesuch" in sentence
    possible = dimension.listed_at or ", ".join(sorted(filter(None, dimension.codes().values())))
    assert possible in sentence


def test_it_is_a_column_of_the_csv(api, dimension):
    records(dimension)

    text = api.get(f"{FIGURES}?by={dimension.name}&measure=NARC", HTTP_ACCEPT="text/csv").content.decode()

    assert {row[dimension.name]: row["value"] for row in csv.DictReader(io.StringIO(text))} == dict(
        zip(CODES[dimension.name], ("3", "4"), strict=True)
    )


def test_its_changes_are_followed_and_the_past_is_as_it_was(api, dimension):
    one, other = CODES[dimension.name]
    moved, *_rest = records(dimension)
    since = now()

    state(moved, dimension, other)

    asked = f"by={dimension.name}&measure=NARC"
    found = api.get(f"{FIGURES}changes/?since={written(since)}&{asked}").json()
    ends = {
        each[dimension.name]: (each["before"]["value"], each["after"]["value"]) for each in found["figures"]
    }
    assert ends == {one: ("3", "2"), other: ("4", "5")}
    [change] = found["results"]
    assert {posting[dimension.name]: posting["value"] for posting in change["postings"]} == {
        one: "-1",
        other: "1",
    }
    past = api.get(f"{FIGURES}?{asked}&as_of={written(since)}").json()["figures"]
    assert {figure[dimension.name]: figure["value"] for figure in past} == {one: "3", other: "4"}
    connection.close()

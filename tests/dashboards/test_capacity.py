"""Capacity: courses, training, exercises and equipment, by country and by agency, each figure with its records."""

import re
from contextlib import closing
from html import unescape

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from dashboards.views.capacity import CAPACITY
from measures.models import Measure
from tests.calls import sign_in
from tests.factories.operations import OutcomeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    return sign_in(client, "analyst", agency="US-ICE")


@pytest.fixture
def held(reader):
    """Courses, also where is not stated, training and equipment, and an arrest, which is no capacity."""
    for measure, quantity, country, agency in (
        ("ACTIVITY.COURSES", "3", "COL", "US-ICE"),
        ("ACTIVITY.COURSES", "5", None, "US-DEA"),
        ("ACTIVITY.OFFICERS_TRAINED", "41", "COL", "US-ICE"),
        ("ACTIVITY.EQUIPMENT", "17", "PER", "US-DEA"),
        ("PEOPLE.ARRESTED", "99", "COL", "US-ICE"),
    ):
        OutcomeFactory(verified=True, measure=measure, quantity=quantity, country=country, agency=agency)


def texts(response):
    return re.sub(r"\s+", " ", unescape(strip_tags(response.content.decode())))


def rows(response):
    """The texts of the table by measure and name."""
    context = response.context
    return {
        (part["label"], row.names[-1].text): (row.amount.value, row.url)
        for part in context["parts"]
        for row in part["rows"]
    }


def test_each_measure_is_by_country_and_what_states_none_is_there_too(client, held):
    found = rows(client.get(reverse("capacity")))

    assert {key: value for key, (value, _url) in found.items()} == {
        ("Courses held", "Colombia"): 3,
        ("Courses held", "not stated"): 5,
        ("Officers trained", "Colombia"): 41,
        ("Equipment handed over", "Peru"): 17,
    }


def test_the_same_is_by_agency(client, held):
    response = client.get(reverse("capacity"), {"by": "agency", "measure": "ACTIVITY.COURSES"})

    assert sorted(value for value, _url in rows(response).values()) == [3, 5]
    assert "99" not in texts(response)


def test_a_figure_opens_its_records_and_the_file_has_the_same(client, held):
    response = client.get(reverse("capacity"), {"country": "COL"})
    value, url = rows(response)["Officers trained", "Colombia"]

    evidence = client.get(url)
    assert [row.amount.value for row in evidence.context["counted"]["rows"]] == [value]

    with closing(client.get(response.context["csv_url"])) as file:
        lines = b"".join(file).decode()
    assert "ACTIVITY.OFFICERS_TRAINED" in lines
    assert "PEOPLE.ARRESTED" not in lines


def test_every_other_measure_and_parameter_is_refused_in_words(client, held):
    for query in ({"measure": "PEOPLE.ARRESTED"}, {"colour": "red"}):
        response = client.get(reverse("capacity"), query)

        assert response.status_code == 400
        assert "Explore has every measure" in texts(response) or "There is no parameter colour" in texts(
            response
        )


def test_further_conditions_of_figures_are_taken(client, held):
    assert rows(client.get(reverse("capacity"), {"stage": "seized"})) == {}


def test_what_cannot_be_understood_is_answered_in_words(client, reader):
    response = client.get(reverse("capacity"), {"period": "someday"})

    assert response.status_code == 400
    assert "Write 2009" in texts(response)


def test_every_measure_of_the_page_is_there():
    assert Measure.objects.filter(code__in=CAPACITY, kind="outcome").count() == len(CAPACITY)

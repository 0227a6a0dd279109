"""The form of Explore sends the whole of a question again, whatever put it into the address."""

import datetime
import time

import pytest
from django.urls import reverse
from django.utils import timezone

from figures.question.dimensions import NAMES
from figures.question.question import NONE, PARAMETERS
from tests.factories.seizures import SeizureFactory
from tests.page import parsed, value_of

pytestmark = pytest.mark.django_db


def sent_by(response):
    """The fields of the form as a browser sends them, by name."""
    sent = {}
    for control in parsed(response).css("form.explore-form input[name], form.explore-form select[name]"):
        sent.setdefault(control.attributes["name"], []).append(value_of(control))
    return sent


def test_every_part_of_a_question_survives_its_form(client, reader):
    parts = {
        "by": "country,year", "measure": "NARC,CASH", "stage": "seized,detected", **dict.fromkeys(NAMES, NONE),
        "from": "2020-10-01", "to": "2021-09-30", "calendar": "us", "currency": "reported",
        "status": "unverified", "alone": "true", "unfixed": "year", "unit": "KGM",
        "reported_as_of": "2021-06-30", "top": "7",
    }  # fmt: skip
    assert parts.keys() == {*PARAMETERS} - {"release", "as_of"}, "every parameter is asked for"

    for name, text in parts.items():
        response = client.get(reverse("explore"), {name: text}, follow=True)
        again = client.get(reverse("explore"), sent_by(response), follow=True)

        assert again.context["asked"] == response.context["asked"] == {name: text}


def test_a_question_of_an_instant_survives_its_form(client, reader):
    SeizureFactory(verified=True)
    instant = timezone.now().replace(microsecond=0) + datetime.timedelta(seconds=1)
    time.sleep((instant - timezone.now()).total_seconds())

    response = client.get(reverse("explore"), {"as_of": f"{instant:%Y-%m-%dT%H:%M:%SZ}"}, follow=True)
    again = client.get(reverse("explore"), sent_by(response), follow=True)

    assert again.context["asked"] == response.context["asked"] == {"as_of": f"{instant:%Y-%m-%dT%H:%M:%SZ}"}


def test_the_number_of_seizures_is_asked_for_by_its_name(client, reader):
    SeizureFactory(verified=True)

    response = client.get(reverse("explore"), {"measure": "number of seizures"}, follow=True)

    assert [(row.label, row.amount.value) for row in response.context["rows"]] == [("Number of seizures", 1)]

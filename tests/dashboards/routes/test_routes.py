"""Routes and methods: flows that open to their records, methods by year, and what was first seen."""

import json
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Country, Place
from tests.calls import sign_in
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db


def seized(quantity, origin=None, transit=None, destination=None, **more):
    countries = {"origin": origin, "transit": transit, "destination": destination}
    route = {name: Country.objects.get(code=code) for name, code in countries.items() if code}
    return SeizureFactory(verified=True, item__quantity=quantity, **route, **more)


@pytest.fixture
def reader(client):
    return sign_in(client, "analyst", agency="US-ICE")


def page(client, **query):
    response = client.get(reverse("routes"), query)
    return response, response.content.decode()


def bands(html):
    spec = json.loads(re.search(r'<script id="flows" type="application/json">(.*?)</script>', html)[1])
    labels = {node["name"]: node["label"] for node in spec["nodes"]}
    return {(labels[each["source"]], labels[each["target"]]): each for each in spec["links"]}


def test_bands_go_from_each_stop_to_the_next_and_add_up_whatever_is_beyond(client, reader):
    seized("1", "COL", "PAN", "USA")
    seized("2", "COL", "PAN", "CAN")
    seized("4", "PER", "PAN", "USA")
    seized("8", "COL", None, "USA")
    seized("16", "COL")

    _response, html = page(client, measure="NARC.COCAINE")

    assert {band: each["value"] for band, each in bands(html).items()} == {
        ("Colombia", "Panama"): 3,
        ("Peru", "Panama"): 4,
        ("Panama", "United States"): 5,
        ("Panama", "Canada"): 2,
        ("Colombia", "United States"): 8,
    }


def test_every_band_opens_to_exactly_its_records(client, reader):
    seized("1", "COL", "PAN", "USA")
    seized("2", "COL", "PAN", "CAN")
    seized("8", "COL", None, "USA")

    _response, html = page(client)

    for band, value in {("Colombia", "Panama"): "3", ("Colombia", "United States"): "8"}.items():
        address = bands(html)[band]["url"].replace(reverse("evidence"), "/api/v1/figures/evidence/")
        sums = client.get(unescape(address)).json()["sums"]
        assert [each["value"] for each in sums] == [value]


def test_a_record_that_the_reader_may_not_see_is_in_no_band(client, reader):
    seized("1", "COL", None, "USA", marking="TLP:AMBER+STRICT", owner="US-CBP", seizing_agency="US-CBP")

    _response, html = page(client)

    assert 'id="flows"' not in html


@pytest.mark.parametrize(
    ("show", "stated", "word"), [("conveyance", "yacht", "yacht"), ("concealment", "none", "not hidden")]
)
def test_methods_are_shown_by_year(client, reader, show, stated, word):
    seized("3", **{show: stated}, date="2009-07-14")

    _response, html = page(client, show=show)

    assert word in html
    assert "2009" in html


def test_what_was_first_seen_in_the_period_is_listed_with_the_record_that_shows_it(client, reader):
    seized("1", "COL", None, "USA", date="2008-05-01")
    seized("1", "COL", None, "USA", date="2009-07-01")
    first = seized("1", "PER", None, "USA", date="2009-07-02", conveyance="yacht", reference="PERU-1")
    seized("1", "PER", None, "USA", date="2009-07-03", conveyance="yacht")
    Place.objects.create(name="Here", kind="city")

    _response, html = page(client, show="first", period="2009")

    assert "Peru → United States" in html
    assert "Colombia → United States" not in html
    assert first.get_absolute_url() in html
    assert "yacht" in html


def test_nothing_hidden_makes_another_first(client, reader):
    seized("1", "PER", None, "USA", date="2008-01-01", marking="TLP:AMBER+STRICT", owner="US-CBP",
           seizing_agency="US-CBP")  # fmt: skip
    seized("1", "PER", None, "USA", date="2009-07-02")

    _response, html = page(client, show="first", period="2009")

    assert "Peru → United States" in html


def test_first_seen_asks_as_often_for_many_as_for_one(client, reader):
    seized("1", "COL", None, "USA", date="2009-07-01", conveyance="yacht")
    page(client, show="first", period="2009")
    with CaptureQueriesContext(connection) as few:
        page(client, show="first", period="2009")
    for code in ("PER", "BRA", "ECU"):
        seized("1", code, None, "USA", date="2009-07-02", conveyance="truck")
    page(client, show="first", period="2009")

    with CaptureQueriesContext(connection) as many:
        _response, html = page(client, show="first", period="2009")

    assert "Ecuador → United States" in html
    assert len(many) == len(few)


def test_what_cannot_be_asked_is_said_in_a_sentence(client, reader):
    response, html = page(client, measure="NONSENSE")

    assert response.status_code == 400
    assert "NONSENSE" in html


@pytest.mark.parametrize(
    "beyond",
    ["operation", "agency", "conveyance", "origin", "region", "threat", "status", "alone", "unfixed"],
)
def test_what_first_seen_does_not_go_by_is_refused_and_not_passed_over(client, reader, beyond):
    seized("1", "COL", reference="SEEN", conveyance="car")
    stated = {"status": "unverified", "alone": "true", "unfixed": "year", "agency": "US-ICE"}
    query = {"show": "first", "country": "none", beyond: stated.get(beyond, "none")}

    refused, html = page(client, **query)
    _found, without = page(client, show="first", country="none")

    assert (refused.status_code, "Leave this out" in html, "SEEN" in html) == (400, True, False)
    assert "SEEN" in without
    # The way there leaves it out.
    assert (
        f"{beyond}="
        not in re.search(r'href="([^"]*show=first[^"]*)"', page(client, **query | {"show": "routes"})[1])[1]
    )

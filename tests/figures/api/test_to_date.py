"""A period that is not over is labelled as one to date."""

import datetime as dt

import pytest
from django.utils import timezone

from figures.question.periods import period_of, so_far
from tests.calls import person, signed_in
from tests.factories.keys import key_client
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db

FIGURES = "/api/v1/figures/"
DAY = dt.date(2026, 11, 28)


@pytest.mark.parametrize(
    ("cell", "calendar", "label"),
    [
        ({"year": "2026"}, "calendar", "2026 to date (2026-01-01 to 2026-12-31)"),
        ({"year": "2027"}, "us", "FY2027 to date (2026-10-01 to 2027-09-30)"),
        ({"quarter": "2026-Q4"}, "calendar", "2026-Q4 to date (2026-10-01 to 2026-12-31)"),
        ({"month": "2026-11"}, "calendar", "2026-11 to date"),
        ({"month": "2026-10"}, "calendar", "2026-10"),
        ({"year": "2025"}, "calendar", "2025 (2025-01-01 to 2025-12-31)"),
        ({"year": "2026"}, "us", "FY2026 (2025-10-01 to 2026-09-30)"),
    ],
)
def test_labels(cell, calendar, label):
    assert so_far(period_of(cell, calendar), DAY).label == label


def test_on_its_last_day_a_period_is_over():
    assert so_far(period_of({"month": "2026-11"}, "calendar"), dt.date(2026, 11, 30)).label == "2026-11"


def test_the_api_and_its_table_say_so():
    today = timezone.now().date()
    SeizureFactory(verified=True, date=today.isoformat())
    SeizureFactory(verified=True, date="2009-07-14")
    api = key_client("figures:read")

    labels = [each["period"]["label"] for each in api.get(f"{FIGURES}?by=year").json()["figures"]]
    table = api.get(f"{FIGURES}?by=year", headers={"accept": "text/csv"}).content.decode()

    over = (today.month, today.day) == (12, 31)
    assert [label.split(" (")[0] for label in labels] == [
        "2009",
        str(today.year) + ("" if over else " to date"),
    ]
    assert over or f"{today.year} to date" in table


def test_of_an_instant_in_the_past_the_period_was_not_over():
    SeizureFactory(verified=True, date="2009-07-14")
    api = key_client("figures:read")

    [now] = api.get(f"{FIGURES}?by=year").json()["figures"]

    assert now["period"]["label"] == "2009 (2009-01-01 to 2009-12-31)"


def test_the_year_of_the_overview_is_one_to_date():
    today = timezone.now().date()
    SeizureFactory(verified=True, item__cash="100", date=today.isoformat())

    page = signed_in(person()).get("/").content.decode()

    assert f"{today.year} to date" in page or (today.month, today.day) == (12, 31)


def test_evidence_of_a_period_that_is_not_over_says_so():
    year = timezone.now().date().year
    SeizureFactory(verified=True, date=timezone.now().date().isoformat())
    client = signed_in(person())

    page = client.get(f"/evidence/?measure=NARC&stage=seized&from={year}-01&to={year}-12").content.decode()
    past = client.get("/evidence/?measure=NARC&stage=seized&from=2009-01&to=2009-12").content.decode()

    assert "(to date)" in page
    assert "(to date)" not in past

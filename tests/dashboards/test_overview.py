import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from dashboards.overview.periods import overview_period
from measures.calendars import CALENDARS
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory
from tests.factories.seizures import SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db


def cash(amount, **seizure):
    """A verified seizure of that many dollars."""
    record = SeizureFactory(verified=True, item=None, **seizure)
    SeizedItemFactory(seizure=record, cash=amount)
    return record


def test_a_stranger_is_asked_to_sign_in(client):
    response = client.get(reverse("overview"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("sign-in"))


def month(back):
    """A month that many months ago, as a partial date."""
    today = timezone.now().date()
    number = today.year * 12 + today.month - 1 - back
    return f"{number // 12}-{number % 12 + 1:02}"


def headlines(client, **parameters):
    return client.get(reverse("overview"), parameters).context["headlines"]


def test_the_overview_adds_up_what_is_verified_and_says_what_waits(client, reader):
    cash("3500000", date=month(2))
    cash("1500000", date=month(3))
    draft = SeizureFactory(submitted=True, item=None, date=month(2))
    SeizedItemFactory(seizure=draft, cash="900000")

    response = client.get(reverse("overview"))
    (headline,) = response.context["headlines"]

    assert (headline.tile.value, headline.tile.records) == (5000000, "2 records")
    assert headline.waiting == "US$900,000 wait to be verified"
    waiting = client.get(headline.waiting_url)
    assert [tile.value for tile in waiting.context["tiles"]] == [900000]
    assert "1 result is not verified yet" in response.content.decode()


@pytest.mark.parametrize(
    ("now", "before", "text", "direction"),
    [
        ("150", "100", "+50\N{NO-BREAK SPACE}%", "up"),
        ("50", "100", "\N{MINUS SIGN}50\N{NO-BREAK SPACE}%", "down"),
        ("100", "100", "\N{PLUS-MINUS SIGN}0\N{NO-BREAK SPACE}%", "same"),
        ("100", None, "nothing in the period before", "up"),
    ],
)
def test_a_headline_says_how_it_changed_since_the_period_before(client, reader, now, before, text, direction):
    cash(now, date=month(2))
    if before:
        cash(before, date=month(14))

    (headline,) = headlines(client)

    assert (headline.change.text, headline.change.direction) == (text, direction)


def test_a_change_between_bounds_is_about_so_much(client, reader):
    cash("100", date=month(14))
    seizure = cash("150", date=month(2))
    SeizedItemFactory(seizure=seizure, measure="CASH.CURRENCY", cash=None, quantity=None, unit=None)

    assert headlines(client)[0].change.text == "about +50\N{NO-BREAK SPACE}%"


def test_a_period_is_chosen_and_whose_results(client, reader):
    cash("100", date=month(2), owner=reader.agency)
    cash("10", date=month(2))
    cash("1", date="2009-07")

    values = {
        (period, whose): headlines(client, period=period, whose=whose)[0].tile.value
        for period in ("12m", "all")
        for whose in ("own", "all")
    }

    assert values == {("12m", "own"): 100, ("12m", "all"): 110, ("all", "own"): 100, ("all", "all"): 111}


def test_the_periods_of_a_fiscal_calendar_are_its_own():
    today = datetime.date(2026, 11, 28)

    days = {code: overview_period(code, "us", today) for code in ("12m", "year", "last", "all")}

    assert {code: tuple(map(str, each.days or ())) for code, each in days.items()} == {
        "12m": ("2025-11-01", "2026-10-31"),
        "year": ("2026-10-01", "2026-11-30"),
        "last": ("2025-10-01", "2026-09-30"),
        "all": (),
    }
    assert {code: tuple(map(str, each.before or ())) for code, each in days.items()} == {
        "12m": ("2024-11-01", "2025-10-31"),
        "year": ("2025-10-01", "2025-11-30"),
        "last": ("2024-10-01", "2025-09-30"),
        "all": (),
    }


@pytest.mark.parametrize("today", ["2024-02-29", "2024-03-01", "2026-12-31", "2026-01-01"])
def test_every_period_has_one_before_it_whatever_the_day(today):
    day = datetime.date.fromisoformat(today)
    for calendar in CALENDARS:
        for code in ("12m", "year", "last"):
            period = overview_period(code, calendar, day)
            assert period.before[1] < period.days[0] <= day
            assert period.before[0].month == period.days[0].month


def test_of_an_archive_all_years_are_shown(client, reader):
    cash("3500000", date="2009-07")

    response = client.get(reverse("overview"))

    assert response.context["period"] == "all"
    assert [each.tile.value for each in response.context["headlines"]] == [3500000]
    assert headlines(client, period="12m") == []


def test_money_drugs_weapons_and_arrests_come_first_and_at_most_six_stand_there(client, reader):
    measures = ["WEAPONS.PISTOL", "AMMUNITION", "PROPERTY.VEHICLE", "WILDLIFE.LIVE", "GOODS.COUNTERFEIT"]
    for measure in measures:
        for _number in range(2):
            record = SeizureFactory(verified=True, item=None, date=month(2))
            SeizedItemFactory(seizure=record, measure=measure, quantity="2", unit="C62")
    cash("5", date=month(2))
    OutcomeFactory(verified=True, date=month(2))

    found = [each.tile.label for each in headlines(client)]

    assert len(found) == 6
    assert {"Currency seized", "Pistols seized", "Arrested"} <= set(found)


def test_everything_else_is_one_folded_table_by_stage(client, reader):
    for stage in ("seized", "detected", "detained"):
        cash("7", stage=stage, date=month(2))

    (table,) = client.get(reverse("overview")).context["stages"]
    (row,) = table.rows

    assert [stage for stage, _cell in row.pairs] == ["Seized", "Detained", "Detected"]
    assert [client.get(cell.url).context["tiles"][0].value for _stage, cell in row.pairs] == [7, 7, 7]


def test_the_trend_is_in_the_page_as_data_and_as_a_table(client, reader):
    cash("3500000", date="2009-07")
    cash("1500000", date="2010-07")

    response = client.get(reverse("overview"))

    assert response.context["trend"].spec["series"][0]["values"] == [3500000.0, 1500000.0]
    row = response.context["trend"].rows[0]
    assert [tile.value for tile in client.get(row.cells[0].url).context["tiles"]] == [3500000]
    assert '<data value="3500000">US$3,500,000</data>' in response.content.decode()


def test_the_map_has_the_results_of_the_figure_that_is_drawn(client, reader):
    cash("5", date="2009-07", country="COL")
    SeizureFactory(verified=True, date="2009-07", country="PER")

    first, other = (
        client.get(reverse("overview"), {"figure": figure}).context["map"]
        for figure in ("", "NARC/seized/KGM")
    )

    assert [row.label for row in first.rows] == ["Colombia"]
    assert [(row.label, row.cells[0].text) for row in other.rows] == [("Peru", "10\xa0kg")]
    assert client.get(other.rows[0].cells[0].url).context["tiles"][0].value == 10


@pytest.mark.parametrize(("role", "items"), [("supervisor", 1), ("analyst", 0), ("partner", 0)])
def test_what_needs_attention_is_shown_to_those_who_may_act(client, role, items):
    user = UserFactory(role=role, agency="US-ICE")
    client.force_login(user)
    SeizureFactory(submitted=True, owner=user.agency)

    attention = client.get(reverse("overview")).context["attention"]

    assert [item.url for item in attention] == [reverse("review")] * items


def test_an_analyst_sees_what_was_returned(client, reader):
    SeizureFactory(returned=True, owner=reader.agency, created_by=reader)

    (item,) = client.get(reverse("overview")).context["attention"]

    assert (item.text, item.url) == ("1 record was returned to you", reverse("my-work"))


def test_an_empty_overview_says_so(client, reader):
    page = client.get(reverse("overview")).content.decode()

    assert "No verified result yet" in page
    assert "No operation found" in page


@pytest.mark.parametrize("records", [1, 8])
def test_the_overview_costs_the_same_however_much_there_is(
    client, reader, django_assert_max_num_queries, records
):
    for number in range(records):
        operation = OperationFactory()
        ParticipationFactory.create_batch(3, operation=operation)
        cash("100", operation=operation, date=f"20{10 + number}")
        OutcomeFactory(verified=True, operation=operation)

    with django_assert_max_num_queries(45):
        client.get(reverse("overview"))

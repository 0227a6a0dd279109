import pytest
from django.urls import reverse

from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory
from tests.factories.seizures import SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = UserFactory(role="analyst")
    client.force_login(user)
    return user


def cash(amount, **seizure):
    """A verified seizure of that many dollars."""
    record = SeizureFactory(verified=True, item=None, **seizure)
    SeizedItemFactory(seizure=record, cash=amount)
    return record


def test_a_stranger_is_asked_to_sign_in(client):
    response = client.get(reverse("overview"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("sign-in"))


def test_the_overview_adds_up_what_is_verified_and_says_what_is_not(client, reader):
    cash("3500000", date="2009-07")
    cash("1500000", date="2009-09")
    draft = SeizureFactory(submitted=True, item=None)
    SeizedItemFactory(seizure=draft, cash="900000")

    page = client.get(reverse("overview")).content.decode()

    assert "US$5 million" in page
    assert "2 records" in page
    assert "1 result is not verified yet" in page


def test_of_many_figures_those_of_other_stages_than_seized_are_folded_away(client, reader):
    measures = [
        "NARC.COCAINE",
        "WEAPONS.PISTOL",
        "AMMUNITION",
        "PROPERTY.VEHICLE",
        "WILDLIFE.LIVE",
        "GOODS.COUNTERFEIT",
    ]
    for measure in measures:
        for stage in ("seized", "detected", "detained"):
            record = SeizureFactory(verified=True, item=None, stage=stage)
            SeizedItemFactory(seizure=record, measure=measure, quantity="2", unit="C62")

    page = client.get(reverse("overview"))

    stages = [tile.stage for tile in page.context["tiles"]]
    assert stages == ["seized"] * len(stages)
    assert sorted({tile.stage for tile in page.context["other_stages"]}) == ["detained", "detected"]
    assert f"{len(page.context['other_stages'])} figures of other stages" in page.content.decode()


def test_few_figures_are_all_shown(client, reader):
    cash("3500000")
    cash("4200000", stage="detected")

    page = client.get(reverse("overview"))

    assert [tile.stage for tile in page.context["tiles"]] == ["seized", "detected"]
    assert page.context["other_stages"] == []


def test_a_count_of_what_is_weighed_is_in_units(client, reader):
    SeizureFactory(verified=True, item__quantity="1", item__unit="C62")
    SeizureFactory(verified=True, item__measure="PROPERTY.VEHICLE", item__quantity="7", item__unit="C62")

    shown = client.get(reverse("overview")).context["tiles"]

    assert [tile.counted_in for tile in shown if tile.unit == "C62"] == ["units", "units"]


def test_the_trend_is_in_the_page_as_data_and_as_a_table(client, reader):
    cash("3500000", date="2009-07")

    response = client.get(reverse("overview"))

    assert response.context["trend"].spec["series"][0]["values"] == [3500000.0]
    (row,) = response.context["trend"].rows
    assert row.cells[0].url.startswith(reverse("evidence"))
    assert [tile.value for tile in client.get(row.cells[0].url).context["tiles"]] == [3500000]
    assert '<data value="3500000">US$3,500,000</data>' in response.content.decode()


def test_countries_take_part_by_themselves_or_by_their_agencies(client, reader):
    operation = OperationFactory()
    ParticipationFactory(operation=operation, agency="US-ICE")
    ParticipationFactory(operation=operation, agency="US-CBP")
    ParticipationFactory(operation=operation, agency=None, country="SGP")

    chart = client.get(reverse("overview")).context["map"]

    assert {row.label: row.cells[0].value for row in chart.rows} == {"Singapore": "1", "United States": "1"}


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

    with django_assert_max_num_queries(40):
        client.get(reverse("overview"))

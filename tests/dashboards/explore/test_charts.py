"""The kinds of chart that Explore offers: those that fit, and none that would draw what is not true."""

import pytest
from django.urls import reverse

from tests.factories.agencies import AgencyFactory
from tests.factories.operations import OperationFactory
from tests.factories.seizures import CreditFactory, SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cocaine(reader):
    operation = OperationFactory()
    for country, year in (("COL", "2020"), ("COL", "2021"), ("PER", "2021")):
        SeizureFactory(verified=True, country=country, date=year, operation=operation)


def drawn(client, by, **parameters):
    asked = {"measure": "NARC.COCAINE", "stage": "seized", "by": by, **parameters}
    return client.get(reverse("explore"), asked, follow=True).context


@pytest.mark.parametrize(
    ("by", "kinds"),
    [
        ("year", ["line", "bar"]),
        ("country", ["bar", "map"]),
        ("operation", ["bar"]),
        ("country,year", ["line", "bar", "stacked", "small"]),
        ("country,operation", ["bar", "stacked"]),
    ],
)
def test_the_kinds_that_fit_are_offered_the_best_first(client, cocaine, by, kinds):
    context = drawn(client, by)

    assert [kind for kind, _label in context["chart_kinds"]] == kinds
    assert context["chart_kind"] == kinds[0]


def test_what_does_not_add_up_is_never_stacked(client, cocaine):
    seizure = SeizureFactory(verified=True, country="COL", date="2020")
    CreditFactory(seizure=seizure, agency=AgencyFactory())

    context = drawn(client, "agency,year", chart="stacked")

    assert "stacked" not in dict(context["chart_kinds"])
    assert not context["chart"].spec["stacked"]


@pytest.mark.parametrize("kind", ["line", "bar", "stacked", "small"])
def test_every_kind_has_the_same_numbers_in_its_table(client, cocaine, kind):
    chart = drawn(client, "country,year", chart=kind)["chart"]

    assert [[row.label, *(cell.value for cell in row.cells)] for row in chart.rows] == [
        ["2020", "10", ""],
        ["2021", "10", "10"],
    ]
    assert (chart.spec["stacked"], chart.spec["small"]) == (kind == "stacked", kind == "small")


def test_a_stack_has_a_piece_for_each_value_of_the_last_grouping(client, cocaine):
    chart = drawn(client, "country,operation", chart="stacked")["chart"]

    assert [row.label for row in chart.rows] == ["Colombia", "Peru"]
    assert [each["values"] for each in chart.spec["series"]] == [[20.0, 10.0]]


def test_a_map_has_its_countries_in_the_table_beside_it(client, cocaine):
    chart = drawn(client, "country", chart="map")["chart"]

    assert [(row.label, row.cells[0].value) for row in chart.rows] == [("Colombia", "20"), ("Peru", "10")]
    assert [each["name"] for each in chart.spec["countries"]] == ["Colombia", "Peru"]


def test_a_kind_that_does_not_fit_is_passed_over(client, cocaine):
    assert drawn(client, "year", chart="map")["chart_kind"] == "line"

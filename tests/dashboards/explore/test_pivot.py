"""The pivot table of Explore: a grouping across, the others down, and subtotals only where they are true."""

import pytest
from django.urls import reverse

from dashboards.explore.pivot import COLUMNS, ROWS
from tests.factories.agencies import AgencyFactory
from tests.factories.operations import OperationFactory
from tests.factories.seizures import CreditFactory, SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cocaine(reader):
    """Of 10 kg each, in two countries, two years and two operations; one of them is of an unknown weight."""
    first, second = OperationFactory.create_batch(2)
    SeizureFactory(verified=True, country="COL", date="2020-11", operation=first)
    SeizureFactory(verified=True, country="COL", date="2021-04", operation=first)
    SeizureFactory(verified=True, country="COL", date="2021-05", operation=second, unquantified=True)
    SeizureFactory(verified=True, country="PER", date="2021-05", operation=second)


def pivoted(client, by, **parameters):
    asked = {"measure": "NARC.COCAINE", "stage": "seized", "by": by, **parameters}
    return client.get(reverse("explore"), asked, follow=True)


def cells_of(row):
    return [cell.amount and cell.amount.value for cell in [*row.cells, *([row.total] if row.total else [])]]


def table_of(response):
    pivot = response.context["pivot"]
    return [([name.text for name in row.names], cells_of(row)) for row in [*pivot.rows, pivot.total]]


def test_two_groupings_stand_down_and_across_with_their_totals(client, cocaine):
    response = pivoted(client, "country,year")

    assert [heading.text for heading in response.context["pivot"].headings] == ["2020", "2021"]
    assert table_of(response) == [
        (["Colombia"], [10, 10, 20]),
        (["Peru"], [None, 10, 10]),
        ([], [10, 20, 30]),
    ]


def test_the_period_stands_across_in_whichever_order_it_is_asked_for(client, cocaine):
    assert table_of(pivoted(client, "year,country")) == table_of(pivoted(client, "country,year"))


def test_of_three_groupings_the_first_has_subtotals(client, cocaine):
    rows = pivoted(client, "country,operation,year").context["pivot"].rows

    assert [(row.subtotal, row.total.amount.value) for row in rows] == [
        (True, 20),
        (False, 20),
        (False, None),
        (True, 10),
        (False, 10),
    ]


def test_a_subtotal_is_as_uncertain_as_what_it_adds_up(client, cocaine):
    colombia, peru = pivoted(client, "country,year").context["pivot"].rows

    assert [colombia.total.amount.qualifier, peru.total.amount.qualifier] == ["at_least", "exact"]


@pytest.mark.parametrize("by", ["country,year", "country,operation,year", "operation,country"])
def test_every_cell_and_subtotal_opens_to_records_that_add_up_to_it(client, cocaine, by):
    pivot = pivoted(client, by).context["pivot"]
    cells = [cell for row in [*pivot.rows, pivot.total] for cell in [*row.cells, row.total] if cell.amount]

    for cell in cells:
        (tile,) = client.get(cell.url).context["tiles"]
        assert (tile.value, tile.qualifier) == (cell.amount.value, cell.amount.qualifier)


def test_what_does_not_add_up_has_no_subtotals_and_says_so(client, reader):
    seizure = SeizureFactory(verified=True, country="COL", date="2020-11")
    CreditFactory(seizure=seizure, agency=AgencyFactory())

    pivot = pivoted(client, "agency,year").context["pivot"]

    assert [row.total for row in pivot.rows] == [None, None]
    assert (pivot.total.cells, pivot.total.total.amount.value, len(pivot.notes)) == ([], 10, 1)


def test_the_largest_alone_are_not_added_up(client, cocaine):
    assert not pivoted(client, "country,year", top="1").context["pivot"].totalled


def test_many_columns_stand_on_pages_and_the_newest_periods_come_first(client, reader):
    years = range(2000, 2000 + COLUMNS + 1)
    for year in years:
        SeizureFactory(verified=True, country="COL", date=str(year))

    newest, oldest = (
        pivoted(client, "country,year", **page).context["pivot"] for page in ({}, {"across": "1"})
    )

    assert [heading.text for heading in newest.headings] == [str(years[-1])]
    assert [heading.text for heading in oldest.headings] == [str(year) for year in years[:-1]]
    assert newest.rows[0].total == oldest.rows[0].total, (
        "a total is of all columns, whatever page they stand on"
    )


def test_many_rows_stand_on_pages(client, reader):
    for operation in OperationFactory.create_batch(ROWS + 1):
        SeizureFactory(verified=True, country="COL", date="2020", operation=operation)

    first, second = (pivoted(client, "operation,year", page=page).context["pivot"] for page in ("1", "2"))

    assert (len(first.rows), len(second.rows)) == (ROWS, 1)
    assert cells_of(first.total) == cells_of(second.total) == [10 * (ROWS + 1)] * 2


def test_the_same_is_shown_as_a_list_on_demand(client, cocaine):
    response = pivoted(client, "country,year", layout="list")

    (part,) = response.context["parts"]
    assert [row.amount.value for row in part.rows] == [10, 10, 10]
    assert "layout=list" not in response.context["other_layout"]

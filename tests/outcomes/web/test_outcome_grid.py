"""Many outcomes of one operation are entered in one grid: all are saved, or none."""

import pytest

from operations.models import Outcome
from tests.calls import person, signed_in
from tests.entry import beside, rows, text_of
from tests.factories.operations import OperationFactory
from tests.page import parsed, value_of

pytestmark = pytest.mark.django_db
GRID = "/outcomes/grid/"
ARRESTS = {"measure": "PEOPLE.ARRESTED", "qualifier": "exact", "value": "18"}


@pytest.fixture
def analyst():
    return person()


@pytest.fixture
def client(analyst):
    return signed_in(analyst)


def grid(*sent, **changed):
    return {"agency": "US-ICE", "date": "2009-07", "marking": "TLP:GREEN"} | rows("rows", *sent) | changed


def test_twelve_rows_are_one_save(client, analyst):
    operation = OperationFactory(owner=analyst.agency)
    twelve = [ARRESTS | {"value": str(number)} for number in range(1, 13)]

    response = client.post(GRID, grid(*twelve, operation=operation.code, then="submit"))

    assert response.url == f"{operation.get_absolute_url()}outcomes/"
    found = Outcome.objects.order_by("quantity")
    assert [row.quantity for row in found] == list(range(1, 13))
    assert {(row.state, row.operation, row.agency, str(row.date)) for row in found} == {
        ("submitted", operation, analyst.agency, "2009-07")
    }


def test_empty_rows_are_passed_over_and_a_row_has_its_own_date_agency_and_country(client):
    own = {"date": "2010", "agency": "us-fbi", "country": "colombia", "value": "about 3.5m USD"}
    own |= {"measure": "Criminal forfeitures", "qualifier": "exact"}

    client.post(GRID, grid(ARRESTS, {"qualifier": "exact"}, own))

    arrests, forfeited = Outcome.objects.order_by("date_from")
    assert (arrests.quantity, arrests.unit.code, arrests.amount) == (18, "C62", None)
    assert (forfeited.amount, forfeited.currency.code, forfeited.qualifier) == (
        3_500_000,
        "USD",
        "approximately",
    )
    assert (forfeited.agency.code, forfeited.country.code, str(forfeited.date)) == ("US-FBI", "COL", "2010")


def test_a_cell_may_lie_between_two_numbers(client):
    money = {"measure": "Criminal forfeitures", "qualifier": "exact", "value": "3-3.5m USD", "date": "2010"}

    client.post(GRID, grid(ARRESTS | {"value": "10-12"}, money))

    arrests, forfeited = Outcome.objects.order_by("date_from")
    assert (arrests.qualifier, arrests.quantity, arrests.quantity_high) == ("between", 10, 12)
    assert (forfeited.amount, forfeited.amount_high, forfeited.quantity_high) == (3_000_000, 3_500_000, None)


@pytest.mark.parametrize(
    ("wrong", "cell", "sentence"),
    [
        pytest.param({"measure": ""}, "measure", "Choose what it is.", id="no-measure"),
        pytest.param({"measure": "Dragons"}, "measure", "There is no measure “Dragons”", id="unknown"),
        pytest.param({"measure": "forfeit"}, "measure", "may be several", id="several"),
        pytest.param({"value": "-3"}, "value", "negative", id="negative"),
        pytest.param({"value": "3 kg"}, "value", None, id="unit-that-does-not-fit"),
        pytest.param({"value": "12-10"}, "value", "begins with the higher number", id="range"),
        pytest.param({"qualifier": "between"}, "value", "Say between what and what", id="between-one"),
        pytest.param({"date": "2999"}, "date", "future", id="future"),
        pytest.param({"agency": "XX-NO"}, "agency", "There is no agency", id="agency"),
        pytest.param({"measure": "ACTIVITY.FUNDS_DIRECTED"}, "value", "amount of money", id="no-currency"),
    ],
)
def test_an_error_stands_at_its_cell_and_nothing_is_saved(client, wrong, cell, sentence):
    response = client.post(GRID, grid(ARRESTS, {}, ARRESTS | wrong))

    found = beside(response, f"id_rows-2-{cell}")
    assert found
    assert sentence is None or sentence in found
    assert not Outcome.objects.exists()
    kept = parsed(response).css_first('[name="rows-0-value"]')
    assert value_of(kept) == "18"


def test_all_errors_are_shown_in_one_pass(client):
    response = client.post(GRID, grid(ARRESTS | {"value": "x"}, ARRESTS | {"date": "2999"}))

    assert beside(response, "id_rows-0-value")
    assert "future" in beside(response, "id_rows-1-date")


def test_a_grid_without_rows_is_refused_in_words(client):
    assert "Fill in one row at least." in text_of(client.post(GRID, grid({}, {})))
    assert "Enter 100 rows at most." in text_of(client.post(GRID, grid(*[ARRESTS] * 101)))
    assert not Outcome.objects.exists()


def test_the_same_grid_sent_twice_is_saved_once(client):
    once = value_of(parsed(client.get(GRID)).css_first("[name=once]"))

    for _ in range(2):
        assert client.post(GRID, grid(ARRESTS, once=once)).status_code == 302

    assert Outcome.objects.count() == 1


@pytest.mark.parametrize("role", ["partner", "auditor", "administrator"])
def test_who_enters_nothing_has_no_grid(role):
    assert signed_in(person(role)).get(GRID).status_code == 403


def test_a_number_of_rows_costs_no_query_each(client, django_assert_max_num_queries):
    twelve = [ARRESTS | {"value": str(number)} for number in range(1, 13)]

    with django_assert_max_num_queries(60):
        client.post(GRID, grid(*twelve))

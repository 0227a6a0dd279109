import pytest

from tests.factories.keys import key_client

pytestmark = pytest.mark.django_db

LIST = "/api/v1/units/"


@pytest.fixture
def api():
    return key_client("records:read")


def test_a_unit_in_full(api):
    assert api.get(f"{LIST}LBR/").json() == {
        "code": "LBR",
        "name": "pound",
        "symbol": "lb",
        "dimension": "mass",
        "factor": "0.45359237",
        "method": "",
        "counts_pieces": False,
        "nibrs_code": "LB",
        "minor_units": None,
        "valid_from": None,
        "valid_to": None,
    }


def test_a_withdrawn_currency_in_full(api):
    assert api.get(f"{LIST}VEF/").json() == {
        "code": "VEF",
        "name": "Venezuelan Bolívar (2008–2018)",
        "symbol": "",
        "dimension": "money",
        "factor": None,
        "method": "",
        "counts_pieces": False,
        "nibrs_code": "",
        "minor_units": 2,
        "valid_from": "2008-01-01",
        "valid_to": "2018-08-20",
    }


def test_stn_is_the_short_ton_by_itself_and_both_in_the_list(api):
    assert api.get(f"{LIST}STN/").json()["factor"] == "907.18474"
    assert {row["dimension"] for row in api.get(f"{LIST}?code=STN").json()["results"]} == {"mass", "money"}


@pytest.mark.parametrize("limit", [2, 200])
def test_the_list_costs_the_same_for_any_length(api, django_assert_num_queries, limit):
    api.get(LIST)

    # the key, one page
    with django_assert_num_queries(2):
        api.get(f"{LIST}?limit={limit}")

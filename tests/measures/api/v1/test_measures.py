import pytest

from measures.models import Measure
from tests.factories.keys import key_client

pytestmark = pytest.mark.django_db

LIST = "/api/v1/measures/"


@pytest.fixture
def api():
    return key_client("records:read")


def codes(answer):
    return [row["code"] for row in answer.json()["results"]]


def test_a_measure_in_full(api):
    assert api.get(f"{LIST}NARC.COCAINE.CRACK/").json() == {
        "code": "NARC.COCAINE.CRACK",
        "name": "Crack cocaine",
        "parent": "NARC.COCAINE",
        "kind": "seizure",
        "dimension": "mass",
        "accepted": ["mass", "volume", "count"],
        "unit": "KGM",
        "counted_in": "",
        "operator": "sum",
        "rolls_up": True,
        "needs_text": False,
        "nibrs_code": "A",
        "unodc_name": "Crack",
        "hs_code": "",
    }


@pytest.mark.parametrize(
    ("query", "some", "none"),
    [
        ("within=NARC.COCAINE", "NARC.COCAINE.HCL", "NARC.HEROIN"),
        ("parent=NARC", "NARC.COCAINE", "NARC.COCAINE.HCL"),
        ("kind=outcome", "PEOPLE.ARRESTED", "CASH"),
        ("dimension=money", "CASH", "WEAPONS"),
        ("within=PEOPLE&parent=PEOPLE.VICTIMS", "PEOPLE.VICTIMS.CHILD", "PEOPLE.VICTIMS"),
    ],
)
def test_filters(api, query, some, none):
    found = codes(api.get(f"{LIST}?limit=500&{query}"))

    assert some in found
    assert none not in found


@pytest.mark.parametrize("query", ["within=NARC.COKE", "parent=NARC.COKE"])
def test_an_unknown_measure_is_named(api, query):
    answer = api.get(f"{LIST}?{query}")

    assert (answer.status_code, answer.json()["detail"]) == (400, "There is no measure “NARC.COKE”.")


def test_the_list_follows_the_tree(api):
    assert codes(api.get(f"{LIST}?limit=500")) == list(Measure.objects.values_list("code", flat=True))


@pytest.mark.parametrize("limit", [2, 60])
def test_the_list_costs_the_same_for_any_length(api, django_assert_num_queries, limit):
    api.get(LIST)

    # the key, one page with parents and units
    with django_assert_num_queries(2):
        api.get(f"{LIST}?limit={limit}")

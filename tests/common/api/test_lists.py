"""Pages, strict parameters, chosen fields and conditional reads, on the list of units."""

import re

import pytest

from measures.models import Unit
from tests.factories.keys import key_client

pytestmark = pytest.mark.django_db

UNITS = "/api/v1/units/"


@pytest.fixture
def api():
    return key_client("records:read")


def test_pages_lead_to_each_other_and_hold_every_row_once(api):
    codes, url = [], f"{UNITS}?limit=100"
    while url:
        page = api.get(url)
        codes += [row["code"] for row in page.json()["results"]]
        links = dict(
            reversed(link) for link in re.findall(r'<([^>]+)>; rel="(\w+)"', page.headers.get("Link", ""))
        )
        assert links.get("next") == page.json()["next"]
        assert links.get("prev") == page.json()["previous"]
        url = page.json()["next"]

    assert codes == list(Unit.objects.order_by("code").values_list("code", flat=True))


def test_a_page_leads_back(api):
    first = api.get(f"{UNITS}?limit=10").json()
    second = api.get(first["next"]).json()

    assert api.get(second["previous"]).json()["results"] == first["results"]


def test_a_page_has_fifty_rows_unless_told_otherwise(api):
    assert len(api.get(UNITS).json()["results"]) == 50
    assert len(api.get(f"{UNITS}?limit=500").json()["results"]) == Unit.objects.count()


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("limit=0", "limit", "From 1 to 500"),
        ("limit=501", "limit", "From 1 to 500"),
        ("limit=-1", "limit", "From 1 to 500"),
        ("limit=many", "limit", "From 1 to 500"),
        ("limit=", "limit", "This is empty"),
        ("limit=%D9%A1", "limit", "From 1 to 500"),
        ("limit=" + "9" * 5000, "limit", "From 1 to 500"),
        ("cursor=x", "cursor", "links of a page"),
        ("cursor=%FF", "cursor", "links of a page"),
        ("cursor=cD0lMDA%3D", "cursor", "links of a page"),
        ("cursor=bz05OTk5OTk5OTk5OTk5OTk5OTk5OTk%3D", "cursor", "links of a page"),
        ("nonsense=1", "nonsense", "possible here: code, cursor, dimension, fields, limit"),
        ("dimension=weight", "dimension", "possible are money, mass, volume, count, ratio"),
        ("dimension=mass&dimension=count", "dimension", "more than once"),
        ("code=%00", "code", "Null characters"),
        ("fields=code,price", "fields", "no field “price”; possible are code, name"),
        ("fields=", "fields", "This is empty"),
        ("fields=code,", "fields", "no field “”"),
        ("dimension=", "dimension", "This is empty"),
        ("code=%20", "code", "This is empty"),
        ("cursor=", "cursor", "This is empty"),
        ("cursor=AAAA", "cursor", "links of a page"),
        ("cursor=eD0x", "cursor", "links of a page"),
        ("fields=price&code=NOTHING", "fields", "no field “price”"),
        ("format=csv", "format", "no such parameter"),
    ],
)
def test_a_bad_parameter_is_refused_in_words(api, query, parameter, words):
    answer = api.get(f"{UNITS}?{query}")

    if query.startswith("cursor=bz"):
        # An offset is cut off rather than refused; it leads to an empty page.
        assert answer.status_code in (200, 400)
        return
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    [error] = answer.json()["errors"]
    assert error["pointer"] == f"/{parameter}"
    assert words in error["detail"]


@pytest.mark.parametrize("query", ["limit=2", "dimension=mass", "cursor=x", "nonsense=1"])
def test_one_row_takes_no_parameter_but_its_fields(api, query):
    answer = api.get(f"{UNITS}KGM/?{query}")

    assert answer.status_code == 400
    assert "possible here: fields" in answer.json()["detail"]


def test_only_the_chosen_fields_are_sent(api):
    assert api.get(f"{UNITS}KGM/?fields=code,factor").json() == {"code": "KGM", "factor": "1"}
    assert api.get(f"{UNITS}?fields=code&dimension=ratio").json()["results"] == [{"code": "P1"}]


def test_what_is_known_is_not_sent_again(api):
    first = api.get(f"{UNITS}?limit=2")

    again = api.get(f"{UNITS}?limit=2", headers={"if-none-match": first.headers["ETag"]})
    Unit.objects.filter(code=first.json()["results"][0]["code"]).update(name="changed")
    changed = api.get(f"{UNITS}?limit=2", headers={"if-none-match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert {"authorization", "cookie"} <= {name.strip().lower() for name in first.headers["Vary"].split(",")}
    assert "private" in first.headers["Cache-Control"]


@pytest.mark.parametrize("method", ["get", "head"])
def test_the_missing_slash_is_forgiven_and_the_query_kept(api, method):
    answer = getattr(api, method)("/api/v1/units?limit=2&dimension=mass")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/api/v1/units/?limit=2&dimension=mass")


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/api/v1/nonsense/"),
        ("get", "/api/v1/nonsense"),
        ("get", "/api/"),
        ("get", "/api/v2/units/"),
        ("post", "/api/v1/units"),
        ("get", "/api/v1/units/%00/"),
        ("get", "/api/v1/units/NOTHING/"),
        ("get", "/api/v1/places/not-a-uuid/"),
        ("get", "/api/v1/%F0%9F%A6%A6/"),
    ],
)
def test_other_addresses_are_a_problem_in_its_own_words(api, method, address):
    answer = getattr(api, method)(address)

    assert answer.status_code in (404, 400)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_nobody_is_sent_to_a_sign_in_page_by_the_api(client):
    assert client.get("/api/v1/nonsense/").status_code == 404
    assert client.get("/api/v1/units/").status_code == 401


@pytest.mark.parametrize(
    "address", ["/api/v1/units//", "/api/v1//units/", "/api/v1/units//?limit=1", "/api/"]
)
def test_more_than_one_slash_leads_nowhere_and_not_in_a_circle(api, address):
    assert api.get(address).status_code == 404


def test_an_instant_may_have_its_plus_sign_as_it_is():
    api = key_client()

    assert api.get("/api/v1/seizures/?edited_since=2009-07-14T10:00:00+02:00").status_code == 200

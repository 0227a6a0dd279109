"""Countries, agencies and places as partner systems read them."""

import pytest

from agencies.models import Country, Place
from tests.factories.keys import key_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return key_client("records:read")


def test_a_country_in_full(api):
    assert api.get("/api/v1/countries/SUN/").json() == {
        "code": "SUN",
        "name": "Soviet Union",
        "names": {
            "en": "Soviet Union",
            "es": "Unión Soviética",
            "fr": "Union soviétique",
            "pt": "União Soviética",
        },
        "kind": "withdrawn",
        "alpha2": "SU",
        "alpha3": "SUN",
        "numeric": "810",
        "valid_from": None,
        "valid_to": "1992-08-30",
    }


def test_a_territory_goes_by_its_own_code(api):
    assert api.get("/api/v1/countries/GB-SCT/?fields=code,alpha3,kind").json() == {
        "code": "GB-SCT",
        "kind": "territory",
        "alpha3": None,
    }


def test_an_agency_in_full(api):
    assert api.get("/api/v1/agencies/US-HSI-C3/").json() == {
        "code": "US-HSI-C3",
        "acronym": "C3",
        "name": "HSI Cyber Crimes Center",
        "country": "USA",
        "parent": "US-HSI",
        "kind": "investigation",
        "description": "Computer forensic agents in 63 offices (March 2024).",
    }


def test_a_place_in_full(api):
    place = Place.objects.create(
        name="Buenaventura",
        kind="sea_port",
        country=Country.objects.get(code="COL"),
        locode="COBUN",
        latitude="3.8867",
        longitude="-77.0717",
        accuracy=5000,
    )

    assert api.get(f"/api/v1/places/{place.pk}/").json() == {
        "id": str(place.pk),
        "name": "Buenaventura",
        "kind": "sea_port",
        "country": "COL",
        "locode": "COBUN",
        "iata": "",
        "latitude": "3.886700",
        "longitude": "-77.071700",
        "accuracy": 5000,
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=COBUN", ["Buenaventura"]),
        ("q=buena", ["Buenaventura"]),
        ("country=USA", ["Laredo, Texas"]),
        ("kind=sea_port", ["Buenaventura"]),
        ("kind=sea_port&country=USA", []),
    ],
)
def test_filters_of_places(api, query, found):
    for name, kind, country, locode in [
        ("Buenaventura", "sea_port", "COL", "COBUN"),
        ("Laredo, Texas", "city", "USA", ""),
    ]:
        Place.objects.create(name=name, kind=kind, country=Country.objects.get(code=country), locode=locode)

    assert [row["name"] for row in api.get(f"/api/v1/places/?{query}").json()["results"]] == found


@pytest.mark.parametrize(
    ("address", "some", "none"),
    [
        ("countries/?kind=territory", "XKX", "COL"),
        ("agencies/?country=ARE", "AE-MOD", "US-ICE"),
        ("agencies/?kind=international", "WCO", "US-ICE"),
    ],
)
def test_filters_of_countries_and_agencies(api, address, some, none):
    codes = [row["code"] for row in api.get(f"/api/v1/{address}").json()["results"]]

    assert some in codes
    assert none not in codes


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("agencies/?country=UK", "There is no country “UK”."),
        ("agencies/?kind=spy", "possible are police, customs"),
        ("countries/?kind=lost", "possible are current, withdrawn, territory"),
        ("places/?kind=port", "possible are sea_port, airport"),
    ],
)
def test_what_there_is_not_is_named(api, address, words):
    answer = api.get(f"/api/v1/{address}")

    assert answer.status_code == 400
    assert words in answer.json()["detail"]


@pytest.mark.parametrize("limit", [1, 10])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        pytest.param("countries/", 3, id="the key, a page, the names"),
        pytest.param("agencies/", 2, id="the key, a page with countries and parents"),
        pytest.param("places/", 2, id="the key, a page with countries"),
    ],
)
def test_a_list_costs_the_same_for_any_length(api, django_assert_num_queries, address, queries, limit):
    Place.objects.bulk_create(
        Place(name=f"Port {number}", kind="sea_port", country=Country.objects.get(code="COL"))
        for number in range(10)
    )
    api.get(f"/api/v1/{address}")

    with django_assert_num_queries(queries):
        api.get(f"/api/v1/{address}?limit={limit}")

"""Places: airports, sea ports, and those that the sources name."""

from decimal import Decimal

import pytest
from django.db import IntegrityError

from agencies.models import Place
from agencies.reference import places


@pytest.fixture(scope="module")
def listed():
    return list(places.rows())


def test_airports_have_an_iata_code_and_name_their_city(listed):
    airports = {place["iata"]: place for place in listed if place["kind"] == "airport"}

    assert "" not in airports
    assert len(airports) > 7000
    assert airports["BOG"]["country"] == "CO"
    assert "Bogota" in airports["BOG"]["name"]


def test_sea_ports_have_a_un_locode(listed):
    if not places.sea_ports_file().exists():
        pytest.skip("The npm packages are not installed.")
    ports = {place["locode"] for place in listed if place["kind"] == "sea_port"}

    assert len(ports) > 1500
    assert {"NLRTM", "ECGYE", "USMIA"} <= ports


def test_a_place_is_listed_once(listed):
    keys = [(place["kind"], place["locode"], place["iata"]) for place in listed]

    assert len(keys) == len(set(keys))


def test_the_places_of_the_sources_need_no_package(listed):
    own = {place["locode"]: place["name"] for place in listed[:2]}

    assert own == {"COBUN": "Buenaventura", "USLRD": "Laredo, Texas"}


def test_without_the_npm_package_the_rest_is_listed(settings, tmp_path):
    settings.NODE_MODULES = tmp_path

    kinds = {(place["kind"], bool(place["locode"])) for place in places.rows()}

    assert kinds == {("airport", False), ("sea_port", True), ("city", True)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "found"), [("cobun", True), ("CTG", True), ("ventura", True), ("rotterdam", False)]
)
def test_a_search_knows_codes_and_parts_of_names(text, found):
    Place.objects.create(name="Buenaventura", kind="sea_port", locode="COBUN", iata="CTG")

    assert Place.objects.search(text).exists() is found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        pytest.param({"kind": "sea_port", "locode": "COBUN"}, "one_place_a_locode", id="locode taken"),
        pytest.param({"kind": "airport", "iata": "CTG"}, "one_airport_a_code", id="iata taken"),
        pytest.param({"kind": "city", "latitude": 4}, "place_has_both_coordinates", id="half a position"),
        pytest.param(
            {"kind": "city", "latitude": 91, "longitude": 0}, "place_is_on_earth", id="above the pole"
        ),
        pytest.param(
            {"kind": "city", "latitude": 0, "longitude": -181}, "place_is_on_earth", id="round twice"
        ),
    ],
)
def test_the_database_refuses(facts, constraint):
    Place.objects.create(name="Buenaventura", kind="sea_port", locode="COBUN", iata="CTG")

    with pytest.raises(IntegrityError, match=constraint):
        Place.objects.create(name="Again", **facts)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "city", "locode": "COBUN"},
        {"kind": "city"},
        {"kind": "at_sea", "latitude": Decimal(-90), "longitude": Decimal(180)},
    ],
)
def test_the_database_takes(facts):
    Place.objects.create(name="Buenaventura", kind="sea_port", locode="COBUN")
    place = Place(name="Another", **facts)

    place.full_clean()
    place.save()

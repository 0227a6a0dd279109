"""Countries, places and units are named in the language of the page, and lists are in its order."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from agencies.models import Country, Place
from common.text.folding import fold_text
from seizures.forms.places import find_place, place_text
from tests.entry import text_of
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, ParticipationFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = UserFactory(role="analyst", agency="US-ICE")
    client.force_login(user)
    client.cookies["django_language"] = "es"
    return user


@pytest.fixture
def seizure(reader):
    spain, germany = Country.objects.get(code="ESP"), Country.objects.get(code="DEU")
    cartagena = Place.objects.create(name="Cartagena", kind="sea_port", country=spain, locode="ESCAR")
    operation = OperationFactory()
    ParticipationFactory(operation=operation, agency=None, country=germany)
    return SeizureFactory(
        verified=True, operation=operation, owner=reader.agency, country=spain, place=cartagena, destination=germany,
        item__quantity="530", item__unit="U2", item__measure="NARC",
    )  # fmt: skip


def options(page, name):
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.DOTALL)[0]
    return [label.strip() for label in re.findall(r"<option[^>]*>([^<]*)</option>", select)]


@pytest.mark.parametrize(
    ("name", "address"), [("country", "seizures"), ("country", "operations"), ("country", "outcomes")]
)
def test_filters_name_countries_in_the_page_s_language(client, seizure, name, address):
    found = options(text_of(client.get(reverse(address))), name)

    assert "Alemania" in found
    assert "Germany" not in found


@pytest.mark.parametrize(
    ("language", "named", "last"),
    [("fr", "Égypte", "Zimbabwe"), ("es", "Emiratos", "Zimbabue"), ("en", "Åland Islands", "Zimbabwe")],
)
def test_lists_are_in_the_order_in_which_names_are_looked_up(client, reader, language, named, last):
    client.cookies["django_language"] = language

    for page in (reverse("seizures"), reverse("seizure-new")):
        found = options(text_of(client.get(page)), "country")
        current = found[1 : found.index(last) + 1]

        assert current == sorted(current, key=fold_text)
        assert any(named in each for each in current)


def test_a_country_that_is_no_more_says_until_when(client, reader):
    for page in (reverse("seizures"), reverse("seizure-new")):
        assert any("(hasta 1992)" in each for each in options(text_of(client.get(page)), "country"))


def test_the_pages_of_a_record_name_its_countries_places_and_units(client, seizure):
    record = text_of(client.get(seizure.get_absolute_url()))
    assert "España" in record
    assert "Alemania" in record
    assert "Spain" not in record
    assert "530 tablets" in record or "530 comprimidos" in record

    assert "Alemania" in text_of(client.get(reverse("operation", args=[seizure.operation.code])))
    assert "Cartagena, España (ESCAR)" in text_of(
        client.get(reverse("seizure-places"), {"place": "Cartagena"})
    )
    assert "España" in text_of(client.get(reverse("search"), {"q": "Cartagena"}))
    assert "España" in text_of(client.get(reverse("evidence"), {"country": "ESP"}))


def test_a_place_is_read_as_the_page_writes_it(client, seizure):
    with translation.override("es"):
        assert place_text(seizure.place) == "Cartagena, España (ESCAR)"
        assert find_place("Cartagena, España (ESCAR)") == find_place("Cartagena, España") == seizure.place
        assert find_place("Cartagena, Spain") == seizure.place


def test_names_cost_one_query_however_many_are_shown(client, reader):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(reverse("seizures"))
        return [query["sql"] for query in found if "agencies_countryname" in query["sql"]]

    for code in ("ESP", "DEU", "COL"):
        SeizureFactory(verified=True, country=Country.objects.get(code=code))

    assert len(queries()) == 1

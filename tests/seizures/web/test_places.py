import pytest
from django.core.exceptions import ValidationError

from agencies.models import Country, Place
from seizures.forms.places import find_place, place_text
from tests.entry import text_of
from tests.factories.agencies import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places():
    colombia, united_states = Country.objects.get(code="COL"), Country.objects.get(code="USA")
    made = [
        ("Buenaventura", "sea_port", colombia, "COBUN", ""),
        ("Gerardo Tobar Lopez Airport, Buenaventura", "airport", colombia, "", "BUN"),
        ("Miami", "sea_port", united_states, "USMIA", ""),
        ("Miami International Airport", "airport", united_states, "", "MIA"),
        ("Santiago", "city", Country.objects.get(code="CHL"), "", ""),
        ("Santiago", "city", Country.objects.get(code="CUB"), "", ""),
        ("High seas", "at_sea", None, "", ""),
    ]
    return [
        Place.objects.create(name=name, kind=kind, country=country, locode=locode, iata=iata)
        for name, kind, country, locode, iata in made
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("COBUN", "Buenaventura"),
        ("cobun", "Buenaventura"),
        ("mia", "Miami International Airport"),
        ("Buenaventura", "Buenaventura"),
        ("buenaventura, colombia", "Buenaventura"),
        ("Buenaventura, Colombia (COBUN)", "Buenaventura"),
        ("Santiago, Cuba", "Santiago"),
        ("High seas", "High seas"),
    ],
)
def test_a_place_is_named_by_its_code_or_its_name(text, name):
    assert find_place(text).name == name


def test_what_is_written_is_read_back(places):
    assert [find_place(place_text(place)) for place in places] == places


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Atlantis", "There is no place “Atlantis”"),
        ("ZZZ", "There is no place"),
        ("(", "There is no place"),
        ("Santiago", "Santiago, Chile; Santiago, Cuba"),
    ],
)
def test_what_names_no_place_or_several_is_refused(text, sentence):
    with pytest.raises(ValidationError, match=sentence.replace("(", r"\(")):
        find_place(text)


def test_places_are_suggested_while_they_are_typed(client):
    client.force_login(UserFactory())

    assert 'value="Miami, United States (USMIA)"' in text_of(
        client.get("/seizures/places/", {"place": "mia"})
    )
    assert "Buenaventura, Colombia (COBUN)" in text_of(
        client.get("/seizures/places/", {"origin_place": "cobun"})
    )
    assert text_of(client.get("/seizures/places/", {"place": "\0"})) == ""


def test_suggestions_are_for_who_is_signed_in(client):
    assert client.get("/seizures/places/", {"place": "mia"}).status_code == 302

"""Searches find what a person would take for the same text, by an index and without any extension of the database."""

import unicodedata

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from agencies.models import Agency, Country, Place
from common.text.folding import fold_text
from operations.models import Operation
from seizures.forms.places import find_place
from seizures.models import Seizure
from tests.entry import text_of
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db
ALIKE = [
    pytest.param("Bogota El Dorado", ["Bogotá", "BOGOTÁ", "Bogota\u0301", "ＢＯＧＯＴＡ"], id="bogota"),
    pytest.param("São Paulo–Guarulhos", ["Sao Paulo", "SÃO PAULO", "sa\u0303o", "guarulhos"], id="sao-paulo"),
    pytest.param("Zurich Kloten", ["Zürich", "zurich", "ZU\u0308RICH"], id="zurich"),
    pytest.param("Łódź Władysław Reymont", ["lodz", "LODZ", "Łódź", "wladyslaw"], id="lodz"),
    pytest.param("Incirlik", ["incirlik", "İncirlik", "ıncirlik", "INCIRLIK"], id="incirlik"),
    pytest.param("İzmir", ["izmir", "IZMIR", "İZMİR"], id="izmir"),
    pytest.param("Abidjan, Côte d’Ivoire", ["cote d'ivoire", "COTE D’IVOIRE"], id="apostrophes"),
    pytest.param("Ærø", ["aero", "ÆRØ"], id="letters-of-two"),
    pytest.param("50% Point_A", ["50%", "point_a"], id="signs-of-patterns"),
]  # fmt: skip


@pytest.fixture
def reader(client):
    user = UserFactory(role="analyst", agency="US-ICE")
    client.force_login(user)
    return user


def in_sql(expression, *params):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {expression}", params)
        return cursor.fetchone()[0]


@pytest.mark.parametrize(("name", "typed"), ALIKE)
def test_a_place_is_found_however_its_name_is_typed(client, reader, name, typed):
    place = Place.objects.create(
        name=name, kind="airport", iata="ZZZ", country=Country.objects.get(code="COL")
    )

    for text in typed:
        assert [*Place.objects.search(text)] == [place], text
        assert name in text_of(client.get(reverse("seizure-places"), {"place": text})), text
        assert name in text_of(client.get(reverse("search"), {"q": text})), text
        (found,) = key_client().get("/api/v1/places/", {"q": text}).json()["results"]
        assert found["name"] == name
    assert not Place.objects.search("nowhere").exists()
    assert not Place.objects.search("%").exists()
    assert not Place.objects.search("- ' & | ! : * ( )").exists()


def test_a_place_is_entered_without_its_accents_in_any_language():
    bogota = Place.objects.create(name="Bogotá", kind="city", country=Country.objects.get(code="COL"))
    cartagena = Place.objects.create(name="Cartagena", kind="city", country=Country.objects.get(code="ESP"))
    Place.objects.create(name="Cartagena", kind="city", country=Country.objects.get(code="COL"))

    assert find_place("bogota") == find_place("BOGOTÁ, colombia") == bogota
    assert (
        find_place("Cartagena, España")
        == find_place("cartagena, espana")
        == find_place("Cartagena, Spain")
        == cartagena
    )


def test_operations_and_agencies_are_found_without_accents(client, reader):
    OperationFactory(code="MARE-NOSTRUM", name="Opération Égide", expansion="Grünes Licht")
    Agency.objects.create(code="XX-POL", acronym="PŻ", name="Policía Żandarmeria")

    for text in ("egide", "EGIDE OPERATION", "nostrum", "grunes"):
        assert "Opération Égide" in text_of(client.get(reverse("operations"), {"q": text})), text
        assert "Opération Égide" in text_of(client.get(reverse("search"), {"q": text})), text
    for text in ("zandarmeria", "policia", "pz", "xx-pol"):
        assert "Żandarmeria" in text_of(client.get(reverse("search"), {"q": text})), text


def test_a_reference_is_found_however_it_is_typed(client, reader):
    SeizureFactory(verified=True, reference="CASE-É1/Łódź")

    for text in ("case-é1", "CASE-E1", "lodz", "e1/ŁÓDŹ", "case-e\u0301"):
        for page, name in (("seizures", "q"), ("search", "q"), ("seizure-references", "part_of")):
            assert "CASE-É1/Łódź" in text_of(client.get(reverse(page), {name: text})), (page, text)


@pytest.mark.parametrize(
    "model", ["agencies/place", "agencies/country", "operations/operation", "seizures/seizure"]
)
def test_the_admin_searches_without_accents(client, model):
    client.force_login(UserFactory(role="administrator"))
    OperationFactory(name="Bogotá")
    Place.objects.create(name="Bogotá", kind="city")
    SeizureFactory(verified=True, reference="Bogotá")
    text = "cote d'ivoire" if model == "agencies/country" else "BOGOTA"

    page = client.get(f"/admin/{model}/", {"q": text})

    assert page.context["cl"].result_count == 1


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (lambda: Place.objects.search("bogotá"), "place_by_words"),
        (lambda: Place.objects.filter(name__folded="Bogotá"), "place_by_folded_name"),
        (lambda: Operation.objects.search("égide"), "operation_by_words"),
        (lambda: Agency.objects.search("policia"), "agency_by_words"),
        (lambda: Seizure.objects.filter(reference__folded_starts="case"), "seizure_by_reference"),
        (lambda: Seizure.objects.filter(reference__folded_ends="0001"), "seizure_by_reference_end"),
        (lambda: Seizure.objects.referred("case-é"), "seizure_by_reference_end"),
    ],
)
def test_a_search_has_an_index(rows, index):
    with connection.cursor() as cursor:
        # Of a few rows, the planner reads them all.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")

    plan = rows().order_by().explain()

    assert f"on {index}" in plan
    assert "Index Cond" in plan


LETTERS = some.text(
    some.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=("Cc",))
    | some.sampled_from("ıİłŁøØßſæœÞþđĐ’‘–—−\u0301\u0303\u0308ﬁﬂ①²½ａＡ"),
    max_size=30,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(LETTERS)
def test_the_database_and_the_program_fold_alike(db, text):
    assert in_sql("folded(%s)", text) == fold_text(text)
    assert (
        fold_text(unicodedata.normalize("NFD", text))
        == fold_text(unicodedata.normalize("NFC", text))
        == fold_text(text)
    )
    assert fold_text(fold_text(text)) == fold_text(text)

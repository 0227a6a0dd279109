"""Countries: current, withdrawn, and territories that report without a code of their own."""

import datetime

import pycountry
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import translation

from agencies.models import Country, CountryName

pytestmark = pytest.mark.django_db


def test_every_current_country_goes_by_its_alpha_3():
    ours = Country.objects.filter(kind="current")

    assert set(ours.values_list("code", "alpha2", "numeric")) == {
        (country.alpha_3, country.alpha_2, country.numeric) for country in pycountry.countries
    }


@pytest.mark.parametrize(
    ("code", "name", "last_day"),
    [
        ("SUN", "Soviet Union", datetime.date(1992, 8, 30)),
        ("CSK", "Czechoslovakia", datetime.date(1993, 6, 15)),
        ("DDR", "German Democratic Republic", datetime.date(1990, 10, 30)),
        ("YUG", "Yugoslavia", datetime.date(2003, 7, 23)),
        ("ANT", "Netherlands Antilles", datetime.date(2010, 12, 15)),
        ("RHO", "Southern Rhodesia", datetime.date(1980, 12, 31)),
    ],
)
def test_withdrawn_countries_say_until_when(code, name, last_day):
    country = Country.objects.get(code=code)

    assert (country.name, country.kind, country.valid_to) == (name, "withdrawn", last_day)


def test_a_withdrawn_country_whose_code_was_given_away_goes_by_its_four_letters():
    assert Country.objects.get(code="ATF").kind == "current"
    assert Country.objects.get(code="FQ-HH").alpha3 is None


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("XKX", "Kosovo"),
        ("GB-EAW", "United Kingdom (England and Wales)"),
        ("GB-SCT", "United Kingdom (Scotland)"),
        ("GB-NIR", "United Kingdom (Northern Ireland)"),
    ],
)
def test_territories_report_under_their_own_name(code, name):
    country = Country.objects.get(code=code)

    assert (country.name, country.kind, country.alpha2, country.alpha3) == (name, "territory", None, None)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("BOL", "Bolivia"),
        ("KOR", "South Korea"),
        ("CIV", "Côte d'Ivoire"),
        ("LCA", "Saint Lucia"),
        ("COD", "Democratic Republic of the Congo"),
    ],
)
def test_english_names_are_those_in_use(code, name):
    assert Country.objects.get(code=code).name == name


def test_every_country_is_named_in_four_languages():
    named = CountryName.objects.filter(language__in=("en", "es", "fr", "pt"))

    assert named.count() == 4 * Country.objects.count()
    assert not CountryName.objects.filter(name="").exists()


@pytest.mark.parametrize(
    ("language", "name"), [("es", "Alemania"), ("fr", "Allemagne"), ("pt-br", "Alemanha"), ("bn", "Germany")]
)
def test_a_country_is_named_in_the_reader_s_language_where_it_can_be(language, name):
    germany = Country.objects.get(code="DEU")

    with translation.override(language):
        assert str(germany) == name


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        pytest.param({"code": "ABC", "alpha3": "ABD"}, "country_goes_by_its_alpha3", id="another code"),
        pytest.param({"code": "ABC", "alpha2": "CO"}, "one_current_country_a_code", id="alpha-2 taken"),
        pytest.param({"code": "ABC", "kind": "lost"}, "country_kind_is_known", id="unknown kind"),
        pytest.param(
            {"code": "ABC", "valid_from": "2000-01-02", "valid_to": "2000-01-01"},
            "country_ends_after_it_began",
            id="ends first",
        ),
    ],
)
def test_the_database_refuses(facts, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        Country.objects.create(name="Nowhere", **facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"code": "ABC", "alpha3": "ABC", "alpha2": "QQ"},
        {"code": "CO-XX", "alpha2": "CO", "kind": "withdrawn"},
        {"code": "ABC", "valid_from": datetime.date(2000, 1, 1), "valid_to": datetime.date(2000, 1, 1)},
    ],
)
def test_the_database_takes(facts):
    country = Country(name="Nowhere", **facts)

    country.full_clean()
    country.save()


@pytest.mark.parametrize("code", ["col", "C", "COLO", "CO_X", "CO-"])
def test_a_code_is_of_capital_letters(code):
    with pytest.raises(ValidationError, match="Capital letters"):
        Country(name="Nowhere", code=code).full_clean()


def test_a_country_has_one_name_a_language():
    with pytest.raises(IntegrityError, match="one_name_a_language"):
        CountryName.objects.create(country=Country.objects.get(code="COL"), language="en", name="again")

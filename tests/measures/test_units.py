"""Units: exact factors, one namespace for units and one for currencies."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.utils import translation

from measures.models import Dimension, Unit
from measures.models.unit import CANONICAL

pytestmark = pytest.mark.django_db

EXACT = [
    ("LBR", "0.45359237"),
    ("ONZ", "0.028349523125"),
    ("STN", "907.18474"),
    ("LTN", "1016.0469088"),
    ("TNE", "1000"),
    ("GRM", "0.001"),
    ("MGM", "0.000001"),
    ("VISS", "1.63293"),
    ("GLL", "3.785411784"),
    ("GLI", "4.54609"),
    ("OZA", "0.0295735295625"),
    ("MLT", "0.001"),
    ("U2", "1"),
    ("PLANT", "1"),
]
NIBRS = {
    "DU": {"DOSE", "U2"},
    "FO": {"OZA"},
    "GL": {"GLL"},
    "GM": {"GRM"},
    "KG": {"KGM"},
    "LB": {"LBR"},
    "LT": {"LTR"},
    "ML": {"MLT"},
    "NP": {"PLANT"},
    "OZ": {"ONZ"},
}


@pytest.mark.parametrize(("code", "factor"), EXACT)
def test_factors_are_exact(code, factor):
    assert Unit.objects.quantity(code).factor == Decimal(factor)


def test_pounds_ounces_and_tons_agree_with_each_other():
    factor = {unit.code: unit.factor for unit in Unit.objects.quantities()}

    assert factor["ONZ"] * 16 == factor["LBR"]
    assert factor["LBR"] * 2000 == factor["STN"]
    assert factor["LBR"] * 2240 == factor["LTN"]
    assert factor["OZA"] * 128 == factor["GLL"]
    assert factor["OZI"] * 160 == factor["GLI"]


def test_a_ton_of_no_stated_kind_names_its_method_and_never_overstates():
    ton = Unit.objects.quantity("TON")

    assert "short ton" in ton.method
    assert ton.factor == min(Unit.objects.quantity(code).factor for code in ("STN", "LTN", "TNE"))


def test_only_an_assumption_has_a_method():
    assert set(Unit.objects.exclude(method="").values_list("code", flat=True)) == {"TON"}


@pytest.mark.parametrize("dimension", CANONICAL)
def test_canonical_units_are_worth_one(dimension):
    unit = Unit.objects.quantity(CANONICAL[dimension])

    assert (unit.dimension, unit.factor) == (dimension, 1)


def test_nibrs_measurements_have_their_units():
    found = {}
    for code, nibrs in Unit.objects.exclude(nibrs_code="").values_list("code", "nibrs_code"):
        found.setdefault(nibrs, set()).add(code)

    assert found == NIBRS


def test_stn_is_a_weight_and_a_currency():
    assert Unit.objects.quantity("STN").dimension == Dimension.MASS
    assert Unit.objects.currency("STN").minor_units == 2


@pytest.mark.parametrize(
    ("code", "dimension", "constraint"),
    [
        pytest.param("KGM", Dimension.VOLUME, "one_unit_a_code", id="a unit twice"),
        pytest.param("USD", Dimension.MONEY, "one_currency_a_code", id="a currency twice"),
    ],
)
def test_a_code_is_taken_once(code, dimension, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        Unit.objects.create(code=code, name="again", dimension=dimension)


def test_a_dimension_is_one_of_ours():
    with pytest.raises(IntegrityError, match="unit_dimension_is_known"):
        Unit.objects.create(code="ACR", name="acre", dimension="area")


@pytest.mark.parametrize("factor", [Decimal(0), Decimal("-0.001")])
def test_a_factor_is_more_than_zero(factor):
    with pytest.raises(IntegrityError, match="unit_factor_is_positive"):
        Unit.objects.create(code="X", name="x", dimension=Dimension.MASS, factor=factor)


def test_a_currency_has_no_fixed_factor():
    with pytest.raises(IntegrityError, match="currency_has_no_fixed_factor"):
        Unit.objects.create(code="QQQ", name="x", dimension=Dimension.MONEY, factor=2)


def test_there_is_one_reporting_currency():
    assert Unit.objects.get(is_reporting=True).code == "USD"
    with pytest.raises(IntegrityError, match="one_reporting_currency"):
        Unit.objects.currencies().filter(code="EUR").update(is_reporting=True)


@pytest.mark.parametrize("number", ["1E+40", "1E-41", "NaN", "Infinity", "1" + "0" * 40])
def test_a_number_of_no_sane_length_is_refused_in_words(number):
    unit = Unit(code="X", name="x", dimension=Dimension.MASS, factor=Decimal(number))

    with pytest.raises(ValidationError) as refusal:
        unit.full_clean()

    assert "factor" in refusal.value.message_dict


@pytest.mark.parametrize("number", ["9" * 40, "0." + "0" * 39 + "1", "97637.5283026566933961"])
def test_numbers_keep_every_digit(number):
    unit = Unit.objects.create(code="X", name="x", dimension=Dimension.MASS, factor=Decimal(number))

    unit.refresh_from_db()

    assert str(unit.factor) in {number, f"{Decimal(number):E}"}
    assert unit.factor == Decimal(number)


def test_the_database_converts_as_the_factors_say():
    pound = Unit.objects.quantity("LBR")
    with connection.cursor() as cursor:
        cursor.execute("SELECT measures_canonical(97637.5283026566933961, %s)", [pound.pk])
        (converted,) = cursor.fetchone()

    assert converted == Decimal("44287.637863744126853900347757")


def test_currencies_are_named_in_the_reader_s_language():
    with translation.override("fr"):
        assert Unit.objects.currency("USD").localised == "dollar des États-Unis"
    with translation.override("en"):
        assert Unit.objects.quantity("LBR").localised == "pound"

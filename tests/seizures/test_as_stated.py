"""What sources state is taken as it is stated, with a caution where it looks odd."""

from decimal import Decimal

import pytest

from common.errors import Invalid
from measures.models import ExchangeRate, Measure, Unit
from measures.partial_date import PartialDate
from ops_tracker.management.commands.load_reference import load_irrevocable_rates
from records.cautions import caution_records
from seizures.models import Disposition, SeizedItem, Seizure
from seizures.services import record_disposition, record_seizure
from tests.calls import person

pytestmark = pytest.mark.django_db


def recorded(code, *, date="2009-07-14", **stated):
    for name in ("unit", "currency"):
        if name in stated:
            rows = Unit.objects.currencies() if name == "currency" else Unit.objects.quantities()
            stated[name] = rows.get(code=stated[name])
    by = person()
    item = SeizedItem(measure=Measure.objects.get(code=code), **stated)
    return record_seizure(Seizure(date=PartialDate.parse(date)), items=[item], by=by), by


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ("CASH.GOLD", "KGM"), ("CASH.GOLD", "APZ"), ("PROPERTY.JEWELLERY", "GRM"), ("AMMUNITION", "KGM"),
        ("WILDLIFE.LIVE", "KGM"),
    ],
)  # fmt: skip
def test_what_is_weighed_is_taken_by_weight(code, unit):
    seizure, _by = recorded(code, quantity=Decimal("2.5"), unit=unit)

    assert seizure.items.get().quantity == Decimal("2.5")


@pytest.mark.parametrize(
    ("code", "unit"), [("WILDLIFE.IVORY", "C62"), ("WEAPONS.PISTOL", "H87"), ("AMMUNITION", "ROUND")]
)
def test_a_fraction_of_a_piece_is_kept_with_a_caution(code, unit):
    seizure, by = recorded(code, quantity=Decimal("1.2"), unit=unit)

    [found] = caution_records([seizure], by=by)
    assert seizure.items.get().quantity == Decimal("1.2")
    assert [(caution.path, caution.code) for caution in found] == [("items.0.quantity", "fraction")]


@pytest.mark.parametrize(("quantity", "unit"), [("3", "C62"), ("1.5", "U2"), ("1.5", "KGM")])
def test_what_is_whole_or_divided_has_none(quantity, unit):
    seizure, by = recorded("NARC.HEROIN", quantity=Decimal(quantity), unit=unit)

    assert caution_records([seizure], by=by) == [[]]


@pytest.mark.parametrize(("quantity", "unit"), [("0.1", "DZN"), ("0.0001", "MIL")])
def test_a_fraction_of_a_dozen_is_a_number_of_pieces_or_refused(quantity, unit):
    with pytest.raises(Invalid, match="whole number of pieces"):
        recorded("WEAPONS.PISTOL", quantity=Decimal(quantity), unit=unit)


@pytest.mark.parametrize("qualifier", ["at_least", "approximately"])
def test_more_than_an_amount_that_is_open_above_may_be_disposed_of(qualifier):
    seizure, by = recorded("NARC.HEROIN", quantity=Decimal(10), unit="KGM", qualifier=qualifier)

    gone = Disposition(item=seizure.items.get(), stage="destroyed", quantity=Decimal(11))

    assert record_disposition(gone, by=by).quantity == 11


@pytest.mark.parametrize(
    ("code", "per_euro", "date"),
    [
        ("DEM", "1.95583", "2015-03-02"),
        ("HRK", "7.5345", "2024-05-06"),
        ("BGN", "1.95583", "2026-03-02"),
    ],
)
def test_withdrawn_banknotes_are_worth_what_they_are_exchanged_for(code, per_euro, date):
    load_irrevocable_rates()
    ExchangeRate.objects.create(
        currency=Unit.objects.currency("USD"), date=date, per_euro=Decimal("1.25"), source="ECB"
    )

    seizure, _by = recorded("CASH.CURRENCY", date=date, amount=Decimal(1000), currency=code)

    expected = Decimal(1000) / Decimal(per_euro) * Decimal("1.25")
    assert abs(seizure.items.get().value - expected) < Decimal("0.0001")

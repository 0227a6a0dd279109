"""Amounts in the lists of the admin screens."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from common.text.numbers import number as grouped
from measures.models import Dimension, Measure, Unit
from measures.models.unit import CANONICAL
from measures.nouns import noun, unit_noun


def reported_amount(item: Any) -> str:
    """The amount as reported, such as `more than 3,500,000 USD`; "not stated", never zero, if it is unknown."""
    amounts = (item.quantity, item.quantity_high, item.unit), (item.amount, item.amount_high, item.currency)
    parts = [
        f"{_grouped(number, high)} {_called(unit, item.measure, high or number)}".strip()
        for number, high, unit in amounts
        if number is not None
    ]
    return f"{item.get_qualifier_display()} {' · '.join(parts)}" if parts else gettext("not reported")


def _grouped(number: Decimal, high: Decimal | None) -> str:
    return grouped(number) if high is None else f"{grouped(number)}\N{EN DASH}{grouped(high)}"


def _called(unit: Unit, measure: Measure, number: Decimal) -> str:
    """The noun of the amount: the measure's own for what is counted one by one, else the unit's."""
    if unit.is_currency:
        return unit.code
    if unit.code == CANONICAL[Dimension.COUNT]:
        return noun(measure.counted_in, number)
    return unit.symbol or unit_noun(unit.code, measure.counted_in, number) or unit.localised

"""From what was reported to what can be added up: exact factors and published rates, never a float."""

import datetime
from decimal import Context, Decimal

from django.conf import settings

from measures.models import ExchangeRate, Unit

EXACT = Context(prec=60)
# A rate is a published estimate with six digits; a value keeps far more than the minor unit needs.
VALUE_PLACES = Decimal("0.000001")


def canonical(quantity: Decimal | None, unit: Unit | None) -> Decimal | None:
    """The quantity in kilograms, litres or pieces; None where it, or the unit's factor, is not known."""
    if quantity is None or unit is None or unit.factor is None:
        return None
    return EXACT.multiply(quantity, unit.factor).normalize(EXACT)


def rate(currency: str, day: datetime.date) -> ExchangeRate | None:
    """The last rate published on or before the day."""
    return ExchangeRate.objects.published_by(day).filter(currency__code=currency).first()


def value(
    amount: Decimal | None, currency: Unit | None, day: datetime.date | None
) -> tuple[Decimal | None, datetime.date | None]:
    """The amount in the reporting currency and the day of the rate used; unknown where there is no rate.

    An amount in the reporting currency itself is its own value, whatever the day.
    """
    if amount is None or currency is None:
        return None, None
    if currency.code == settings.REPORTING_CURRENCY:
        return amount, None
    if day is None:
        return None, None
    return _converted(amount, currency.code, day)


def _converted(
    amount: Decimal, currency: str, day: datetime.date
) -> tuple[Decimal | None, datetime.date | None]:
    theirs, ours = _per_euro(currency, day), _per_euro(settings.REPORTING_CURRENCY, day)
    if theirs is None or ours is None:
        return None, None
    in_euro = EXACT.divide(amount, theirs[0])
    return EXACT.multiply(in_euro, ours[0]).quantize(VALUE_PLACES, context=EXACT), min(theirs[1], ours[1])


def _per_euro(currency: str, day: datetime.date) -> tuple[Decimal, datetime.date] | None:
    if currency == "EUR":
        return Decimal(1), day
    found = rate(currency, day)
    return (found.per_euro, found.date) if found else None

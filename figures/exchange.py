"""Converts money as reported into another currency, at the rates of a day."""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from figures.answer.figure import EXACT, QUANTIFIED, ZERO, Figure
from figures.ledger.snapshot import fetch_tuples

Rates = dict[tuple[str, datetime.date], Decimal]
RATES = """
    SELECT w.code, w.day, (measures_rate(u.id, w.day)).per_euro
    FROM unnest(%(codes)s::text[], %(days)s::date[]) w (code, day)
    JOIN measures_unit u ON u.code = w.code AND u.dimension = 'money'
"""
# As the database values what is recorded (measures_value).
DIGITS = Decimal(1).scaleb(-16)


def rates_of(wanted: Iterable[tuple[str, datetime.date]]) -> Rates:
    """The rates for one euro on that day, by currency; a currency without a rate is left out."""
    pairs = sorted(set(wanted))
    if not pairs:
        return {}
    codes, days = (list(column) for column in zip(*pairs, strict=True))
    found = fetch_tuples(RATES, {"codes": codes, "days": days})
    return {(code, day): per_euro for code, day, per_euro in found if per_euro is not None}


def exchanged(figure: Figure, currency: str, day: datetime.date | None, rates: Rates) -> Figure:
    """The figure in the currency. Without a day, or a rate for it, its parts count as unvalued."""
    if figure.unit == currency or not figure.is_quantified:
        return replace(figure, unit=currency)
    ours, theirs = (rates.get((code, day)) if day else None for code in (currency, figure.unit))
    if ours is None or theirs is None:
        parts = sum(getattr(figure, kind) for kind in QUANTIFIED)
        lost = replace(figure, unit=currency, value=None, unvalued=figure.unvalued + parts)
        for kind in QUANTIFIED:
            setattr(lost, kind, 0)
        return lost
    value, less, more = (
        EXACT.divide(EXACT.multiply(number or ZERO, ours), theirs)
        .quantize(DIGITS, ROUND_HALF_UP, EXACT)
        .normalize(EXACT)
        for number in (figure.value, figure.less, figure.more)
    )
    return replace(figure, unit=currency, value=value, less=less, more=more)

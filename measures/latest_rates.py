"""The latest published rates, by which pages show money in another currency than the one that values it."""

import datetime
from dataclasses import dataclass
from decimal import Context, Decimal

from django.conf import settings
from django.db.models import Max, QuerySet

from measures.models import ExchangeRate, Unit

EURO = "EUR"
QUOTIENT = Context(prec=60)


@dataclass(frozen=True)
class LatestRate:
    """How much of the reporting currency is one of another on the last day that has rates of both."""

    day: datetime.date
    currency: str
    one_is: Decimal
    source: str

    @property
    def for_one(self) -> Decimal:
        """How much of the other currency is one of the reporting currency, in six digits, to be read."""
        return Context(prec=6).divide(Decimal(1), self.one_is)


def latest_rate(currency: str) -> LatestRate | None:
    """The latest rate of the currency; None where the last published day has none of it."""
    found = {rate.currency.code: rate for rate in _latest().filter(currency__code__in=[currency, _ours()])}
    known = {code: rate.per_euro for code, rate in found.items()} | {EURO: Decimal(1)}
    if not found or currency not in known or _ours() not in known:
        return None
    rate = next(iter(found.values()))
    return LatestRate(rate.date, currency, QUOTIENT.divide(known[_ours()], known[currency]), rate.source)


def currencies_with_rates() -> list[Unit]:
    """The currencies of the last published day, with the reporting currency and the euro, by code."""
    codes = {*_latest().values_list("currency__code", flat=True), EURO, _ours()}
    return list(Unit.objects.currencies().filter(code__in=codes).order_by("code"))


def _ours() -> str:
    return str(settings.REPORTING_CURRENCY)


def _latest() -> QuerySet[ExchangeRate]:
    published = ExchangeRate.objects.filter(valid_to=None)
    last = published.aggregate(last=Max("date"))["last"]
    return published.filter(date=last).select_related("currency")

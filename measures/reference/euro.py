"""Currencies that became the euro: the fixed rate, its first day, and the last day of exchange.

Rates: Council Regulation (EC) No 2866/98 and the regulations that amend it. Last days of exchange: the national
central banks, for banknotes, as listed by the European Central Bank.
"""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

SOURCE = "Council Regulation (EC) No 2866/98, as amended: irrevocable"
FOR_EVER = datetime.date(9999, 12, 31)

#   code, for one euro, from, exchanged until
EURO = [
    ("ATS", "13.7603", "1999-01-01", FOR_EVER),
    ("BEF", "40.3399", "1999-01-01", FOR_EVER),
    ("DEM", "1.95583", "1999-01-01", FOR_EVER),
    ("ESP", "166.386", "1999-01-01", datetime.date(2021, 6, 30)),
    ("FIM", "5.94573", "1999-01-01", datetime.date(2012, 2, 29)),
    ("FRF", "6.55957", "1999-01-01", datetime.date(2012, 2, 17)),
    ("IEP", "0.787564", "1999-01-01", FOR_EVER),
    ("ITL", "1936.27", "1999-01-01", datetime.date(2011, 12, 6)),
    ("LUF", "40.3399", "1999-01-01", FOR_EVER),
    ("NLG", "2.20371", "1999-01-01", datetime.date(2032, 1, 1)),
    ("PTE", "200.482", "1999-01-01", datetime.date(2022, 2, 28)),
    ("GRD", "340.750", "2001-01-01", datetime.date(2012, 3, 1)),
    ("SIT", "239.640", "2007-01-01", FOR_EVER),
    ("CYP", "0.585274", "2008-01-01", datetime.date(2017, 12, 31)),
    ("MTL", "0.429300", "2008-01-01", datetime.date(2018, 1, 31)),
    ("SKK", "30.1260", "2009-01-01", FOR_EVER),
    ("EEK", "15.6466", "2011-01-01", FOR_EVER),
    ("LVL", "0.702804", "2014-01-01", FOR_EVER),
    ("LTL", "3.45280", "2015-01-01", FOR_EVER),
    ("HRK", "7.53450", "2023-01-01", FOR_EVER),
    ("BGN", "1.95583", "2026-01-01", FOR_EVER),
]

EXCHANGED_TO = {code: until for code, _rate, _adopted, until in EURO}


def rows() -> Iterator[dict[str, Any]]:
    """The fixed rates, each from the day of adoption, without an end."""
    for code, rate, adopted, _until in EURO:
        yield {
            "currency": code,
            "date": datetime.date.fromisoformat(adopted),
            "per_euro": Decimal(rate),
            "source": SOURCE,
            "valid_to": FOR_EVER,
        }

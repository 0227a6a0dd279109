"""The kinds of rows that plain values name: measures, units and currencies."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from common.db.lookups import Condition, RowKind
from measures.models import Measure, Unit


def _of_quantities(_reader: Any) -> Condition:
    return "t.dimension NOT IN ('money', 'ratio')", ()


def _of_money(_reader: Any) -> Condition:
    return "t.dimension = 'money'", ()


MEASURE = RowKind(_("measure"), Measure)
UNIT = RowKind(_("unit"), Unit, _of_quantities)
CURRENCY = RowKind(_("currency"), Unit, _of_money)
ANY_UNIT = RowKind(_("unit"), Unit)

"""The kinds of rows that plain values name: measures, units and currencies."""

from django.utils.translation import gettext_lazy as _

from common.db.lookups import RowKind
from measures.models import Measure, Unit

MEASURE = RowKind(_("measure"), Measure)
UNIT = RowKind(_("unit"), Unit, "t.dimension NOT IN ('money', 'ratio')")
CURRENCY = RowKind(_("currency"), Unit, "t.dimension = 'money'")
ANY_UNIT = RowKind(_("unit"), Unit)

"""The kind of row that plain values name: items of seizures that the reader may see."""

from django.utils.translation import gettext_lazy as _

from common.db.lookups import Condition, RowKindById
from operations.sharing import Reader, visible_condition
from seizures.models import SeizedItem, Seizure


def _of_visible_seizures(reader: Reader) -> Condition:
    condition, params = visible_condition(Seizure, reader, table="s")
    return f"EXISTS (SELECT FROM seizures_seizure s WHERE s.id = t.seizure_id AND {condition})", params


SEIZED_ITEM = RowKindById(_("item"), SeizedItem, _of_visible_seizures)

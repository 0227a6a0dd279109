"""What the parts of a seizure say, as facts of a version of it."""

from typing import Any

from django.utils.translation import gettext as _

from operations.discretion import INNER
from operations.versions import Detail
from seizures.models import Disposition

ITEM = (
    "measure_id", "qualifier", "quantity", "unit_id", "amount", "currency_id", "description", "form", "purity",
    "laboratory_confirmed", "calibre", "marked", "trace_requested",
)  # fmt: skip
GONE = (
    "stage", "forfeiture", "qualifier", "quantity", "unit_id", "amount", "currency_id", "date_from", "date_to",
    "date_precision",
)  # fmt: skip


def item_detail(item: Any, *, inside: bool) -> Detail:
    """An item, or a row of its history; a change of its inner text is none to those outside."""
    names = ITEM if inside else [name for name in ITEM if name not in INNER]
    return Detail(str(item.measure), item, "item", key=tuple(getattr(item, name) for name in names))


def disposition_detail(row: Any) -> Detail:
    """What became of an item. A row of history becomes the disposition that it was."""
    disposition = Disposition(item=row.item, **{name: getattr(row, name) for name in GONE})
    return Detail(
        str(_("What became of it")),
        disposition,
        "disposition",
        key=tuple(getattr(row, name) for name in GONE),
    )

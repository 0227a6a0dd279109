"""Rows of a seizure as details of one of its versions."""

from typing import Any

from django.utils.translation import gettext as _

from operations.discretion import INNER
from operations.versions import Detail
from seizures.models import Disposition, SeizedItem

ITEM_FIELDS = (
    "measure_id", "qualifier", "quantity", "quantity_high", "unit_id", "amount", "amount_high", "currency_id",
    "description", "weight", "estimated", "provisional", "form", "purity",
    "laboratory_confirmed", "calibre", "marked", "trace_requested", "cites_appendix",
)  # fmt: skip
DISPOSITION_FIELDS = (
    "stage", "forfeiture", "qualifier", "quantity", "quantity_high", "unit_id", "amount", "amount_high", "currency_id",
    "date_from", "date_to",
    "date_precision",
)  # fmt: skip


def item_detail(item: Any, *, inside: bool) -> Detail:
    """An item, or an event of its history. Outside the record, a change of inner text is no change."""
    names = ITEM_FIELDS if inside else [name for name in ITEM_FIELDS if name not in INNER]
    key = tuple(getattr(item, name) for name in names)
    return Detail(str(item.measure), _as_item(item), "item", key=key, field="items")


def _as_item(row: Any) -> SeizedItem:
    """The item that an event of its history stored, with the rows that it was loaded with."""
    if isinstance(row, SeizedItem):
        return row
    item = SeizedItem(**{name: getattr(row, name) for name in ITEM_FIELDS})
    item.measure, item.unit, item.currency = row.measure, row.unit, row.currency
    return item


def disposition_detail(row: Any) -> Detail:
    """A disposition, or the one that an event of its history stored."""
    disposition = Disposition(item=row.item, **{name: getattr(row, name) for name in DISPOSITION_FIELDS})
    return Detail(
        str(_("What became of it")),
        disposition,
        "disposition",
        key=tuple(getattr(row, name) for name in DISPOSITION_FIELDS),
    )

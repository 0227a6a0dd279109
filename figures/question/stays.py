"""Dimensions that records have by way of another: a region by the country, a threat by the operation.

The ledger stores neither. What it has is looked up in what the country or the operation is said to belong to: as it is
now, or for a question about the past as it was known then, which the history has.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from agencies.models import RegionMember
from operations.models import Operation

Day = datetime.date | None


@dataclass(frozen=True)
class Stay:
    """Rows of the key belong to the value from the first to the last day; None where there is no end."""

    key: Any
    value: Any
    first: Day = None
    last: Day = None

    def holds(self, day: Day) -> bool:
        """Whether a record belongs by it whose first possible day is that; one without a date, as long as it lasts."""
        if day is None:
            return self.last is None
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def region_stays(at: datetime.datetime | None) -> list[Stay]:
    columns = ("country_id", "region_id", "valid_from", "valid_to")
    return [Stay(*row) for row in _rows_at(RegionMember, at, columns)]


def threat_stays(at: datetime.datetime | None) -> list[Stay]:
    return [Stay(pk, code) for pk, codes in _rows_at(Operation, at, ("id", "threats")) for code in codes]


def _rows_at(model: Any, at: datetime.datetime | None, columns: tuple[str, ...]) -> list[Any]:
    """The rows of a tracked model, as they are or as they were at an instant."""
    if at is None:
        return list(model._default_manager.order_by().values_list(*columns))
    events = model.pgh_event_model.objects.filter(pgh_created_at__lte=at)
    latest = events.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return [row for label, *row in latest.values_list("pgh_label", *columns) if label != "delete"]

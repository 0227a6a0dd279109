"""The share of “other” and “not stated” in the records of an operation, by the agency that recorded them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from agencies.models import Agency
from figures.completeness.board import HANDED_IN
from operations.models import Operation, Outcome
from operations.sharing import Reader
from outcomes.vague import GAPS as OF_OUTCOMES
from records.vague import Gap
from seizures.models import Seizure
from seizures.vague import GAPS as OF_SEIZURES

GAPS: tuple[tuple[str, Any, dict[str, Gap]], ...] = (
    ("seizure", Seizure, OF_SEIZURES),
    ("outcome", Outcome, OF_OUTCOMES),
)


@dataclass(frozen=True)
class GapCount:
    """How many of the agency's records of one kind (`of`) leave something open."""

    kind: str
    agency: Agency
    gap: str
    label: str
    records: int
    of: int

    @property
    def percent(self) -> int:
        return round(100 * self.records / self.of)


def gaps_of(operation: Operation, reader: Reader, *, own: bool) -> list[GapCount]:
    """The gaps of the records that the reader may see, submitted and verified; with `own` those of their agency."""
    within = [operation.pk, *operation.phases.visible_to(reader).values_list("pk", flat=True)]
    found: list[GapCount] = []
    for kind, model, gaps in GAPS:
        records = model.objects.visible_to(reader).filter(operation__in=within, state__in=HANDED_IN)
        if own:
            records = records.filter(owner=reader.agency_id)
        counts = {f"gap_{n}": Count("pk", filter=gap.condition) for n, gap in enumerate(gaps.values())}
        rows = list(records.order_by().values("owner").annotate(of=Count("pk"), **counts))
        agencies = Agency.objects.in_bulk([row["owner"] for row in rows])
        for row in sorted(rows, key=lambda row: agencies[row["owner"]].code):
            for number, (name, gap) in enumerate(gaps.items()):
                if many := row[f"gap_{number}"]:
                    found.append(
                        GapCount(kind, agencies[row["owner"]], name, str(gap.label), many, row["of"])
                    )
    return found

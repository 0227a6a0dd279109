"""Lists of what belongs to an operation: each is a tab or a page, and the summary has the first rows of some."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from dashboards.operation.figures import FIRST
from operations.discretion import Discretion
from operations.history import HistoryEntry, history_of, named_readers
from operations.models import (
    Acceptance,
    Claim,
    Indicator,
    Operation,
    OperationReader,
    Outcome,
    OutcomeSource,
    Source,
    sources_for,
)
from operations.veil import veil_operations
from seizures.models import Credit, Seizure, SeizureSource

# The history of an operation is not read further back for a page.
MOST_EVENTS = 1000
# Records beyond those shown are counted up to here.
MOST_COUNTED = 1000
HERE = "dashboards/operation"
ROLES = ("lead", "coordinator", "host", "participant", "observer")


class Records:
    """The standing records of an operation and its phases, or credited to it, newest first.

    Each way to belong is a query of its own, which uses an index: one query for both would read every record.
    """

    def __init__(self, shown: Any, reader: User, *ways: QuerySet[Any]) -> None:
        self.shown, self.reader, self.ways = shown, reader, ways

    def __getitem__(self, rows: slice) -> list[Any]:
        found = {pair for way in self.ways for pair in way.values_list("created_at", "pk")[: rows.stop]}
        keys = [pk for _at, pk in sorted(found, reverse=True)[rows]]
        records = sorted(self.shown.filter(pk__in=keys), key=lambda row: keys.index(row.pk))
        veil_operations(records, Discretion(self.reader))
        return records

    def count(self, most: int = MOST_COUNTED + 1) -> int:
        """The number of records, at most `most`."""
        return min(most, sum(way.order_by()[:most].count() for way in self.ways))


def seizures_of(found: Operation, reader: User) -> Records:
    seizures = Seizure.objects.visible_to(reader).standing()
    credited = seizures.filter(pk__in=accepted_credits(found))
    own = within(found, reader)
    ways = seizures.filter(operation__in=own), credited.exclude(operation__in=own)
    return Records(Seizure.objects.with_items(), reader, *ways)


def accepted_credits(found: Operation) -> QuerySet[Any, Any]:
    """The ids of the seizures whose credit the operation has accepted."""
    return Credit.objects.filter(operation=found, acceptance=Acceptance.ACCEPTED).values("seizure")


def outcomes_of(found: Operation, reader: User) -> Records:
    shown = Outcome.objects.with_amounts().select_related("operation", "agency")
    own = Outcome.objects.visible_to(reader).standing().filter(operation__in=within(found, reader))
    return Records(shown, reader, own)


def within(found: Operation, reader: User) -> list[Any]:
    """The ids of the operation and of its phases that the reader may see; hidden ones are not disclosed."""
    return [found.pk, *found.phases.visible_to(reader).values_list("pk", flat=True)]


def participations(found: Operation, _reader: User) -> QuerySet[Any]:
    """Participations by role, leads first."""
    order = Case(*(When(role=role, then=place) for place, role in enumerate(ROLES)))
    return found.participations.select_related("agency__country", "country").order_by(order, "pk")


def indicators(found: Operation, reader: User) -> QuerySet[Any]:
    shown = Indicator.objects.visible_to(reader).filter(operation=found)
    return shown.select_related("unit").prefetch_related(sources_for(reader))


def sources(found: Operation, reader: User) -> QuerySet[Any]:
    """The sources of an operation and of its claims, indicators and records, as far as the reader may see both."""
    own = within(found, reader)
    naming = (
        Claim.objects.filter(operation=found),
        Indicator.objects.filter(operation=found),
        Seizure.objects.visible_to(reader).filter(operation__in=own),
        Seizure.objects.visible_to(reader).filter(pk__in=accepted_credits(found)),
        Outcome.objects.visible_to(reader).filter(operation__in=own),
        SeizureSource.objects.filter(
            seizure__in=Seizure.objects.visible_to(reader).filter(operation__in=own)
        ),
        OutcomeSource.objects.filter(
            outcome__in=Outcome.objects.visible_to(reader).filter(operation__in=own)
        ),
    )
    named = Q(operation=found)
    for rows in naming:
        named |= Q(Exists(rows.order_by().filter(source=OuterRef("pk"))))
    return Source.objects.visible_to(reader).filter(named)


class OperationHistory:
    """The changes of an operation, newest first, read only as far as they are shown."""

    def __init__(self, found: Operation, reader: User) -> None:
        self.found, self.discretion = found, Discretion(reader)
        # Who was named to read it is for those inside.
        inside = self.discretion.is_inside(found)
        self.parts = [named_readers(OperationReader, "operation")] if inside else []

    def __getitem__(self, rows: slice) -> list[HistoryEntry]:
        most = min(rows.stop, MOST_EVENTS)
        return history_of(self.found, self.discretion, most=most, parts=self.parts)[rows]

    def count(self) -> int:
        return len(self[:MOST_EVENTS])


@dataclass(frozen=True)
class BelongingList:
    """A list with pages of its own. `name` is part of the address, and `tab` the URL's name of the tab it is under."""

    name: str
    title: Any
    rows: Callable[[Operation, User], Any]
    template: str
    # What the template calls the rows.
    called: str = ""
    tab: str = ""

    @property
    def variable(self) -> str:
        return self.called or self.name

    @property
    def url_name(self) -> str:
        return f"operation-{self.name}"


LISTINGS = {
    listing.name: listing
    for listing in (
        BelongingList("seizures", _("Seizures"), seizures_of, f"{HERE}/seizures.html"),
        BelongingList("outcomes", _("Outcomes"), outcomes_of, f"{HERE}/outcomes.html"),
        BelongingList(
            "indicators", _("Indicators"), indicators, f"{HERE}/indicators.html", tab="operation-sources"
        ),
        BelongingList("history", _("History"), OperationHistory, "dashboards/components/history.html"),
    )
}


def first_rows(rows: Any, few: int = FIRST) -> tuple[list[Any], bool]:
    """The first rows of a list, and whether there are more."""
    shown = list(rows[: few + 1])
    return shown[:few], len(shown) > few

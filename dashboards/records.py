"""Seizures and outcomes in one list, for the lists of work and of review."""

from collections.abc import Callable
from contextlib import suppress
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import CharField, QuerySet, Value
from django.http import HttpRequest

from common.db.acts import read_version
from operations.discretion import Discretion
from operations.models import Outcome, ReviewedQuerySet, ReviewedRecord
from operations.sharing import Reader
from operations.veil import veil_operations
from seizures.models import Seizure

PEOPLE = ("created_by", "last_edited_by", "amends")
SHOWN = ("operation", "owner", "agency")
# How many records a page has on which some are chosen: as many as are decided on at once, at most.
SIZES = (50, 200, 500)
Chosen = Callable[[ReviewedQuerySet], ReviewedQuerySet]


def both(of: Chosen) -> list[ReviewedRecord]:
    """The rows that `of` chooses of each model, with what the list shows, in a fixed number of queries."""
    seizures = of(Seizure.objects.with_items().select_related(*PEOPLE))
    outcomes = of(Outcome.objects.with_amounts().select_related(*SHOWN, *PEOPLE))
    return list(chain(seizures, outcomes))


class Together:
    """Records of both models in one order, for a Paginator: counted by the database, and read page by page.

    The reader, who may see them all, does not read of operations that are hidden from them.
    """

    def __init__(self, of: Chosen, order: str, reader: Reader) -> None:
        self.of, self.order, self.discretion = of, order, Discretion(reader)

    def count(self) -> int:
        return sum(self.of(model.objects.all()).order_by().count() for model in (Seizure, Outcome))

    __len__ = count

    def __getitem__(self, part: slice) -> list[ReviewedRecord]:
        keys = [pk for _at, pk, _kind in self._keys()[part]]
        place = {pk: number for number, pk in enumerate(keys)}
        found = both(lambda records: records.filter(pk__in=keys))
        veil_operations(found, self.discretion)
        return sorted(found, key=lambda record: place[record.pk])

    def _keys(self) -> QuerySet[Any, Any]:
        column = self.order.removeprefix("-")
        seizures, outcomes = (
            self.of(model.objects.all())
            .order_by()
            .values_list(column, "pk", Value(model.__name__, output_field=CharField()))
            for model in (Seizure, Outcome)
        )
        return seizures.union(outcomes, all=True).order_by(self.order, "pk")


def page_size(request: HttpRequest) -> int:
    sizes = {str(size): size for size in SIZES}
    return sizes.get(request.GET.get("size", ""), SIZES[0])


def seen_versions(chosen: list[str], model: type[ReviewedRecord]) -> dict[UUID, int]:
    """The chosen ids of that model with the versions on the page; 0, which no record has, if none was sent."""
    seen = {}
    for text in chosen[: SIZES[-1]]:
        kind, _colon, record = text.partition(":")
        pk, _colon, version = record.partition(":")
        if kind == model._meta.model_name:
            with suppress(ValueError):
                seen[UUID(pk)] = read_version(version)
    return seen

"""A seizure as somebody wrote it, with its items and credits, not saved yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from django.db import models

from agencies.models import User
from common.db.copying import insert_rows
from common.errors import Findings
from operations.models import Acceptance, Measured
from operations.models.content import content_of
from records.drafts import UNCOUNTED, Draft, moved
from records.surroundings import Surroundings
from seizures.checks import check_credits, check_items, check_where
from seizures.models import Credit, SeizedItem, Seizure

M = TypeVar("M", bound=models.Model)


@dataclass
class SeizureDraft(Draft[Seizure]):
    """`items` and `credits` take the place of those that the seizure has; None leaves them as they are."""

    items: Sequence[SeizedItem] | None = ()
    credits: Sequence[Credit] | None = ()

    @property
    def amounts(self) -> Sequence[Measured]:
        return self.items or ()

    @property
    def operations(self) -> set[Any]:
        return {self.record.operation_id, *(credit.operation_id for credit in self.credits or ())} - {None}

    def complete(self) -> None:
        seizure = self.record
        if seizure.place and seizure.country_id is None:
            seizure.country = seizure.place.country

    def load(self, stored: Seizure, by: User) -> None:
        items = stored.items.select_related("measure__unit", "unit", "currency").prefetch_related(
            "dispositions"
        )
        self.stored_items = {item.pk: item for item in items}
        self.stored_credits = {credit.pk: credit for credit in stored.credits.visible_to(by)}
        self.items = list(self.stored_items.values()) if self.items is None else self.items
        self.credits = list(self.stored_credits.values()) if self.credits is None else self.credits

    def move_to(self, copy: Seizure, rows: Mapping[Any, Any]) -> None:
        super().move_to(copy, rows)
        self.items, self.credits = _moved_rows(self.items, rows), _moved_rows(self.credits, rows)

    def check_rest(self, findings: Findings, around: Surroundings) -> None:
        check_where(self.record, findings)
        known = (self.stored_items, self.stored_credits) if self.stored else ({}, {})
        check_items(self.record, self.items or (), known[0], findings)
        check_credits(self.record, self.credits or (), known[1], findings, around)

    def settle_acceptance(self, around: Surroundings) -> None:
        super().settle_acceptance(around)
        given = {
            (credit.agency_id, credit.operation_id): credit.acceptance
            for credit in (self.stored_credits.values() if self.stored else ())
        }
        within = self.record.operation_id
        for credit in self.credits or ():
            whose = (credit.agency_id, credit.operation_id)
            new = around.acceptance_of(*whose, within)
            credit.acceptance = self.answer(given[whose], new) if whose in given else new

    def differs_from(self, stored: Seizure) -> bool:
        return (
            super().differs_from(stored)
            or _rows_of(self.items or ()) != _rows_of(self.stored_items.values())
            or sorted(_rows_of(self.credits or ())) != sorted(_rows_of(self.stored_credits.values()))
        )

    def counts_otherwise_than(self, stored: Seizure) -> bool:
        before, after = (
            _rows_of(items, *UNCOUNTED) for items in (self.stored_items.values(), self.items or ())
        )
        return super().counts_otherwise_than(stored) or after != before

    @classmethod
    def insert(cls, drafts: Sequence[Self]) -> None:
        for draft in drafts:
            draft.place_rows()
        insert_rows(Seizure, [draft.record for draft in drafts])
        # Credits first: a seizure without items adds nothing to figures, so the items post what all are credited with.
        insert_rows(Credit, [credit for draft in drafts for credit in draft.credits or ()])
        insert_rows(SeizedItem, [item for draft in drafts for item in draft.items or ()])

    def save(self) -> None:
        self.place_rows()
        seizure, items, credits = self.record, self.items or (), self.credits or ()
        seizure.save()
        seizure.items.exclude(pk__in=[item.pk for item in items]).delete()
        # Of a hidden operation's credit the editor has said nothing.
        gone = self.stored_credits.keys() - {credit.pk for credit in credits}
        seizure.credits.filter(pk__in=gone).delete()
        _save_all(SeizedItem, items)
        _save_all(Credit, credits)
        # Who leads that operation has not accepted what is changed, either.
        hidden = seizure.credits.exclude(pk__in=[*self.stored_credits, *(credit.pk for credit in credits)])
        hidden.filter(acceptance=Acceptance.ACCEPTED).update(acceptance=Acceptance.PENDING)

    def place_rows(self) -> None:
        """Puts items, in their order, and credits into the seizure."""
        for position, item in enumerate(self.items or ()):
            item.seizure, item.position = self.record, position
        for credit in self.credits or ():
            credit.seizure = self.record


def _moved_rows(given: Sequence[M] | None, rows: Mapping[Any, Any]) -> Sequence[M] | None:
    return given if given is None else [moved(row, rows[row.pk]) if row.pk in rows else row for row in given]


def _rows_of(rows: Any, *without: str) -> list[tuple[str, str]]:
    return [(str(row.pk), repr(content_of(row, "seizure", *without))) for row in rows]


def _save_all(model: type[M], rows: Sequence[M]) -> None:
    for row in rows:
        if not row._state.adding:
            row.save()
    model._default_manager.bulk_create([row for row in rows if row._state.adding])

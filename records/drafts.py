"""A record with its rows and readers, not saved yet."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy as shallow_copy
from dataclasses import dataclass, field
from typing import Any, Generic, Self, TypeVar

from django.db.models import Model

from agencies.models import User
from common.errors import Findings
from operations.models import Acceptance, Measured, ReviewedRecord
from operations.models.content import content_of
from records.checks import check_record
from records.parts import check_around
from records.surroundings import Surroundings

R = TypeVar("R", bound=ReviewedRecord)
M = TypeVar("M", bound=Model)
# Rows within a record: no report has more, and each is checked, saved and shown with the record.
MOST_ROWS = 500
# Fields that no total depends on.
UNCOUNTED = ("owner", "note", "reference", "source", "marking", "description")


@dataclass
class Draft(Generic[R]):
    """A record to be saved. `readers` are the users to name; None leaves them unchanged. Subclasses add rows."""

    record: R
    readers: Iterable[User] | None = None
    # The record that it changes, as it stands.
    stored: R | None = field(default=None, kw_only=True)

    @property
    def amounts(self) -> Sequence[Measured]:
        """The amounts of the draft, to be compared with those of its whole and of its parts."""
        return self.record.amounts

    @property
    def operations(self) -> set[Any]:
        """The ids of the operations that the draft names."""
        return {self.record.operation_id} - {None}

    def complete(self) -> None:
        """Sets fields that follow from others."""

    def load(self, stored: R, by: User) -> None:
        """Copies from the stored record what the editor did not give, before a change is checked."""

    def move_to(self, copy: R, rows: Mapping[Any, Any]) -> None:
        """Applies the edits of a record to its copy; `rows` are the copy's rows by the ids in the record."""
        self.record = moved(self.record, copy)

    def findings(self, around: Surroundings) -> Findings:
        """All errors of the draft."""
        findings = Findings()
        with findings.at():
            check_record(self.record, around)
        self.check_rest(findings, around)
        if not findings.errors:
            with findings.at():
                check_around(self.record, self.amounts, around)
        return findings

    def check_rest(self, findings: Findings, around: Surroundings) -> None:
        """Checks what only this kind of record has."""
        raise NotImplementedError

    def settle_acceptance(self, around: Surroundings) -> None:
        """Sets whose acceptance the record needs. An objection stays; other answers are reset by a change."""
        record, stored = self.record, self.stored
        new = around.acceptance_of(record.named_agency_id, None, record.operation_id)
        same = stored is not None and stored.named_agency_id == record.named_agency_id
        record.acceptance = self.answer(stored.acceptance, new) if stored and same else new

    def answer(self, given: str, new: str) -> str:
        """The answer after a change: `given` is the one before, `new` the one that a new row would have."""
        if given == Acceptance.OBJECTED or (self.stored and not self.counts_otherwise_than(self.stored)):
            return given
        return new

    def counts_otherwise_than(self, stored: R) -> bool:
        """Whether the change may change a total."""
        return content_of(self.record, *UNCOUNTED) != content_of(stored, *UNCOUNTED)

    def differs_from(self, stored: R) -> bool:
        """Whether the content differs from that of the stored record."""
        return content_of(self.record, "owner") != content_of(stored, "owner")

    @classmethod
    def insert(cls, drafts: Sequence[Self]) -> None:
        """Saves new records with their rows, in a number of statements that does not depend on theirs."""
        raise NotImplementedError

    def save(self) -> None:
        """Saves a changed record with its rows."""
        self.record.save()


def moved(row: M, copy: M) -> M:
    """The copy's row with the edited values; the edited row itself is unchanged, for the form that shows it."""
    edited = shallow_copy(row)
    edited.pk = copy.pk
    return edited

"""A record with its rows, credits and readers, not saved yet."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy as shallow_copy
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.models.country import check_country
from common.db.conditions import check_row
from common.errors import Findings
from operations.models import Acceptance, Measured, ReviewedRecord
from operations.models.content import content_of
from operations.models.credited import WHOSE
from records.checks import check_record
from records.sources import check_sources, matched_rows, save_sources
from records.surroundings import Surroundings, check_around

R = TypeVar("R", bound=ReviewedRecord)
M = TypeVar("M", bound=models.Model)
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

    @property
    def source_ids(self) -> set[Any]:
        """The ids of the sources that the draft names."""
        return {self.record.source_id} - {None}

    def complete(self) -> None:
        """Sets fields that follow from others."""

    def load(self, stored: R, by: User) -> None:
        """Copies from the stored record what the editor did not give, before a change is checked."""

    def move_to(self, copy: R, rows: Mapping[Any, Any]) -> None:
        """Applies the edits of a record to its copy; `rows` are the copy's rows by the ids in the record."""
        self.record = moved(self.record, copy)

    def findings(self, around: Surroundings) -> Findings:
        """All errors of the draft, by field path."""
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

    def set_acceptance(self, around: Surroundings) -> None:
        """Sets whose acceptance the record needs. An objection stays; other answers are reset by a change."""
        record, stored = self.record, self.stored
        new = around.acceptance_of(record.named_agency_id, None, record.operation_id)
        same = stored is not None and stored.named_agency_id == record.named_agency_id
        record.acceptance = self.answer(stored.acceptance, new) if stored and same else new

    def answer(self, answered: str, new: str) -> str:
        """The answer after a change: `answered` is the one before, `new` the one that a new row would have."""
        if answered == Acceptance.OBJECTED or (self.stored and not self.counts_otherwise_than(self.stored)):
            return answered
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


@dataclass
class CreditedDraft(Draft[R]):
    """A record to be saved with credits. `credits` replace the stored ones; None leaves those unchanged."""

    credits: Sequence[Any] | None = ()
    # Its sources with page and excerpt, which replace the stored ones; None leaves those unchanged.
    sources: Sequence[Any] | None = field(default=None, kw_only=True)

    # The field of its rows that leads to the record; and sentences of its kind.
    of: ClassVar[str]
    not_there: ClassVar[Any]
    own_already: ClassVar[Any]
    within_already: ClassVar[Any]

    @property
    def operations(self) -> set[Any]:
        return {self.record.operation_id, *(credit.operation_id for credit in self.credits or ())} - {None}

    @property
    def source_ids(self) -> set[Any]:
        return super().source_ids | {row.source_id for row in self.sources or ()} - {None}

    def complete(self) -> None:
        """A record with sources has a first one, which a row means that names none."""
        for row in self.sources or ():
            if row.source_id is None:
                row.source_id = self.record.source_id
        if self.record.source_id is None and self.sources:
            self.record.source_id = self.sources[0].source_id

    def load(self, stored: R, by: User) -> None:
        self.stored_credits = {credit.pk: credit for credit in stored.credit_rows.visible_to(by)}
        self.credits = list(self.stored_credits.values()) if self.credits is None else self.credits
        self.stored_sources = {row.source_id: row for row in stored.source_rows.visible_to(by)}
        if self.sources is None:
            replaced = {stored.source_id} - {self.record.source_id}
            self.sources = [row for key, row in self.stored_sources.items() if key not in replaced]

    def move_to(self, copy: R, rows: Mapping[Any, Any]) -> None:
        super().move_to(copy, rows)
        self.credits = moved_rows(self.credits, rows)

    def check_credits(self, findings: Findings, around: Surroundings) -> None:
        """Adds the errors of each credit, and of each source, to the findings."""
        known = self.stored_sources if self.stored else {}
        check_sources(self.sources or (), known, around.visible_sources, findings, of=self.of)
        credits, stored = self.credits or (), self.stored_credits if self.stored else None
        if not self.are_rows(credits, stored, "credits", findings):
            return
        seen: set[tuple[Any, ...]] = set()
        for number, credit in enumerate(credits):
            field = next((name for name in WHOSE if getattr(credit, f"{name}_id")), "operation")
            with findings.at(f"credits.{number}"):
                check_row(credit, self.of)
                self._check_credit(credit, around.visible_operations)
            if credit.whose in seen:
                findings.add(f"credits.{number}.{field}", _("It is credited above already."))
            seen.add(credit.whose)

    def set_acceptance(self, around: Surroundings) -> None:
        super().set_acceptance(around)
        stored = self.stored_credits.values() if self.stored else ()
        answered = {credit.whose: credit.acceptance for credit in stored}
        for credit in self.credits or ():
            new = around.acceptance_of(credit.agency_id, credit.operation_id, self.record.operation_id)
            credit.acceptance = self.answer(answered[credit.whose], new) if credit.whose in answered else new

    def differs_from(self, stored: R) -> bool:
        before, after = (self.content_of(rows) for rows in (self.stored_credits.values(), self.credits or ()))
        sources = [
            [content_of(row, self.of) for row in rows]
            for rows in (self.stored_sources.values(), self.sources or ())
        ]
        return super().differs_from(stored) or sorted(before) != sorted(after) or sources[0] != sources[1]

    def content_of(self, rows: Any, *without: str) -> list[tuple[str, str]]:
        return [(str(row.pk), repr(content_of(row, self.of, *without))) for row in rows]

    def save_credits(self) -> None:
        credits = self.credits or ()
        rows = self.record.credit_rows
        # Of a hidden operation's credit the editor has said nothing.
        rows.filter(pk__in=self.stored_credits.keys() - {credit.pk for credit in credits}).delete()
        save_all(rows.model, credits)
        # Who leads that operation has not accepted what is changed, either.
        hidden = rows.exclude(pk__in=[*self.stored_credits, *(credit.pk for credit in credits)])
        hidden.filter(acceptance=Acceptance.ACCEPTED).update(acceptance=Acceptance.PENDING)

    def save_sources(self) -> None:
        save_sources(self.record, self.sources or (), self.stored_sources)

    def place_rows(self) -> None:
        """Sets the record of each credit and source."""
        self.sources = matched_rows(self.sources or (), self.stored_sources if self.stored else {})
        for row in (*(self.credits or ()), *self.sources):
            setattr(row, self.of, self.record)

    def are_rows(
        self, rows: Sequence[Any], stored: Collection[Any] | None, name: str, findings: Findings
    ) -> bool:
        """Whether the list of rows is valid: not too long, each row new or of this record, and none twice."""
        if len(rows) > MOST_ROWS:
            text = _("There are %(number)d; a record has %(most)d at most.")
            findings.add(name, text % {"number": len(rows), "most": MOST_ROWS})
            return False
        seen: set[Any] = set()
        for number, row in enumerate(rows):
            if row._state.adding:
                continue
            if stored is None:
                findings.add(f"{name}.{number}.id", _("What is new gets its id here."))
            elif row.pk not in stored:
                findings.add(f"{name}.{number}", str(self.not_there))
            elif row.pk in seen:
                findings.add(f"{name}.{number}", _("It is in the list above already."))
            seen.add(row.pk)
        return not any(path.startswith(f"{name}.") for path in findings.errors)

    def _check_credit(self, credit: Any, visible: Collection[Any]) -> None:
        record = self.record
        if credit.agency_id and credit.agency_id == record.named_agency_id:
            raise ValidationError({"agency": self.own_already})
        if credit.operation_id and credit.operation_id == record.operation_id:
            raise ValidationError({"operation": self.within_already})
        if credit.operation_id and credit.operation_id not in visible:
            raise ValidationError({"operation": _("There is no such operation.")})
        if credit.country_id:
            try:
                check_country(credit.country, record.date_from, record.date_to)
            except ValidationError as error:
                raise ValidationError({"country": error.messages}) from error


def moved_rows(edited: Sequence[M] | None, rows: Mapping[Any, Any]) -> Sequence[M] | None:
    """The edited rows, of those in `rows` the copy's; None for rows that are left as they are."""
    if edited is None:
        return None
    return [moved(row, rows[row.pk]) if row.pk in rows else row for row in edited]


def save_all(model: Any, rows: Sequence[Any]) -> None:
    for row in rows:
        if not row._state.adding:
            row.save()
    model._default_manager.bulk_create([row for row in rows if row._state.adding])


def twin_of(row: M, **changed: models.Model) -> M:
    """A copy of a row below a record, for the copy of the record."""
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in changed
    }
    return type(row)(**fields, **changed)

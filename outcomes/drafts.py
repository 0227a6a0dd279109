"""A draft of an outcome: the unsaved record with its credits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from django.utils.translation import gettext_lazy as _

from agencies.models import User
from common.db.copying import insert_rows
from common.errors import Findings
from operations.models import Outcome, OutcomeCredit, OutcomePersons, OutcomeSource
from operations.models.content import content_of
from outcomes.persons import check_persons, matched_persons, save_persons
from records.checks import check_measured
from records.drafts import CreditedDraft
from records.surroundings import Surroundings

AMOUNTS = {"measure", "unit", "currency", "quantity", "quantity_high", "amount", "amount_high"}


@dataclass
class OutcomeDraft(CreditedDraft[Outcome]):
    # Its persons by sex, age group and nationality, which replace the stored ones; None leaves those unchanged.
    persons: Sequence[OutcomePersons] | None = field(default=None, kw_only=True)

    of = "outcome"
    not_there = _("It is not in this outcome any more. Add it again.")
    own_already = _("It is that agency's result already; credit the others.")
    within_already = _("The outcome is in that operation already.")

    def check_rest(self, findings: Findings, around: Surroundings) -> None:
        if not findings.errors.keys() & AMOUNTS:
            with findings.at():
                day, last_day = self.record.date_from, self.record.date_to
                check_measured(self.record, kind="outcome", day=day, last_day=last_day)
        check_persons(self.persons or (), self.record, findings)
        self.check_credits(findings, around)

    def load(self, stored: Outcome, by: User) -> None:
        super().load(stored, by)
        self.stored_persons = {row.key: row for row in stored.persons.select_related("nationality")}
        self.persons = list(self.stored_persons.values()) if self.persons is None else self.persons

    def differs_from(self, stored: Outcome) -> bool:
        before, after = (
            {content_of(row, self.of) for row in rows}
            for rows in (self.stored_persons.values(), self.persons or ())
        )
        return super().differs_from(stored) or before != after

    def place_rows(self) -> None:
        super().place_rows()
        self.persons = matched_persons(self.persons or (), self.stored_persons if self.stored else {})
        for row in self.persons:
            row.outcome = self.record

    @classmethod
    def insert(cls, drafts: Sequence[Self]) -> None:
        """Saves outcomes before their credits: each credit posts the counts of its outcome again."""
        for draft in drafts:
            draft.place_rows()
        insert_rows(Outcome, [draft.record for draft in drafts])
        insert_rows(OutcomeCredit, [credit for draft in drafts for credit in draft.credits or ()])
        insert_rows(OutcomeSource, [row for draft in drafts for row in draft.sources or ()])
        insert_rows(OutcomePersons, [row for draft in drafts for row in draft.persons or ()])

    def save(self) -> None:
        self.place_rows()
        self.record.save()
        self.save_credits()
        self.save_sources()
        save_persons(self.persons or (), self.stored_persons)

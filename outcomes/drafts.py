"""A draft of an outcome: the unsaved record with its credits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext_lazy as _

from common.db.copying import insert_rows
from common.errors import Findings
from operations.models import Outcome, OutcomeCredit, OutcomeSource
from records.checks import check_measured
from records.drafts import CreditedDraft
from records.surroundings import Surroundings

AMOUNTS = {"measure", "unit", "currency", "quantity", "quantity_high", "amount", "amount_high"}


@dataclass
class OutcomeDraft(CreditedDraft[Outcome]):
    of = "outcome"
    not_there = _("It is not in this outcome any more. Add it again.")
    own_already = _("It is that agency's result already; credit the others.")
    within_already = _("The outcome is in that operation already.")

    def check_rest(self, findings: Findings, around: Surroundings) -> None:
        if not findings.errors.keys() & AMOUNTS:
            with findings.at():
                day, last_day = self.record.date_from, self.record.date_to
                check_measured(self.record, kind="outcome", day=day, last_day=last_day)
        self.check_credits(findings, around)

    @classmethod
    def insert(cls, drafts: Sequence[Self]) -> None:
        """Saves outcomes before their credits: each credit posts the counts of its outcome again."""
        for draft in drafts:
            draft.place_rows()
        insert_rows(Outcome, [draft.record for draft in drafts])
        insert_rows(OutcomeCredit, [credit for draft in drafts for credit in draft.credits or ()])
        insert_rows(OutcomeSource, [row for draft in drafts for row in draft.sources or ()])

    def save(self) -> None:
        self.place_rows()
        self.record.save()
        self.save_credits()
        self.save_sources()

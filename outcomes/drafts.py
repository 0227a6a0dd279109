"""An outcome with its values set, not saved yet."""

from collections.abc import Sequence
from typing import Self

from common.db.copying import insert_rows
from common.errors import Findings
from operations.models import Outcome
from records.checks import check_measured
from records.drafts import Draft
from records.surroundings import Surroundings

AMOUNTS = {"measure", "unit", "currency", "quantity", "amount"}


class OutcomeDraft(Draft[Outcome]):
    def check_rest(self, findings: Findings, around: Surroundings) -> None:
        if not findings.errors.keys() & AMOUNTS:
            with findings.at():
                day, last_day = self.record.date_from, self.record.date_to
                check_measured(self.record, kind="outcome", day=day, last_day=last_day)

    @classmethod
    def insert(cls, drafts: Sequence[Self]) -> None:
        insert_rows(Outcome, [draft.record for draft in drafts])

"""The steps that a user may take with a record now, by the rules of the services."""

from typing import Any

from agencies.models import User
from operations.models import RETIRED, ReviewedRecord, State
from records import rules
from records.acceptance import is_open, to_accept, to_object


def steps(record: ReviewedRecord, by: User) -> dict[str, Any]:
    """Whether each step is allowed, by its name; `why_not` is the sentence for a reviewer who may not decide."""
    submitted = record.state == State.SUBMITTED
    why_not = rules.why_refused(rules.may_decide, record, by) if submitted and by.verifies else ""
    may_change = not rules.why_refused(rules.may_change, record, by)
    # Of what is verified, whoever may verify it: so it is with duplicates.
    withdraws = record.state not in RETIRED and not rules.why_refused(rules.may_withdraw, record, by)
    return {
        "edit": may_change,
        "submit": may_change,
        "take_back": submitted and not rules.why_refused(rules.may_take_back, record, by),
        "begin_review": submitted and by.verifies and not why_not and record.reviewer_id != by.pk,
        "decide": submitted and by.verifies and not why_not,
        "amend": not rules.why_refused(rules.may_amend, record, by)
        and not record.amendments.unverified().exists(),
        "withdraw": withdraws,
        "mark_duplicate": withdraws and record.counts,
        "undo_duplicate": withdraws and record.state == State.VERIFIED and record.duplicate,
        "accept": is_open(record) and bool(to_accept(record, by)),
        "object": is_open(record) and bool(to_object(record, by)),
        "comment": by.enters,
        "why_not": why_not,
    }

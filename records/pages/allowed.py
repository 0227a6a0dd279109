"""The steps that a user may take with a record now, by the rules of the services."""

from typing import Any

from agencies.models import User
from operations.models import RETIRED, ReviewedRecord, State
from records import levels, rules
from records.acceptance import is_open, to_accept, to_object
from records.late import needs_reason


def steps(record: ReviewedRecord, by: User) -> dict[str, Any]:
    """Whether each step is allowed, by its name; `why_not` is the sentence for a reviewer who may not decide."""
    submitted = record.state == State.SUBMITTED
    reviews = submitted and by.verifies
    may_change = not rules.why_refused(rules.may_change, record, by)
    since = record.submitted_at if reviews else None
    # Of what is verified, whoever may verify it: so it is with duplicates.
    withdraws = record.state not in RETIRED and not rules.why_refused(rules.may_withdraw, record, by)
    return {
        "edit": may_change,
        # A reason is asked for together with the next step.
        "late": (reviews or may_change) and needs_reason(record, since),
        "submit": may_change,
        "take_back": submitted and not rules.why_refused(rules.may_take_back, record, by),
        **_review(record, by, reviews=reviews),
        "amend": not rules.why_refused(rules.may_amend, record, by)
        and not record.amendments.unverified().exists(),
        "withdraw": withdraws,
        "mark_duplicate": withdraws and record.counts,
        "undo_duplicate": withdraws and record.state == State.VERIFIED and record.duplicate,
        "accept": is_open(record) and bool(to_accept(record, by)),
        "object": is_open(record) and bool(to_object(record, by)),
        "comment": by.enters,
    }


def _review(record: ReviewedRecord, by: User, *, reviews: bool) -> dict[str, Any]:
    """The steps of a reviewer. Of two levels, each has a sentence of its own for whoever waits for the other."""
    decides = reviews and not rules.why_refused(rules.may_decide, record, by)
    confirms = reviews and levels.has_two(record) and not rules.why_refused(levels.may_confirm, record, by)
    why_not = "" if confirms or not reviews else rules.why_refused(levels.may_verify, record, by)
    return {
        "begin_review": decides and record.reviewer_id != by.pk,
        "decide": decides,
        "confirm": confirms,
        "verify": reviews and not confirms and not why_not,
        "why_not": why_not,
    }

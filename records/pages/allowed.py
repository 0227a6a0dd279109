"""Which steps a person may take with a record now, asked of the same rules that the services keep."""

from collections.abc import Callable
from typing import Any

from agencies.models import User
from common.errors import Refused
from operations.models import GONE, ReviewedRecord, State
from records import rules
from records.acceptance import is_open, to_accept, to_object


def steps(record: ReviewedRecord, by: User) -> dict[str, Any]:
    """By name whether it may be taken; `why_not` says to a reviewer why this record is not theirs to decide."""
    submitted = record.state == State.SUBMITTED
    why_not = _refusal(rules.may_decide, record, by) if submitted and by.verifies else ""
    open_amendment = record.state == State.VERIFIED and record.amendments.unverified().exists()
    may_change = not _refusal(rules.may_change, record, by)
    return {
        "edit": may_change,
        "submit": may_change,
        "decide": submitted and by.verifies and not why_not,
        "amend": not open_amendment and not _refusal(rules.may_amend, record, by),
        "withdraw": record.state not in GONE and not _refusal(rules.may_withdraw, record, by),
        "accept": is_open(record) and bool(to_accept(record, by)),
        "object": is_open(record) and bool(to_object(record, by)),
        "comment": by.enters,
        "why_not": why_not,
    }


def _refusal(rule: Callable[[Any, User], None], record: ReviewedRecord, by: User) -> str:
    try:
        rule(record, by)
    except Refused as refusal:
        return str(refusal)
    return ""

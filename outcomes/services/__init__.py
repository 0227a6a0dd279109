"""The one door for every change to outcomes. Their review goes through records.services."""

from outcomes.services.outcomes import (
    amend_edited_outcome,
    amend_outcome,
    change_outcome,
    check_outcome,
    check_outcomes,
    record_outcome,
    record_outcomes,
)

__all__ = [
    "amend_edited_outcome",
    "amend_outcome",
    "change_outcome",
    "check_outcome",
    "check_outcomes",
    "record_outcome",
    "record_outcomes",
]

"""The one door for every change to operations, outcomes and reviewed records."""

from operations.services.comments import comment
from operations.services.facts import record_fact
from operations.services.operations import record_operation, record_participation, remove_participation
from operations.services.outcomes import amend_outcome, change_outcome, record_outcome
from operations.services.readers import name_readers
from operations.services.review import return_to_author, submit, verify, withdraw
from operations.services.values import revalue_outcomes

__all__ = [
    "amend_outcome",
    "change_outcome",
    "comment",
    "name_readers",
    "record_fact",
    "record_operation",
    "record_outcome",
    "record_participation",
    "remove_participation",
    "return_to_author",
    "revalue_outcomes",
    "submit",
    "verify",
    "withdraw",
]

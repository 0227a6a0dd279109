"""The one door for the review of records of every kind."""

from records.services.acceptance import accept, object_to
from records.services.assignment import assign, assign_named
from records.services.attachments import attach, detach
from records.services.comments import comment
from records.services.drafts import discard
from records.services.duplicates import mark_duplicate, undo_duplicate
from records.services.each import take_each
from records.services.marking import raise_marking
from records.services.review import (
    approve,
    begin_review,
    confirm,
    return_to_author,
    submit,
    take_back,
    verify,
    withdraw,
)
from records.services.visits import visit_queue

__all__ = [
    "accept",
    "approve",
    "assign",
    "assign_named",
    "attach",
    "begin_review",
    "comment",
    "confirm",
    "detach",
    "discard",
    "mark_duplicate",
    "object_to",
    "raise_marking",
    "return_to_author",
    "submit",
    "take_back",
    "take_each",
    "undo_duplicate",
    "verify",
    "visit_queue",
    "withdraw",
]

"""The one door for the review of records of every kind."""

from records.services.acceptance import accept, object_to
from records.services.attachments import attach, detach
from records.services.comments import comment
from records.services.drafts import discard
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

__all__ = [
    "accept",
    "approve",
    "attach",
    "begin_review",
    "comment",
    "confirm",
    "detach",
    "discard",
    "object_to",
    "raise_marking",
    "return_to_author",
    "submit",
    "take_back",
    "take_each",
    "verify",
    "withdraw",
]

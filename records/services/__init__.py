"""The one door for the review of records, whatever kind they are of."""

from records.services.acceptance import accept, object_to
from records.services.comments import comment
from records.services.drafts import discard
from records.services.review import return_to_author, submit, verify, withdraw

__all__ = [
    "accept",
    "comment",
    "discard",
    "object_to",
    "return_to_author",
    "submit",
    "verify",
    "withdraw",
]

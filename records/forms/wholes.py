"""Looks up the whole that a record is a part of."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from common.errors import REPEATED
from operations.models import ReviewedQuerySet, ReviewedRecord, State
from operations.sharing import may_see


def whole(record: ReviewedRecord, reader: User, text: str) -> ReviewedRecord:
    """The record with that reference that is neither withdrawn nor superseded; a verified one first.

    Raises ValidationError.
    """
    if (own := visible_whole(record, reader)) and own.reference == text:
        return own
    standing: ReviewedQuerySet = type(record).objects.visible_to(reader).standing().select_related("owner")
    named = {"pk": text} if _is_id(text) else {"reference": text}
    found = list(standing.filter(**named).order_by("revision")[:10])
    best: list[ReviewedRecord] = [record for record in found if record.state == State.VERIFIED] or found
    if not best:
        raise ValidationError(
            _("There is no record with the reference “%(text)s” to be a part of."),
            params={"text": text[:REPEATED]},
        )
    if len({record.owner_id for record in best}) > 1:
        raise ValidationError(
            _(
                "Several agencies have a record with that reference: enter the last part of its address instead."
            )
        )
    return best[-1]


def visible_whole(record: ReviewedRecord, reader: User) -> ReviewedRecord | None:
    """The whole of the record, if the reader may see it."""
    whole = record.part_of
    return whole if whole and may_see(type(record), reader, whole.pk) else None


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True

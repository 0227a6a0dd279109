"""Marking up what no longer counts, and stays readable."""

from typing import TypeVar

from django.db import connection
from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing, locked
from common.errors import Invalid
from operations.models import ReviewedRecord
from operations.services.readers import readers_of, set_readers
from operations.sharing import Marking, stricter
from records import rules

R = TypeVar("R", bound=ReviewedRecord)


@all_or_nothing()
def raise_marking(record: R, *, by: User, marking: str, reason: str, version: int | None = None) -> R:
    """Gives a withdrawn or superseded record a stricter marking, and with it the revisions that went before it."""
    record = locked(record, version)
    reason = checked_reason(reason, needed=True)
    rules.may_raise_marking(record, by)
    _check_stricter(record, marking)
    record.marking = marking
    record.version += 1
    readers = readers_of(record, None, by=by)
    with audited(by=by, action="marking raised", reason=reason):
        set_readers(record, readers)
        record.save(update_fields=["marking", "version"])
        _raise_revisions(record)
    return record


def _check_stricter(record: ReviewedRecord, marking: str) -> None:
    if marking not in Marking.values:
        sentence = _("There is no marking %(marking)s.") % {"marking": marking}
    elif marking == record.marking or stricter(marking, record.marking) != marking:
        sentence = _("It is %(marking)s already, and is only marked up.") % {"marking": record.marking}
    else:
        return
    raise Invalid({"marking": [sentence]})


def _raise_revisions(record: ReviewedRecord) -> None:
    """The database does so by itself for records that are verified or withdrawn, not for superseded ones."""
    model = type(record)
    tables = [model._meta.db_table, model.readers.through._meta.db_table, f"{model._meta.model_name}_id"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT operations_raise_revisions(%s, %s, %s, %s, %s)", [*tables, record.pk, record.marking]
        )

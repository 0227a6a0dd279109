"""What recording, changing and amending a reviewed record have in common."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import User
from common.errors import Invalid, Refused
from operations.models import ReviewedRecord, State
from operations.rules import may_enter
from records import rules
from records.checks import GONE
from records.services.review import locked

R = TypeVar("R", bound=ReviewedRecord)

# What belongs to the row and not to what was entered; an amendment starts these afresh.
OWN = {
    "id", "revision", "amends", "state", "state_reason", "created_at", "created_by", "last_edited_at",
    "last_edited_by", "submitted_at", "verified_at", "verified_by", "version",
}  # fmt: skip


def begun(record: R, *, by: User) -> R:
    """A new record in its author's name and agency, with a reference if it has none."""
    may_enter(by)
    assert by.agency is not None, "role_works_for_an_agency"
    record.owner, record.created_by, record.last_edited_by = by.agency, by, by
    record.state = State.DRAFT
    record.reference = record.reference.strip() or next_reference(record, by.agency.code)
    return record


def reopened(record: R, *, by: User, version: int | None) -> R:
    """The edited instance, ready to be saved over the stored one, if nobody was quicker."""
    stored = locked(record)
    rules.may_change(stored, by)
    if version is not None and version != stored.version:
        raise Refused(
            _("%(name)s changed this record while you were editing it. Open it again to see the change.")
            % {"name": stored.last_edited_by}
        )
    for name in OWN - {"id"}:
        setattr(record, name, getattr(stored, name))
    record.owner = stored.owner
    record.reference = record.reference.strip() or stored.reference
    record.last_edited_by, record.last_edited_at = by, timezone.now()
    record.version += 1
    return record


def copied(original: R, *, by: User) -> R:
    """A draft that amends the original, which goes on counting until the draft is verified."""
    original = locked(original)
    rules.may_amend(original, by)
    if original.amendments.unverified().exists():
        raise Refused(_("An amendment of %(record)s is open already.") % {"record": original})
    fields = {
        field.name: getattr(original, field.name)
        for field in original._meta.concrete_fields
        if field.name not in OWN
    }
    copy = type(original)(**fields)
    copy.amends, copy.revision = original, original.revision + 1
    copy.created_by = copy.last_edited_by = by
    return copy


def settled(write: Callable[[], R], look: Callable[[], object], *, rows: Iterable[models.Model]) -> R:
    """The record that `write` has saved. Where it is refused, `look` goes through all, and says all that is wrong.

    To ask the database beforehand of each of its constraints takes many times as long as writing does. `rows` are
    those that `write` saves: what is not stored in the end is as new as it was.
    """
    new = [row for row in rows if row._state.adding]
    try:
        with transaction.atomic():
            return write()
    except (Invalid, IntegrityError):
        for row in new:
            row._state.adding = True
        with transaction.atomic():
            look()
        raise


def held(whole: R) -> R:
    """The whole that a part is recorded of, locked. Raises Invalid if it has been withdrawn or replaced meanwhile."""
    whole = locked(whole)
    if whole.state in GONE:
        state = whole.get_state_display()
        raise Invalid({"part_of": [_("%(whole)s is %(state)s by now.") % {"whole": whole, "state": state}]})
    return whole


def next_reference(record: ReviewedRecord, agency: str) -> str:
    """A reference that no other record has, such as `US-ICE-2026-S00042`."""
    letter = type(record).__name__[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('operations_reference')")
        number = cursor.fetchone()[0]
    return f"{agency}-{timezone.localdate().year}-{letter}{number:05}"

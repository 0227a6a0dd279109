"""What became of an item: recorded, changed and removed in a draft, or in the amendment of a verified seizure."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing, locked
from common.errors import Refused
from operations.models import State
from operations.models.content import content_of
from records import rules
from records.acceptance import reset_acceptance
from records.drafts import moved
from records.services.amendments import open_amendment
from records.services.drafts import mark_edited
from seizures.disposed import check_new_disposition
from seizures.models import Disposition, Seizure
from seizures.services.copies import copy_rows


@all_or_nothing()
def record_disposition(
    disposition: Disposition,
    *,
    by: User,
    version: int | None = None,
    reason: str = "",
    amending: bool = False,
) -> Disposition:
    """Adds a disposition to a draft. Raises Invalid.

    `version` is that of the seizure. A verified seizure is refused; with `amending`, its amendment is opened for it.
    """
    seizure, rows = _opened(disposition, by=by, version=version, reason=reason, amending=amending)
    disposition.item_id = getattr(rows.get(disposition.item_id), "pk", disposition.item_id)
    _complete(disposition, seizure)
    return _saved(disposition, seizure, by=by, reason="" if rows else reason, action="disposition recorded")


@all_or_nothing()
def change_disposition(
    disposition: Disposition,
    *,
    by: User,
    version: int | None = None,
    reason: str = "",
    amending: bool = False,
) -> Disposition:
    """Saves an edited disposition. One that says the same as before is not saved."""
    seizure, rows = _opened(disposition, by=by, version=version, reason=reason, amending=amending)
    disposition = _in(seizure, disposition, rows)
    _complete(disposition, seizure)
    if content_of(disposition, "item") == content_of(Disposition.objects.get(pk=disposition.pk), "item"):
        if rows:
            rules.amends_something(seizure)
        return disposition
    return _saved(disposition, seizure, by=by, reason="" if rows else reason, action="disposition changed")


@all_or_nothing()
def remove_disposition(
    disposition: Disposition,
    *,
    by: User,
    version: int | None = None,
    reason: str = "",
    amending: bool = False,
) -> Seizure:
    """Removes a disposition. Returns the draft, or the amendment, in which it no longer is."""
    seizure, rows = _opened(disposition, by=by, version=version, reason=reason, amending=amending)
    disposition = _in(seizure, disposition, rows)
    mark_edited(seizure, by=by)
    with audited(by=by, action="disposition removed", reason=checked_reason(reason)):
        reset_acceptance(seizure, by=by)
        seizure.save()
        disposition.delete()
    return seizure


def _opened(
    disposition: Disposition, *, by: User, version: int | None, reason: str, amending: bool
) -> tuple[Seizure, Mapping[Any, Any]]:
    """The seizure to edit, locked: its draft, or a new amendment with the copies of the rows by their ids."""
    seizure = locked(disposition.item.seizure, version)
    if amending and seizure.state == State.VERIFIED:
        return open_amendment(seizure, copy_rows, by=by, reason=reason, version=version)
    rules.may_change(seizure, by)
    checked_reason(reason)
    return seizure, {}


def _in(seizure: Seizure, disposition: Disposition, rows: Mapping[Any, Any]) -> Disposition:
    """The edited disposition as a row of that seizure."""
    if disposition.pk in rows:
        disposition = moved(disposition, rows[disposition.pk])
        disposition.item_id = rows[disposition.item_id].pk
    if not Disposition.objects.filter(pk=disposition.pk, item__seizure=seizure).exists():
        raise Refused(_("It is not in this seizure any more. Look at it again."))
    return disposition


def _complete(disposition: Disposition, seizure: Seizure) -> None:
    """Completes the disposition and checks it against its item, as the item stands under the lock."""
    disposition.item = seizure.items.with_amounts().get(pk=disposition.item_id)
    check_new_disposition(disposition, disposition.item.dispositions.exclude(pk=disposition.pk), seizure)


def _saved(disposition: Disposition, seizure: Seizure, *, by: User, reason: str, action: str) -> Disposition:
    mark_edited(seizure, by=by)
    with audited(by=by, action=action, reason=checked_reason(reason)):
        reset_acceptance(seizure, by=by)
        seizure.save()
        disposition.save()
    return disposition

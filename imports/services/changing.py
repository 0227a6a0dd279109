"""Later editions of a file: a draft is edited, and a verified record is amended."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from agencies.models import User
from common.errors import Refused
from operations.models import EDITABLE, HEAD, UNVERIFIED, State
from seizures.drafts import SeizureDraft
from seizures.models import Seizure
from seizures.plain import ITEM, SEIZURE
from seizures.services import amend_seizure, change_seizure


def change_record(
    seizure: UUID, draft: SeizureDraft, changed: Collection[str], *, by: User, reason: str
) -> Seizure:
    """Applies to the record what changed since the earlier edition, and leaves what people have edited.

    Returns the draft, or the amendment, that has the new values.
    """
    record = _standing(seizure)
    if record.state == State.VERIFIED:
        record = amend_seizure(record, by=by, reason=reason)
    elif record.state not in EDITABLE:
        raise Refused(
            _("%(record)s is being reviewed; it can be changed when that is done.") % {"record": record}
        )
    tops = {path.partition(".")[0] for path in changed}
    for name in tops - set(SEIZURE.rows):
        setattr(record, name, getattr(draft.record, name))
    items = _items(list(record.items.all()), draft.items or (), changed) if "items" in tops else None
    credits = draft.credits if "credits" in tops else None
    return change_seizure(record, items=items, credits=credits, by=by, reason=reason)


def _standing(seizure: UUID) -> Seizure:
    """The open amendment of the record, or its revision that counts."""
    first = Seizure.objects.get(pk=seizure)
    same = Seizure.objects.filter(owner=first.owner_id, reference=first.reference)
    standing: Seizure = same.filter(state__in=UNVERIFIED, amends__isnull=False).first() or same.get(HEAD)
    return standing


def _items(stored: list[Any], stated: Any, changed: Collection[str]) -> list[Any]:
    """Each stored item with its new values, so that its dispositions stay with it."""
    items = []
    for number, item in enumerate(stated):
        if number >= len(stored):
            items.append(item)
            continue
        for name in (*ITEM.names, *ITEM.values):
            if "items" in changed or f"items.{number}.{name}" in changed:
                setattr(stored[number], name, getattr(item, name))
        items.append(stored[number])
    return items

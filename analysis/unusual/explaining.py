"""A person marks a signal as explained, or takes an explanation back; each with a reason, in the history."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import User
from analysis.models import Signal
from common.audit import audited, checked_reason
from common.errors import NotAllowed, Refused


def explain(signal: Signal, reason: str, *, by: User) -> Signal:
    """Marks a signal as explained. Everybody who reads signals reads the reason."""
    if not by.enters:
        raise NotAllowed(_("Analysts and supervisors explain signals."))
    text = checked_reason(reason, needed=True)
    with transaction.atomic(), audited(by=by, action="signal explained", reason=text):
        found = Signal.objects.select_for_update().get(pk=signal.pk)
        if found.explained_at:
            raise Refused(_("Somebody has explained it already. Read that first."))
        found.explained_at, found.explained_by, found.explanation = timezone.now(), by, text
        found.save()
    return found


def reopen(signal: Signal, reason: str, *, by: User) -> Signal:
    """Takes an explanation back."""
    if not by.enters:
        raise NotAllowed(_("Analysts and supervisors explain signals."))
    text = checked_reason(reason, needed=True)
    with transaction.atomic(), audited(by=by, action="signal reopened", reason=text):
        found = Signal.objects.select_for_update().get(pk=signal.pk)
        found.explained_at, found.explained_by, found.explanation = None, None, ""
        found.save()
    return found

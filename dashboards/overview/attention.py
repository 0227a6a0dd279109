"""The records and tasks that wait for the reader, for those who may act on them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import User
from figures.models import Reconciliation
from measures import formats
from operations.models import Outcome, State
from seizures.models import Seizure

MODELS = (Seizure, Outcome)


@dataclass(frozen=True)
class AttentionItem:
    text: str
    url: str
    icon: str


def needs_attention(user: User) -> list[AttentionItem]:
    """Records to review, records returned to the reader, and a ledger that has drifted."""
    found = []
    if user.verifies:
        found.append(_to_review(user))
    if user.enters:
        found.append(_returned(user))
    if user.has_perm("figures.view_reconciliation"):
        found.append(_drifted())
    return [item for item in found if item]


def _to_review(user: User) -> AttentionItem | None:
    waiting = [model.objects.decidable_by(user) for model in MODELS]
    count = sum(records.count() for records in waiting)
    if not count:
        return None
    oldest = min(
        at
        for records in waiting
        for at in records.order_by("submitted_at").values_list("submitted_at", flat=True)[:1]
    )
    text = formats.count_phrase(
        ngettext("%d record waits for review", "%d records wait for review", count), count
    )
    days = (timezone.now() - oldest).days
    since = formats.count_phrase(ngettext("the oldest for %d day", "the oldest for %d days", days), days)
    return AttentionItem(f"{text}, {since}" if days else text, reverse("review"), "checkup-list")


def _returned(user: User) -> AttentionItem | None:
    count = sum(
        model.objects.visible_to(user).filter(created_by=user.pk, state=State.RETURNED).count()
        for model in MODELS
    )
    sentence = ngettext("%d record was returned to you", "%d records were returned to you", count)
    return (
        AttentionItem(formats.count_phrase(sentence, count), reverse("my-work"), "arrow-back-up")
        if count
        else None
    )


def _drifted() -> AttentionItem | None:
    latest = Reconciliation.objects.first()
    if latest is None or not latest.drifted or latest.repaired:
        return None
    text = _("The totals did not agree with their records at the last check, and were not repaired")
    return AttentionItem(text, reverse("admin:figures_reconciliation_changelist"), "alert-triangle")

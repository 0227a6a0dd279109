"""Subscriptions: started, changed and ended by the person who gets the e-mails, and by nobody else."""

from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from analysis.models import SavedQuestion, Subscription
from analysis.services import read_question
from common.audit import audited
from common.errors import Findings, NotAllowed, Refused

# More e-mails a day nobody reads.
MOST_SUBSCRIBED = 25
_SALT = "analysis.subscriptions.end"


@transaction.atomic
def subscribe(question: SavedQuestion, *, by: User, rhythm: str, threshold: Any = 0) -> Subscription:
    """Starts the e-mails. Raises Refused for a question that the person may not read, or whose answer never changes."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    _check_may_receive(question, by)
    if Subscription.objects.of(by).count() >= MOST_SUBSCRIBED:
        raise Refused(
            _("You have %(most)d subscriptions, the most there may be.") % {"most": MOST_SUBSCRIBED}
        )
    return _stored(
        Subscription(person=by, question=question, rhythm=rhythm, threshold=threshold), "started", by
    )


@transaction.atomic
def change_subscription(subscription: Subscription, *, by: User, rhythm: str, threshold: Any) -> Subscription:
    found = _own(subscription, by)
    found.rhythm, found.threshold = rhythm, threshold
    return _stored(found, "changed", by)


@transaction.atomic
def end_subscription(subscription: Subscription, *, by: User) -> None:
    found = _own(subscription, by)
    with audited(by=by, action="subscription ended"):
        found.delete()


def end_token(subscription: Subscription) -> str:
    """What stands in the link of an e-mail by which its subscription is ended without signing in."""
    return signing.dumps(str(subscription.pk), salt=_SALT)


def subscription_of_token(token: str) -> Subscription | None:
    """The subscription of a link. None for one that has ended; raises NotAllowed for a link that we never sent."""
    try:
        pk = signing.loads(token, salt=_SALT)
    except signing.BadSignature as bad:
        raise NotAllowed(_("That is no link of ours.")) from bad
    return Subscription.objects.select_related("person").filter(pk=pk).first()


def _check_may_receive(question: SavedQuestion, by: User) -> None:
    if not by.email:
        raise Refused(_("No e-mail address is recorded for you. An administrator can enter one."))
    if not SavedQuestion.objects.visible_to(by).filter(pk=question.pk).exists():
        raise NotAllowed(
            _("Only a question of your own, or one that is shared with you, can be subscribed to.")
        )
    if read_question(question, by, own=question.owner_id == by.pk).as_of:
        raise Refused(
            _("That question is about what was known at a moment in the past: its answer never changes.")
        )


def _own(subscription: Subscription, by: User) -> Subscription:
    found = Subscription.objects.select_for_update(of=("self",), no_key=True).get(pk=subscription.pk)
    if found.person_id != by.pk:
        raise NotAllowed(_("Only who gets the e-mails of a subscription changes it."))
    return found


def _stored(subscription: Subscription, act: str, by: User) -> Subscription:
    found = Findings()
    with found.at():
        subscription.full_clean()
    found.raise_if_any()
    with audited(by=by, action=f"subscription {act}"):
        subscription.save()
    return subscription

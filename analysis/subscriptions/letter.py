"""The text of an e-mail of a subscription. Where the answer has more than TLP:GREEN, it says nothing of it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analysis.models import Mailing, Rhythm, Subscription
from analysis.subscriptions.answers import is_open_to_everybody, question_for
from analysis.subscriptions.services import end_token
from common.mail import compose_message
from figures.answer.figure import Figure
from figures.answer.query import answer
from measures import formats
from measures.models import Measure

# More is read on the page.
MOST_LINES = 20
_FIRST = ("measure", "stage")


def compose_mailing(mailing: Mailing) -> tuple[Any, Any]:
    """The message and the instant of its answer; Nones if the subscription has ended, or its question is hidden."""
    subscription = _subscription(mailing)
    question = question_for(subscription) if subscription else None
    if subscription is None or question is None or not _reachable(subscription):
        return None, None
    answered = answer(question, subscription.person)
    if is_open_to_everybody(answered):
        lines = [_address(reverse("explore"), question.address("")), *_lines(answered.figures)]
    else:
        lines = [
            _("The answer has more than an e-mail may carry. Read it on the page."),
            _address(reverse("saved-questions")),
        ]
    end = reverse("subscription-end", args=[end_token(subscription)])
    parts = ([_sentence(subscription)], lines, _ending(end))
    body = "\n\n".join("\n".join(filter(None, part)) for part in parts)
    headers = {}
    if settings.SITE_URL:
        # RFC 8058: the mail programme ends it by one POST.
        headers = {
            "List-Unsubscribe": f"<{_address(end)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    subject = _("Your subscription to figures")
    message = compose_message(subscription.person.email, subject, body, pk=mailing.pk, more=headers)
    return message, answered.as_of


def _subscription(mailing: Mailing) -> Subscription | None:
    found = Subscription.objects.filter(person=mailing.person_id, question=mailing.question_id)
    return found.select_related("person", "question").first()


def _reachable(subscription: Subscription) -> bool:
    return subscription.person.is_active and bool(subscription.person.email)


def _sentence(subscription: Subscription) -> str:
    if subscription.rhythm == Rhythm.ON_CHANGE:
        return _("A figure of a question that you subscribed to has changed.")
    return _("The answer to a question that you subscribed to, as it is now.")


def _address(path: str, query: str = "") -> str:
    return f"{settings.SITE_URL}{path}{query}" if settings.SITE_URL else ""


def _ending(path: str) -> list[str]:
    if not settings.SITE_URL:
        return [_("You end it on the page of saved questions.")]
    return [_("To end these e-mails, without signing in:"), _address(path)]


def _lines(figures: list[Figure]) -> Iterable[str]:
    if not figures:
        yield _("No verified result answers it.")
    codes = {figure.cell["measure"] for figure in figures[:MOST_LINES]}
    measures = {each.code: each for each in Measure.objects.filter(code__in=codes)}
    for figure in figures[:MOST_LINES]:
        yield f"- {_line(figure, measures[figure.cell['measure'] or ''])}"
    if (more := len(figures) - MOST_LINES) > 0:
        yield ngettext("%d more on the page.", "%d more on the page.", more) % more


def _line(figure: Figure, measure: Measure) -> str:
    stage = figure.cell["stage"]
    cell = [
        *filter(None, [stage]),
        *(code or "–" for name, code in figure.cell.items() if name not in _FIRST),
    ]
    amount = formats.figure(figure.value, figure.unit, str(figure.qualifier), measure.counts)
    return f"{', '.join([_(measure.name), *cell])}: {amount}"

"""The pages on which e-mails of saved questions are started, changed and ended."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from agencies.requests import SignedInRequest
from analysis.models import SavedQuestion, Subscription
from analysis.subscriptions.services import (
    change_subscription,
    end_subscription,
    subscribe,
    subscription_of_token,
)
from common.errors import Invalid, NotAllowed, Refused
from common.text.numbers import read_number
from dashboards.words.questions import sentences_of


@require_POST
def subscription_saved(request: SignedInRequest, pk: int) -> HttpResponse:
    """Starts the e-mails of a question, or changes when they come."""
    question = get_object_or_404(SavedQuestion.objects.visible_to(request.user), pk=pk)
    own = Subscription.objects.of(request.user).filter(question=question).first()
    try:
        chosen = _chosen(request)
        if own:
            change_subscription(own, by=request.user, **chosen)
        else:
            subscribe(question, by=request.user, **chosen)
    except (Invalid, Refused) as refusal:
        messages.error(request, " ".join(sentences_of(refusal)))
    else:
        messages.success(request, _("The subscription is saved."))
    return redirect("saved-questions")


@require_POST
def subscription_ended(request: SignedInRequest, pk: int) -> HttpResponse:
    own = get_object_or_404(Subscription.objects.of(request.user), question=pk)
    end_subscription(own, by=request.user)
    messages.success(request, _("The subscription has ended."))
    return redirect("saved-questions")


@login_not_required
@csrf_exempt
def subscription_end(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an e-mail: a GET asks, for scanners of mail follow links; a POST ends it, as RFC 8058 has it.

    The page says nothing of the question, and the same for one that has ended before.
    """
    try:
        found = subscription_of_token(token)
    except NotAllowed:
        return render(request, "dashboards/subscription_end.html", {"unknown": True}, status=404)
    if request.method == "POST" and found:
        end_subscription(found, by=found.person)
    ended = request.method == "POST" or found is None
    return render(request, "dashboards/subscription_end.html", {"ended": ended})


def _chosen(request: SignedInRequest) -> dict[str, Any]:
    typed = request.POST.get("threshold", "").strip()
    try:
        threshold = read_number(typed) if typed else Decimal(0)
    except ValidationError as error:
        raise Invalid({"threshold": error.messages}) from error
    return {"rhythm": request.POST.get("rhythm", ""), "threshold": threshold}

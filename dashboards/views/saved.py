"""The pages on which questions are saved, renamed, shared, pinned and deleted."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies.requests import SignedInRequest
from analysis.models import Rhythm, SavedQuestion
from analysis.services import change_question, delete_question, parameters_in, save_question
from common.errors import Invalid, Refused
from common.pages.paging import Page
from dashboards.explore.saved import opened_questions
from dashboards.words.questions import sentences_of


def saved_page(request: SignedInRequest) -> HttpResponse:
    """The questions of the reader, and those that others of the agency share."""
    reader = request.user
    found = SavedQuestion.objects.visible_to(reader).select_related("owner")
    page = Page(found, request.GET.get("page"))
    context = {
        "questions": opened_questions(page.rows, reader),
        "page": page,
        "rhythms": Rhythm.choices,
        "has_address": bool(reader.email),
    }
    return render(request, "dashboards/saved.html", context)


@require_POST
def saved_new(request: SignedInRequest) -> HttpResponse:
    query, name = request.POST.get("query", ""), request.POST.get("name", "")
    save = lambda: save_question(name, parameters_in(query), by=request.user, **_choices(request))  # noqa: E731
    saved = _done(request, save, _("The question is saved."))
    back = f"{reverse('explore')}?{query}"
    return redirect("saved-questions" if saved else back)


@require_POST
def saved_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Saves the name, and whether it is shared and pinned."""
    found = _found(request, pk)
    name = request.POST.get("name", "")
    change = lambda: change_question(found, by=request.user, name=name, **_choices(request))  # noqa: E731
    _done(request, change, _("The question is changed."))
    return redirect("saved-questions")


@require_POST
def saved_deletion(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    _done(request, lambda: delete_question(found, by=request.user), _("The question is deleted."))
    return redirect("saved-questions")


def _found(request: SignedInRequest, pk: int) -> SavedQuestion:
    return get_object_or_404(SavedQuestion.objects.visible_to(request.user), pk=pk)


def _choices(request: SignedInRequest) -> dict[str, bool]:
    return {name: request.POST.get(name) == "on" for name in ("shared", "pinned")}


def _done(request: SignedInRequest, service: Callable[[], Any], done: str) -> bool:
    try:
        service()
    except (Invalid, Refused) as refusal:
        messages.error(request, " ".join(sentences_of(refusal)))
        return False
    messages.success(request, done)
    return True

"""The periods of an operation that were closed: what stood then, what stands now, and what came late."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies.requests import SignedInRequest
from common.errors import Invalid, Refused
from common.pages.paging import Page
from common.text.instants import format_instant
from dashboards.operation.figures import MOST
from dashboards.views.operation import operation_context
from dashboards.words.labels import Measures
from figures.closed_periods import closed_question, late_records, then_and_now
from measures.forms.dates import read_date
from measures.templatetags.amounts import amount
from operations import rules
from operations.discretion import Discretion
from operations.models import Closing, Operation
from operations.services import close_period, reopen_period

PERIODS = "operation-periods"


def periods_page(request: SignedInRequest, code: str) -> HttpResponse:
    """The closed periods, and of one of them (`closing` in the address, or the latest) the figures then and now."""
    reader = request.user
    context = operation_context(request, code, PERIODS)
    found = context["operation"]
    closings = Closing.objects.visible_to(reader).filter(operation=found).select_related("agency")
    page = Page(closings.order_by("-date_from", "-closed_at", "-pk"), request.GET.get("page"), MOST)
    chosen = next((each for each in page.rows if str(each.pk) == request.GET.get("closing")), None)
    chosen = chosen or next(iter(page.rows), None)
    context |= {
        "title": _("Periods"),
        "closings": page.rows,
        "page": page,
        "may_close": reader.verifies and rules.steers(found, reader),
        **(_opened(chosen, found, request) if chosen else {}),
    }
    return render(request, "dashboards/operation/periods_page.html", context)


def _opened(closing: Closing, found: Operation, request: SignedInRequest) -> dict[str, Any]:
    figures = then_and_now(closing, found, request.user)
    measures = Measures(each.figure for each in figures)
    question = closed_question(closing, found)
    records = late_records(closing, found, request.user, MOST)
    inside = Discretion(request.user).inside(records)
    since = {**question.parameters(), "since": format_instant(closing.closed_at)}
    return {
        "closing": closing,
        "rows": [
            {
                "label": measures.label(each.figure),
                "then": _amount(each.then, measures),
                "now": _amount(each.now, measures),
                "differs": each.differs,
            }
            for each in sorted(figures, key=lambda each: measures.order(each.figure))
        ],
        "late": [
            {"record": each, "reason": each.late_reason if each.pk in inside else ""} for each in records
        ],
        "then_url": question.narrowed(as_of=closing.closed_at).address(reverse("evidence")),
        "changes_url": f"{reverse('changes')}?{urlencode(since, safe=',:')}",
    }


def _amount(figure: Any, measures: Measures) -> str:
    if figure is None:
        return ""
    return amount(figure.value, figure.unit, str(figure.qualifier), measures.of(figure).counts)


@require_POST
def period_closing(request: SignedInRequest, code: str) -> HttpResponse:
    def close(operation: Operation) -> None:
        closing = Closing(operation=operation)
        try:
            closing.date = read_date(request.POST.get("date", ""))
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        close_period(closing, by=request.user)

    return _answered(request, code, close, _("The period is closed. What changes in it from now on is late."))


@require_POST
def period_reopening(request: SignedInRequest, code: str, pk: Any) -> HttpResponse:
    def reopen(operation: Operation) -> None:
        closing = get_object_or_404(Closing, pk=pk, operation=operation)
        reopen_period(closing, by=request.user, reason=request.POST.get("reason", ""))

    return _answered(request, code, reopen, _("The period is open again."))


def _answered(
    request: SignedInRequest, code: str, act: Callable[[Operation], None], done: str
) -> HttpResponse:
    operation = get_object_or_404(Operation.objects.visible_to(request.user), code=code)
    try:
        act(operation)
    except (Refused, Invalid) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(PERIODS, code=code)

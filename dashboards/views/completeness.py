"""Who was expected to report and has not; the answer "nothing to report", and reminders."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies.models import Agency
from agencies.requests import SignedInRequest
from common.errors import Invalid, Refused
from common.files import as_csv
from common.pages.paging import Page
from dashboards.operation.figures import MOST
from dashboards.operation.targets import target_rows, targets_in_order
from figures.answer.marking import strictest_readable
from figures.completeness.answers import remind, state_nothing, take_statement_back
from figures.completeness.board import PERIODS, ExpectedReport, boards, plans_for, sees_all
from figures.completeness.gaps import gaps_of
from figures.completeness.periods import periods_of
from figures.targets import target_progress
from measures.partial_date import PartialDate
from operations import rules
from operations.models import NothingReported, Operation, Plan

COLUMNS = (
    "operation", "agency", "date_from", "date_to", "due", "status", "days_late", "verified", "submitted", "reminded_at",
)  # fmt: skip


def completeness_page(request: SignedInRequest) -> HttpResponse:
    """The operations that expect reports, with what is missing; of one that is chosen, the board itself."""
    reader = request.user
    plans = plans_for(reader).order_by("operation__name", "pk")
    if code := _code(request):
        return _board_page(request, get_object_or_404(plans, operation__code=code))
    page = Page(plans, request.GET.get("page"), MOST)
    found = boards(page.rows, reader)
    # The most pressing first, within the page.
    context = {"boards": sorted(found, key=lambda board: -board.days_late), "page": page, "columns": PERIODS}
    return render(request, "dashboards/completeness/list.html", context)


def _board_page(request: SignedInRequest, plan: Plan) -> HttpResponse:
    reader, found = request.user, plan.operation
    earlier = _number(request.GET.get("earlier", ""))
    [board] = boards([plan], reader, earlier=earlier)
    steers = rules.steers(found, reader)
    begun = len(periods_of(plan, timezone.localdate()))
    targets = list(targets_in_order(found, reader)[: MOST + 1])
    context = {
        "operation": found,
        "board": board,
        "may_remind": steers or reader.administers,
        "gaps": gaps_of(found, reader, own=not (steers or sees_all(reader))),
        "targets": target_rows(target_progress(targets[:MOST], reader)),
        "more_targets": len(targets) > MOST,
        "most": MOST,
        "earlier": earlier + 1 if begun > (earlier + 1) * PERIODS else None,
        "later": earlier - 1 if earlier else None,
    }
    return render(request, "dashboards/completeness/board.html", context)


def _code(request: SignedInRequest) -> str:
    return request.GET.get("operation", "").replace("\0", "")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def completeness_csv(request: SignedInRequest) -> HttpResponseBase:
    """The reports of the latest twelve periods as a file, of one operation or of all."""
    plans = plans_for(request.user).order_by("operation__name", "pk")
    if code := _code(request):
        plans = plans.filter(operation__code=code)
    rows = _rows(plans.iterator(MOST), request, _number(request.GET.get("earlier", "")))
    return as_csv("completeness", COLUMNS, rows, marking=strictest_readable(request.user))


def _rows(plans: Iterator[Plan], request: SignedInRequest, earlier: int) -> Iterator[list[Any]]:
    """The rows of all reports; a file has no pages, so the plans are looked at some at a time."""
    while some := list(itertools.islice(plans, MOST)):
        for board in boards(some, request.user, earlier=earlier):
            yield from map(_row, board.reports)


def _row(report: ExpectedReport) -> list[Any]:
    date, reminder = report.period.date, report.reminder
    return [
        report.operation.code,
        report.agency.code,
        date.first or "",
        date.last or "",
        report.period.due or "",
        report.status,
        report.days_late,
        report.verified,
        report.submitted,
        reminder.sent_at.isoformat() if reminder else "",
    ]


@require_POST
def nothing_to_report(request: SignedInRequest, code: str) -> HttpResponse:
    """States that the user's agency has nothing to report for a period."""
    return _answered(
        request,
        lambda: state_nothing(_operation(request, code), _period(request), by=request.user),
        _("Stated: there is nothing to report for that period. You can take it back."),
    )


@require_POST
def statement_back(request: SignedInRequest, code: str, pk: Any) -> HttpResponse:
    operation = _operation(request, code)
    statement = get_object_or_404(NothingReported, pk=pk, operation=operation)
    return _answered(
        request,
        lambda: take_statement_back(statement, by=request.user),
        _("Taken back: the report is expected again."),
    )


@require_POST
def reminder(request: SignedInRequest, code: str) -> HttpResponse:
    """Reminds one agency of one report."""
    agency = get_object_or_404(Agency, code=request.POST.get("agency", ""))

    def act() -> None:
        sent = remind(_operation(request, code), agency, _period(request), by=request.user)
        if not sent.mailed:
            sentence = _("Nobody of %(agency)s has an e-mail address; they read it in “My work”.")
            messages.warning(request, sentence % {"agency": agency})

    return _answered(request, act, _("%(agency)s was reminded.") % {"agency": agency})


def _operation(request: SignedInRequest, code: str) -> Operation:
    return get_object_or_404(Operation.objects.visible_to(request.user), code=code)


def _period(request: SignedInRequest) -> PartialDate:
    try:
        return PartialDate.parse(request.POST.get("period", ""))
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def _answered(request: SignedInRequest, act: Callable[[], Any], done: str) -> HttpResponse:
    """Acts, says so or why not, and goes back to the page that the button was on."""
    try:
        act()
    except (Refused, Invalid) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    following = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(following, {request.get_host()})
    return redirect(following if ours else "completeness")

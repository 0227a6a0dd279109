from collections.abc import Iterator
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.requests import SignedInRequest
from common.errors import Invalid, Refused
from common.files import as_csv
from common.text.parameters import parameters_of
from common.workbook import Workbook, as_workbook
from dashboards.views.changes import in_span
from dashboards.words.about import about_file
from dashboards.words.questions import refused_file
from figures.answer.marking import strictest_readable
from figures.changes.by_act import FigureChange, figure_changes
from figures.changes.ends import Changes, changes
from figures.changes.span import SPAN, span_of
from figures.postings.effects import Effect
from figures.question.dimensions import DIMENSIONS
from figures.question.question import Question
from figures.question.reading import parse_question

PLACES = tuple(dimension.several or dimension.name for dimension in DIMENSIONS)
COLUMNS = (
    "at", "who", "agency", "action", "reason", "record", "reference", "measure", "stage", *PLACES,
    "date_from", "date_to", "value", "unit", "records", "unquantified", "unvalued",
)  # fmt: skip
AT_ONCE = 500


def changes_csv(request: SignedInRequest) -> HttpResponseBase:
    """The changes of a figure as a file: a row for each thing that an act added or took away."""
    try:
        _question, changed = _found(request)
    except (Invalid, Refused) as refusal:
        return refused_file(refusal)
    return as_csv("changes", COLUMNS, _rows(changed), marking=strictest_readable(request.user))


def changes_xlsx(request: SignedInRequest) -> HttpResponseBase:
    """The same as a workbook."""
    try:
        question, changed = _found(request)
    except (Invalid, Refused) as refusal:
        return refused_file(refusal)
    marking = strictest_readable(request.user)
    about = about_file(request, question, f"{reverse('changes')}?{request.GET.urlencode()}")
    return as_workbook(Workbook("changes", _("Changes"), COLUMNS, _rows(changed), marking, about))


def _found(request: SignedInRequest) -> tuple[Question, Changes]:
    """Raises Invalid or Refused for a question that cannot be answered."""
    stated = parameters_of(request.GET, without=SPAN)
    question = parse_question(stated, request.user).narrowed(by=(), as_of=None, top=0)
    return question, changes(question, request.user, span_of(in_span(request)))


def _rows(changed: Changes) -> Iterator[list[Any]]:
    rest = changed.latest
    while page := list(rest[:AT_ONCE]):
        for change in figure_changes(changed, page):
            for effect in change.effects:
                yield _row(change, effect)
        rest = changed.latest.filter(pk__lt=page[-1].pk)


def _row(change: FigureChange, effect: Effect) -> list[Any]:
    act, record, figure, place = change.act, change.of.record, effect.figure, effect.place
    return [
        change.at, act.who, act.agency, act.action,
        act.reason,
        *((record.pk, record.reference) if record else (None, None)), *figure.cell.values(),
        *("; ".join(codes) if isinstance(codes := place.codes[name], tuple) else codes for name in PLACES),
        place.first, place.last, figure.value, figure.unit,
        figure.records, figure.unquantified, figure.unvalued,
    ]  # fmt: skip

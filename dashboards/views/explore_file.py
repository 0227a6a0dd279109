"""The answer to a question of Explore as a file: CSV with the names of the API, or a workbook in words."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.requests import SignedInRequest
from common.errors import Invalid, Refused
from common.files import marked_name
from common.workbook import Workbook, as_workbook
from dashboards.explore.address import question_of_page, texts_of
from dashboards.explore.choices import ExploreChoices, groupings
from dashboards.explore.names import CellNames
from dashboards.explore.table import ExploredTable
from dashboards.words.about import about_file
from dashboards.words.labels import Measures
from dashboards.words.notes import left_out
from dashboards.words.questions import refused_file
from dashboards.words.tiles import converted
from figures.answer.figure import Figure
from figures.answer.marking import strictest_readable
from figures.answer.query import Answer, answer
from figures.api.shape import LIMIT_OF_FIGURES, answer_in
from figures.api.spreadsheet import figures_csv
from operations.models import Qualifier


def explore_csv(request: SignedInRequest) -> HttpResponseBase:
    """The figures as the API has them."""
    try:
        answered = _answered(request)
    except (Invalid, Refused) as refusal:
        return refused_file(refusal)
    marking = strictest_readable(request.user)
    text = figures_csv(answer_in(answered), marking)
    # Without the mark, spreadsheets take it for some other encoding.
    response = HttpResponse(f"\ufeff{text}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{marked_name("figures", marking, "csv")}"'
    return response


def explore_xlsx(request: SignedInRequest) -> HttpResponseBase:
    """The table of the page as a workbook, with what was asked on a second sheet."""
    try:
        answered = _answered(request)
    except (Invalid, Refused) as refusal:
        return refused_file(refusal)
    names = CellNames(answered, request.user)
    table = ExploredTable(answered, answered, names, Measures(answered.figures), request.GET.get("sort", ""))
    page = answered.question.address(reverse("explore"))
    about = about_file(request, answered.question, page, as_of=answered.as_of, notes=_notes(table))
    rows = _rows(table, request)
    marking = strictest_readable(request.user)
    return as_workbook(Workbook("figures", _("Figures"), _headings(table), rows, marking, about))


def too_many(number: int, most: int) -> str:
    sentence = _(
        "That is %(number)d figures, and this page shows %(most)d at most. Choose a shorter period, fewer groups or "
        "fewer measures."
    )
    return sentence % {"number": number, "most": most}


def _answered(request: SignedInRequest) -> Answer:
    """Raises Invalid or Refused for a question that cannot be answered, or not in one file."""
    question = question_of_page(texts_of(request.GET), request.user, ExploreChoices(request.user))
    answered = answer(question, request.user)
    if (many := len(answered.figures)) > LIMIT_OF_FIGURES:
        raise Refused(too_many(many, LIMIT_OF_FIGURES))
    return answered


def _headings(table: ExploredTable) -> list[str]:
    """With the unit beside "Figure", if all figures are in one."""
    named = groupings()
    units = {table.unit(figure) for figure in table.figures}
    unit = next(iter(units)) if len(units) == 1 else ""
    return [
        _("Measure"), *(named[name] for name in table.names.columns),
        _("Qualifier"), f"{_('Figure')} ({unit})" if unit else _("Figure"),
        _("Least"), _("Most"), _("Unit"), _("Records"),
        _("Without a quantity"), _("Without a value"), _("Without a date"), _("Adds up"), _("Evidence"),
    ]  # fmt: skip


def _rows(table: ExploredTable, request: SignedInRequest) -> Iterator[list[Any]]:
    qualifiers = dict(Qualifier.choices)
    for figure in table.figures:
        yield [
            table.label(figure), *(_cell(name) for name in table.names.of(figure)),
            str(qualifiers[figure.qualifier]), figure.stated, figure.low, figure.high,
            table.unit(figure) or figure.unit, figure.records,
            figure.unquantified, figure.unvalued, figure.undated, figure.additive,
            request.build_absolute_uri(table.url(figure)),
        ]  # fmt: skip


def _cell(name: Any) -> str:
    return f"{name.text} ({name.note})" if name.note else name.text


def _notes(table: ExploredTable) -> list[str]:
    """How units were converted, and what the figures leave out."""
    answered: Answer = table.answered
    figures: list[Figure] = answered.figures
    methods = [(table.label(each), [_(method) for method in sorted(each.methods)]) for each in figures]
    rest = [_("Not in these figures: %(what)s") % {"what": phrase} for phrase in left_out(answered)]
    return [*dict.fromkeys(converted(methods)), *rest]

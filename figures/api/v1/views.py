from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from agencies.api.requests import ReaderRequest
from agencies.models import Scope
from common.api.creating import TooManyItems
from common.api.pages import CursorPages
from common.api.requests import refuse_unknown
from common.api.responses import Conditional, TaggedResponse
from common.files import marked_name
from common.text.instants import format_instant
from common.text.parameters import parameters_of
from figures.answer.marking import strictest_readable
from figures.answer.query import answer
from figures.api.changes import change_in
from figures.api.evidence import line_in, total_in
from figures.api.moved import moved_in
from figures.api.pages import NOT_A_CURSOR, ListingPages, PostingPages
from figures.api.shape import LIMIT_OF_FIGURES, answer_in, question_in
from figures.api.spreadsheet import FiguresAsCsv
from figures.api.v1.schemas import ANSWERED, CHANGES, CHANGES_PARAMETERS, EVIDENCE, PAGE, QUESTION
from figures.changes.by_act import figure_changes
from figures.changes.ends import changes
from figures.changes.span import NOT_WITH, SPAN, span_of
from figures.evidence.lines import lines
from figures.evidence.listing import EvidencePage, pinned
from figures.evidence.marks import Mark
from figures.evidence.sections import sections
from figures.evidence.sums import sums
from figures.ledger.snapshot import instant_of_snapshot, one_snapshot
from figures.question.names import names
from figures.question.question import PARAMETERS, Question
from figures.question.reading import parse_question


def question_of(request: ReaderRequest, *, also: Collection[str] = ()) -> Question:
    refuse_unknown(request, (*PARAMETERS, *also))
    return parse_question(parameters_of(request.query_params, without=also), request.user)


def check_size(number: int) -> None:
    """Raises TooManyItems (413) for more figures than one answer may have."""
    if number > LIMIT_OF_FIGURES:
        text = _(
            "That is %(number)d figures, and one answer has %(limit)d at most. Ask for a shorter period, for fewer "
            "groups or measures, or for the largest alone (top=100)."
        )
        raise TooManyItems(text % {"number": number, "limit": LIMIT_OF_FIGURES})


class FiguresView(Conditional, APIView):
    """The totals of the records that you may see. Every figure has a qualifier and links to its evidence."""

    required_scopes = {"GET": Scope.READ_FIGURES}
    # The stubs take settings that Django imports for the texts that name them.
    renderer_classes: Any = [*api_settings.DEFAULT_RENDERER_CLASSES, FiguresAsCsv]

    @extend_schema(operation_id="figures", parameters=QUESTION, responses=ANSWERED)
    def get(self, request: ReaderRequest) -> Response:
        answered = answer(question_of(request), request.user)
        check_size(len(answered.figures))
        response = TaggedResponse(answer_in(answered))
        response.instant = "" if answered.question.as_of else format_instant(answered.as_of)
        if request.accepted_renderer.format == "csv":
            response.marking = strictest_readable(request.user)
            name = marked_name("figures", response.marking, "csv")
            response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class EvidenceView(Conditional, GenericAPIView[Any]):
    """The records in a figure, and after them those that are left out, each with its reason.

    `figures` are the figures, the same on every page, whatever is recorded meanwhile. A fact is the contribution of
    an item, a disposition or an outcome; `sums` add up the facts of the page that are in, and over all pages they are
    the figures. `limit` counts records.
    """

    required_scopes = {"GET": Scope.READ_FIGURES}
    filter_backends = []
    pagination_class = ListingPages

    @extend_schema(operation_id="figures_evidence", parameters=[*QUESTION, *PAGE], responses={200: EVIDENCE})
    def get(self, request: ReaderRequest) -> Response:
        question = question_of(request, also=CursorPages.parameters).narrowed(by=(), top=0)
        with one_snapshot():
            question, pin = self._pinned(question, request)
            answered, known = answer(question, request.user), names()
            listing = EvidencePage(question, request.user, sections(question, answered.left_out), pin)
            page: list[Mark] | None = self.paginate_queryset(listing)  # type: ignore[arg-type]  # its pages take it as it is
            found = lines(question, request.user, page or ())
            called = known.codes_for(request.user)
        response = self.get_paginated_response([line_in(line, called) for line in found])
        assert isinstance(response, TaggedResponse)
        response.instant = "" if question.as_of else format_instant(pin.at)
        response.data = {
            "query": question_in(question),
            "as_of": question.as_of or pin.at,
            "figures": [total_in(figure) for figure in answered.figures],
            "left_out": answered.left_out,
            "withheld": answered.left_out["withheld"],
            **response.data,
            "sums": [total_in(figure) for figure in sums(found, question, known.tree)],
        }
        return response

    def _pinned(self, question: Question, request: ReaderRequest) -> Any:
        try:
            return pinned(question, request.user, request.query_params.get("cursor", ""))
        except ValueError:
            raise ValidationError(NOT_A_CURSOR) from None


class ChangesView(Conditional, GenericAPIView[Any]):
    """The changes of a figure between two instants, newest first: who did what to which record, and what that added.

    `figures` are those of the question at both ends. Their difference is always the sum of the postings.
    """

    required_scopes = {"GET": Scope.READ_FIGURES}
    ordering = ("-pk",)
    pagination_class = PostingPages
    filter_backends = []

    @extend_schema(operation_id="figures_changes", parameters=CHANGES_PARAMETERS, responses={200: CHANGES})
    def get(self, request: ReaderRequest) -> Response:
        named = {*PARAMETERS} - {*NOT_WITH}
        refuse_unknown(request, (*named, *SPAN, *CursorPages.parameters))
        stated = parameters_of(request.query_params, without=(*SPAN, *CursorPages.parameters))
        question, span = parse_question(stated, request.user), span_of(request.query_params)
        with one_snapshot():
            now = instant_of_snapshot()
            changed = changes(question, request.user, span)
            tree = names().tree
            page = figure_changes(changed, self.paginate_queryset(changed.latest) or ())
        response = self.get_paginated_response([change_in(change) for change in page])
        assert isinstance(response, TaggedResponse)
        response.instant = "" if span.until else format_instant(now)
        response.data = {
            "query": question_in(question),
            "since": span.since,
            "until": span.until or now,
            "figures": [moved_in(moved, changed, tree) for moved in changed.moved],
            **response.data,
        }
        return response

from django.db.models import CharField, Value
from django.db.models.functions import Concat
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from agencies.models import Scope
from common.api import Conditional, CursorPages, refuse_unknown
from figures.api.shape import answer_in, fact_in, question_in
from figures.api.spreadsheet import FiguresAsCsv
from figures.api.v1.schemas import ANSWERED, EVIDENCE, PAGE, QUESTION
from figures.evidence import evidence
from figures.query import answer
from figures.question import PARAMETERS, asked
from figures.snapshot import one_snapshot
from figures.tree import Tree


def question_of(request, *, also=()):
    refuse_unknown(request, (*PARAMETERS, *also))
    stated = {name: text for name, text in request.query_params.items() if name not in also}
    return asked(stated, request.user)


class FiguresView(Conditional, APIView):
    """What the records that you may see add up to. Every figure has a qualifier, and leads to its evidence."""

    required_scopes = {"GET": Scope.READ_FIGURES}
    renderer_classes = [JSONRenderer, FiguresAsCsv]

    @extend_schema(operation_id="figures", parameters=QUESTION, responses=ANSWERED)
    def get(self, request):
        answered = answer(question_of(request), request.user)
        response = Response(answer_in(answered, Tree.load()))
        if request.accepted_renderer.format == "csv":
            response["Content-Disposition"] = 'attachment; filename="figures.csv"'
        return response


class EvidenceView(Conditional, GenericAPIView):
    """The records in a figure, first, and then those left out of it, each with its reason.

    The values of those in add up to the figure. A fact is what an item, a disposition or an outcome contributes.
    """

    required_scopes = {"GET": Scope.READ_FIGURES}
    ordering = ("key",)
    filter_backends = []

    @extend_schema(operation_id="figures_evidence", parameters=[*QUESTION, *PAGE], responses={200: EVIDENCE})
    def get(self, request):
        question = question_of(request, also=CursorPages.parameters)
        with one_snapshot():
            found = evidence(question, request.user)
            # An empty reason sorts before all others, so those in come first.
            key = Concat("reason", Value("/"), "id", output_field=CharField())
            page = self.paginate_queryset(found.near.annotate(key=key))
        response = self.get_paginated_response([fact_in(fact) for fact in page])
        response.data = {"query": question_in(question), "withheld": found.withheld, **response.data}
        return response

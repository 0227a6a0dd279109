from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from agencies.api.requests import ReaderRequest
from agencies.models import Scope
from common.api.requests import refuse_unknown
from common.api.responses import Conditional, TaggedResponse
from common.errors import Invalid
from common.text.instants import format_instant
from common.text.parameters import parameters_of
from figures.answer.persons import PROPERTIES, persons_answer
from figures.api.shape import persons_in
from figures.api.v1.schemas import ANSWER, MAYBE, QUESTION
from figures.api.v1.views import check_size
from figures.question.question import PARAMETERS
from figures.question.reading import parse_question

# Figures of persons come in persons, and all parts of them.
NOT_WITH = ("unit", "top", "release")
BY = OpenApiParameter(
    "by",
    required=True,
    description=str(
        lazy("sex, age or nationality: one of them. And other dimensions of figures, joined by commas.")
    ),
)


def _described() -> dict[str, Any]:
    """The schema of an answer: that of figures, each with the value of the property."""
    figures = ANSWER["properties"]["figures"]
    values = dict.fromkeys(PROPERTIES, MAYBE)
    one = {**figures["items"], "properties": {**figures["items"]["properties"], **values}}
    properties = {name: ANSWER["properties"][name] for name in ("query", "as_of")}
    properties["figures"] = {**figures, "items": one}
    return {"type": "object", "properties": properties, "required": list(properties)}


PERSONS = _described()


class PersonsView(Conditional, APIView):
    """Figures of persons by sex, age group or nationality, as far as records state it; null is not stated.

    With the value null they add up to the figures of the same question. Each links to the evidence of the whole.
    """

    required_scopes = {"GET": Scope.READ_FIGURES}

    @extend_schema(
        operation_id="figures_persons",
        parameters=[BY, *(each for each in QUESTION if each.name not in {"by", *NOT_WITH})],
        responses={200: OpenApiResponse(PERSONS)},
    )
    def get(self, request: ReaderRequest) -> Response:
        refuse_unknown(request, [name for name in PARAMETERS if name not in NOT_WITH])
        stated: dict[str, Any] = parameters_of(request.query_params)
        grouped = [name.strip() for name in stated.get("by", "").split(",")]
        properties = list(dict.fromkeys(name for name in grouped if name in PROPERTIES))
        if len(properties) != 1:
            raise Invalid({"by": [_("Group by sex, age or nationality: by one of them at a time.")]})
        rest = ",".join(name for name in grouped if name not in PROPERTIES)
        question = parse_question(stated | {"by": rest}, request.user)
        answered = persons_answer(question, properties[0], request.user)
        check_size(len(answered.figures))
        response = TaggedResponse(persons_in(answered))
        response.instant = "" if question.as_of else format_instant(answered.as_of)
        return response

"""Saved questions over the API: listed, saved, changed, answered and deleted."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from agencies.api.requests import ReaderRequest
from agencies.models import Scope, User
from analysis.models import SavedQuestion
from analysis.services import change_question, delete_question, parameters_in, read_question, save_question
from common.api.content import ContentDeleteMixin
from common.api.fields import Strict
from common.api.responses import TaggedResponse
from common.errors import Invalid, Refused
from common.text.instants import format_instant
from figures.answer.query import answer
from figures.api.shape import answer_in
from figures.api.v1.schemas import ANSWERED
from figures.api.v1.views import check_size
from figures.question.reading import parse_question


class SavedQuestionSerializer(Strict, serializers.ModelSerializer[SavedQuestion]):
    """A question under a name. `query` has the parameters of figures, as in an address: by=year&measure=CASH.

    `own` is whether you saved it yourself; others share theirs with your agency, and you read those alone. `query` is
    null where it names something of which you may know nothing.
    """

    own = serializers.SerializerMethodField()

    class Meta:
        model = SavedQuestion
        fields = ("id", "name", "query", "shared", "pinned", "own", "created_at")
        read_only_fields = ("created_at",)
        validators = ()

    def to_representation(self, instance: SavedQuestion) -> dict[str, Any]:
        found: dict[str, Any] = super().to_representation(instance)
        if "query" in found and not self._may_read(instance):
            found["query"] = None
        return found

    def _may_read(self, question: SavedQuestion) -> bool:
        reader = self.context["request"].user
        if question.owner_id == reader.actor.pk:
            return True
        try:
            parse_question(parameters_in(question.query), reader)
        except (Invalid, Refused):
            return False
        return True

    def get_own(self, question: Any) -> bool:
        owner: bool = question.owner_id == self.context["request"].user.actor.pk
        return owner


class SavedQuestionViewSet(ContentDeleteMixin, mixins.ListModelMixin, GenericViewSet[SavedQuestion]):
    """Questions about figures that you saved, and those that others of your agency share."""

    request: ReaderRequest
    queryset = SavedQuestion.objects.all()
    serializer_class = SavedQuestionSerializer
    required_scopes = {"GET": Scope.READ_FIGURES}
    ordering = ("-id",)

    def get_queryset(self) -> QuerySet[Any]:
        # A key saves questions as its account.
        return SavedQuestion.objects.visible_to(self.request.user.actor)

    def recorded(self, data: dict[str, Any], by: User) -> SavedQuestion:
        stated = dict(data)
        name, query = stated.pop("name"), stated.pop("query", "")
        return save_question(name, parameters_in(query), by=by, **stated)

    def changed(self, row: SavedQuestion, by: User) -> SavedQuestion:
        stated = {"name": row.name, "query": row.query, "shared": row.shared, "pinned": row.pinned}
        return change_question(row, by=by, **stated)

    def removed(self, row: SavedQuestion, by: User) -> None:
        delete_question(row, by=by)

    @extend_schema(responses=ANSWERED)
    @action(detail=True, methods=["get"])
    def figures(self, request: ReaderRequest, **kwargs: Any) -> Response:
        """The answer to the question as it is now, for you: what your rights are, and not those of who saved it."""
        saved = self.get_object()
        question = read_question(saved, request.user, own=saved.owner_id == request.user.actor.pk)
        answered = answer(question, request.user)
        check_size(len(answered.figures))
        response = TaggedResponse(answer_in(answered))
        response.instant = "" if answered.question.as_of else format_instant(answered.as_of)
        return response

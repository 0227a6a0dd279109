"""Comments on a record, and whom it is assigned to, in the API: below its address, for readers inside the record."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from agencies.api.requests import ReaderRequest
from common.api.fields import Strict
from common.api.steps import Steps
from operations.discretion import Discretion
from operations.models import Comment, ReviewedRecord
from records import services
from records.assigning import assignments_of


class CommentSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    field = serializers.CharField(help_text="The field that it is about; empty for the whole record.")
    text = serializers.CharField()
    written_at = serializers.DateTimeField()
    written_by = serializers.CharField(source="written_by.username")


class SentCommentSerializer(Strict):
    text = serializers.CharField(max_length=2000)
    field = serializers.CharField(required=False, default="", allow_blank=True, max_length=60)


class AssignmentSerializer(Strict):
    reviewer = serializers.CharField(
        allow_null=True, max_length=150, help_text="The user name; null: nobody."
    )


class RemarkedMixin(Steps, GenericViewSet[Any]):
    """A viewset whose rows have comments and an assignment."""

    @extend_schema(
        description="The comments on it, oldest first; none for readers outside the record.",
        responses=CommentSerializer(many=True),
        filters=False,
    )
    @action(detail=True, methods=["get"], url_path="comments", pagination_class=None)
    def comments(self, request: ReaderRequest, **kwargs: Any) -> Response:
        record = self.get_object()
        found = Comment.objects.filter(record=record.pk).select_related("written_by")
        inside = Discretion(request.user).is_inside(record)
        return Response(CommentSerializer(found if inside else found.none(), many=True).data)

    @extend_schema(
        description="Writes a comment on it, or on one of its fields. The comment of a reviewer begins the review.",
        request=SentCommentSerializer,
        responses={201: CommentSerializer},
    )
    @comments.mapping.post
    def write_comment(self, request: ReaderRequest, **kwargs: Any) -> Response:
        sent = SentCommentSerializer(data=request.data, context=self.get_serializer_context())
        sent.is_valid(raise_exception=True)
        written = services.comment(self.get_object(), by=request.user.actor, **sent.validated_data)
        return Response(CommentSerializer(written).data, status=201)

    @extend_schema(
        description="Who is to review it; null for nobody, and for readers outside the record.",
        responses=AssignmentSerializer,
        filters=False,
    )
    @action(detail=True, methods=["get"], url_path="assignment", pagination_class=None)
    def assignment(self, request: ReaderRequest, **kwargs: Any) -> Response:
        return Response(_assigned(self.get_object(), request))

    @extend_schema(
        description="Assigns a submitted record to a supervisor who may decide on it, or to nobody.",
        request=AssignmentSerializer,
        responses={200: AssignmentSerializer},
    )
    @assignment.mapping.post
    def assign(self, request: ReaderRequest, **kwargs: Any) -> Response:
        sent = AssignmentSerializer(data=request.data, context=self.get_serializer_context())
        sent.is_valid(raise_exception=True)
        record = self.get_object()
        version = self.seen(record)
        assigned = services.assign_named(
            record, by=request.user.actor, name=sent.validated_data["reviewer"], version=version
        )
        return Response(_assigned(assigned, request))


def _assigned(record: ReviewedRecord, request: ReaderRequest) -> dict[str, Any]:
    found = assignments_of([record]).get(record.pk)
    inside = Discretion(request.user).is_inside(record)
    return {"reviewer": found.reviewer.username if found and inside else None}

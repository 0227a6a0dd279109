"""Files of a record, an operation or a source in the API: listed, sent, saved and removed below its address."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from agencies.api.requests import ReaderRequest
from agencies.models import User
from common.api.fields import Strict
from common.api.requests import ActingRequest, Body
from common.errors import Invalid
from common.pages.attachments import file_response
from operations.discretion import Discretion
from operations.models import Attachment, Marking
from operations.services import attachments as services


class AttachmentSerializer(serializers.Serializer[Any]):
    """A file, as it is stored: pictures are without metadata. `marking` is the stricter of its own and the record's."""

    id = serializers.UUIDField()
    url = serializers.CharField(help_text="Where the content is.")
    name = serializers.CharField()
    description = serializers.CharField(allow_null=True)
    marking = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes.")
    sha256 = serializers.CharField()
    added_at = serializers.DateTimeField()


class SentAttachmentSerializer(Strict):
    file = serializers.FileField(allow_empty_file=True, max_length=1000)
    description = serializers.CharField(required=False, default="", allow_blank=True, max_length=300)
    marking = serializers.ChoiceField(choices=Marking.choices, required=False)


class Attached(GenericViewSet[Any]):
    """A viewset whose rows have files, which its services attach and remove."""

    request: ActingRequest
    seen: Callable[..., Any]
    http_method_names = ["get", "post", "put", "patch", "delete", "head", "options"]
    # Whether a file is a part of a version of the row.
    of_a_version = False
    attaching: ClassVar[Any] = staticmethod(services.attach_file)
    detaching: ClassVar[Any] = staticmethod(services.remove_file)
    parser_classes = [Body, MultiPartParser]

    @extend_schema(
        description="The files of it that the reader may see.",
        responses=AttachmentSerializer(many=True),
        filters=False,
    )
    @action(detail=True, methods=["get"], url_path="attachments", pagination_class=None)
    def attachments(self, request: ReaderRequest, **kwargs: Any) -> Response:
        record = self.get_object()
        inside = Discretion(request.user).is_inside(record)
        visible = record.attachments.visible_to(request.user).select_related(record.attachments.model.of)
        return Response([_file(each, request, inside=inside) for each in visible])

    @extend_schema(
        description="Attaches a file: to a record while it is a draft.",
        request={"multipart/form-data": SentAttachmentSerializer},
        responses={201: AttachmentSerializer},
    )
    @attachments.mapping.post
    def attach(self, request: ReaderRequest, **kwargs: Any) -> Response:
        record = self.get_object()
        sent = SentAttachmentSerializer(data=request.data, context={"request": request})
        sent.is_valid(raise_exception=True)
        by: User = request.user.actor
        seen = {"version": self.seen(record)} if self.of_a_version else {}
        found = self.attaching(record, by=by, **seen, **sent.validated_data)
        sent_back = _file(found, request, inside=True)
        return Response(sent_back, status=201, headers={"Location": sent_back["url"], "ETag": _tag(found)})

    @extend_schema(
        description="The content of a file.",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
        filters=False,
    )
    @action(detail=True, methods=["get"], url_path="attachments/(?P<file>[0-9a-f-]{36})", url_name="file")
    def attachment(self, request: ReaderRequest, file: str, **kwargs: Any) -> HttpResponseBase:
        found = self._attachment(file)
        tag = _tag(found)
        if unchanged := get_conditional_response(request._request, etag=tag):  # noqa: SLF001 -- Django's own
            return unchanged
        response = file_response(found.stored, name=found.name, media_type=found.media_type)
        response["ETag"] = tag
        return response

    @extend_schema(description="Removes a file: from a record while it is a draft.", responses={204: None})
    @attachment.mapping.delete
    def detach(self, request: ReaderRequest, file: str, **kwargs: Any) -> Response:
        self.detaching(self._attachment(file), by=request.user.actor)
        return Response(status=204)

    def _attachment(self, file: str) -> Attachment:
        record = self.get_object()
        try:
            visible = record.attachments.visible_to(self.request.user)
            found: Attachment = get_object_or_404(visible, pk=file)
        except ValueError as error:
            raise Invalid({"": [str(error)]}) from error
        return found


def _tag(row: Attachment) -> str:
    """The ETag of a content, which never changes."""
    return f'"{row.sha256[:32]}"'


def _file(row: Attachment, request: ReaderRequest, *, inside: bool) -> dict[str, Any]:
    base = request.path if request.path.endswith("attachments/") else f"{request.path}/"
    return {
        "id": str(row.pk),
        "url": f"{base}{row.pk}/",
        "name": row.name,
        "description": row.description if inside else None,
        "marking": row.marked,
        "media_type": row.media_type,
        "size": row.size,
        "sha256": row.sha256,
        "added_at": row.added_at,
    }

import gzip
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from agencies.api.requests import ReaderRequest
from common.api.addresses import api_url
from common.api.content import compare_content
from common.api.creating import IdempotentMixin
from common.api.fields import Strict
from common.api.requests import Body, refuse_unknown
from common.api.responses import Conditional
from common.db.acts import all_or_nothing, locked
from common.files import marked_name
from imports.api.v1.filters import FileImportFilter
from imports.api.v1.serializers import (
    CommitSerializer,
    FileImportSerializer,
    PrintedTotalSerializer,
    SentFileSerializer,
    UndoSerializer,
)
from imports.models import FileImport
from imports.report import OWN
from imports.services.handing import verify_import
from imports.services.jobs import cancel_import, commit_import, receive_file
from imports.services.named import mapping_for
from imports.services.printed import print_total
from imports.services.undoing import undo_import


class FileImportViewSet(IdempotentMixin, Conditional, ReadOnlyModelViewSet[FileImport]):
    """Files of seizures: sent, checked by a dry run, recorded, undone. An agency reads its own."""

    request: ReaderRequest
    queryset = FileImport.objects.select_related("owner")
    serializer_class = FileImportSerializer
    filterset_class = FileImportFilter
    ordering = ("-id",)
    parser_classes = [Body, MultiPartParser]

    def get_queryset(self) -> QuerySet[Any]:
        reader = self.request.user
        return self.queryset.visible_to(reader) if reader else self.queryset.none()

    @extend_schema(request={"multipart/form-data": SentFileSerializer}, responses={202: FileImportSerializer})
    def create(self, request: ReaderRequest) -> Response:
        """Stores a file and answers before it is read: poll the address in Location until it has ended."""
        refuse_unknown(request, ())
        sent = self._sent(SentFileSerializer)
        by = request.user.actor
        name, mapping = mapping_for(sent.pop("mapping"), by=by)
        commit = sent.pop("commit")
        found = receive_file(sent.pop("file"), mapping, name=name, by=by, dry_run=not commit, **sent)
        return self._answered(found, 202)

    @extend_schema(request=CommitSerializer, responses={202: FileImportSerializer})
    @action(detail=True, methods=["post"])
    def commit(self, request: ReaderRequest, **kwargs: Any) -> Response:
        """Records a file that a dry run has checked."""
        with all_or_nothing():
            found = self._unchanged()
            recorded = commit_import(found, by=request.user.actor, **self._sent(CommitSerializer))
        return self._answered(recorded, 202)

    @extend_schema(request=None, responses={200: FileImportSerializer})
    @action(detail=True, methods=["post"])
    def cancel(self, request: ReaderRequest, **kwargs: Any) -> Response:
        """Cancels the reading of a file: poll it until its state is stopped. Nothing of it is recorded."""
        self._sent(Strict)
        return self._answered(cancel_import(self.get_object(), by=request.user.actor), 200)

    @extend_schema(request=PrintedTotalSerializer, responses={200: FileImportSerializer})
    @action(detail=True, methods=["post"])
    def totals(self, request: ReaderRequest, **kwargs: Any) -> Response:
        """Compares a total that the file prints with the sum of its rows: see `printed`."""
        with all_or_nothing():
            found = self._unchanged()
            compared = print_total(found, by=request.user.actor, **self._sent(PrintedTotalSerializer))
        return self._answered(compared, 200)

    @extend_schema(request=None, responses={200: FileImportSerializer})
    @action(detail=True, methods=["post"])
    def verify(self, request: ReaderRequest, **kwargs: Any) -> Response:
        """Verifies as one batch what a file brought and submitted: another person than whoever had to do with it."""
        self._sent(Strict)
        with all_or_nothing():
            found = self._unchanged()
            verify_import(found, by=request.user.actor)
        return self._answered(found, 200)

    @extend_schema(request=UndoSerializer, responses={200: FileImportSerializer})
    @action(detail=True, methods=["post"])
    def undo(self, request: ReaderRequest, **kwargs: Any) -> Response:
        """Undoes a whole import. Records that were changed since stay as they are."""
        with all_or_nothing():
            found = self._unchanged()
            undo_import(found, by=request.user.actor, **self._sent(UndoSerializer))
        found.refresh_from_db()
        return self._answered(found, 200)

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR})
    @action(detail=True, methods=["get"])
    def report(self, request: ReaderRequest, **kwargs: Any) -> HttpResponse:
        """The findings in the file as CSV: line, column, value, sentence and kind."""
        return report_csv(self.get_object())

    def _unchanged(self) -> FileImport:
        """The file, locked, in the state that the client has read, if it names one in If-Match."""
        locked(self.get_object())
        found: FileImport = self.get_object()
        compare_content(self.request, found, self.get_serializer(found).data, required=False)
        return found

    def _sent(self, body: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        sent = body(data=self.request.data or {}, context=self.get_serializer_context())
        sent.is_valid(raise_exception=True)
        return dict(sent.validated_data)

    def _answered(self, found: FileImport, status: int) -> Response:
        response = Response(self.get_serializer(found).data, status=status)
        if status == 202:
            response["Location"] = self.request.build_absolute_uri(api_url("imports", found.pk))
        return response


def report_csv(found: FileImport) -> HttpResponse:
    packed = bytes(found.report)
    response = HttpResponse(
        gzip.decompress(packed) if packed else b"", content_type="text/csv; charset=utf-8"
    )
    name = marked_name(f"import-{found.pk}", OWN, "csv")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

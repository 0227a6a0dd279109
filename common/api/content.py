"""PATCH of rows without a version: If-Match is compared with a digest of the row's content."""

from collections.abc import Callable
from typing import Any

from rest_framework import mixins
from rest_framework.request import Request
from rest_framework.response import Response

from common.api.changing import VersionUnstated
from common.api.creating import CreateMixin, set_all
from common.api.fields import look_up
from common.api.requests import ActingRequest, has_read_only, refuse_changes
from common.api.responses import content_tag
from common.db.acts import all_or_nothing, locked
from common.errors import Outdated


class ContentMixin(CreateMixin, mixins.RetrieveModelMixin):
    """Rows that are read and locked under If-Match."""

    def locked_as_read(self) -> tuple[Any, Any]:
        """The row, locked, and what a GET of it sends. Raises Outdated, or 428, if If-Match is of another state."""
        row = self.get_object()
        locked(row)
        # What was read before the lock may be an older state.
        row = self.get_object()
        read = self.read_again([row])[0]
        compare_content(self.request, row, read)
        return row, read


class ContentChangeMixin(ContentMixin):
    """POST and PATCH under If-Match. `changed(row, by)` passes an edited row to its service."""

    changed: Callable[..., Any]
    http_method_names = ["get", "post", "patch", "head", "options"]

    def partial_update(self, request: ActingRequest, **kwargs: Any) -> Response:
        with all_or_nothing():
            row, read = self.locked_as_read()
            serializer = self.get_serializer(row, data=request.data, partial=True)
            if has_read_only(serializer, request.data):
                refuse_changes(serializer, request.data, read)
            look_up(serializer, request.data)
            serializer.is_valid(raise_exception=True)
            edited = self.edited(row, serializer.validated_data)
            return self.answered(self.changed(edited, by=request.user.actor))

    def edited(self, row: Any, data: dict[str, Any]) -> Any:
        """The row with what was sent of it; a view of rows with others below it takes those out first."""
        return set_all(row, data)


class ContentRemoveMixin(ContentMixin):
    """DELETE under If-Match. `removed(row, by)` passes a row to its service."""

    removed: Callable[..., Any]
    http_method_names = ["get", "post", "delete", "head", "options"]

    def destroy(self, request: ActingRequest, **kwargs: Any) -> Response:
        with all_or_nothing():
            row, _read = self.locked_as_read()
            self.removed(row, by=request.user.actor)
        return Response(status=204)


class ContentDeleteMixin(ContentChangeMixin, ContentRemoveMixin):
    """POST, PATCH and DELETE under If-Match."""

    http_method_names = [*ContentChangeMixin.http_method_names, "delete"]


def compare_content(request: Request, row: Any, read: Any, *, required: bool = True) -> None:
    """Raises Outdated if If-Match names something else than what a GET of the row sends, or 428 without it."""
    stated = request.headers.get("If-Match", "").strip()
    if not stated and required:
        raise VersionUnstated
    tags = [each.strip() for each in stated.split(",")]
    if stated not in ("", "*") and content_tag(request, read) not in tags:
        raise Outdated(row)

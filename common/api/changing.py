"""Changing through the API: never over another person's change."""

import json
from collections.abc import Callable, Container
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as lazy
from rest_framework import exceptions, mixins
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from common.api.creating import CreateMixin
from common.api.fields import look_up
from common.api.requests import ActingRequest, has_read_only, refuse_changes
from common.api.responses import TaggedResponse, version_tag
from common.db.acts import all_or_nothing, locked
from common.errors import Outdated


class VersionUnstated(exceptions.APIException):
    status_code = 428
    default_code = "version_unstated"
    default_detail = lazy(
        "Send the ETag that you read in If-Match, so that you do not overwrite a change unseen."
    )


class ChangeMixin(CreateMixin, mixins.RetrieveModelMixin):
    """PUT and PATCH under If-Match. `changed(row, data, by, version, reason)` passes the change to its service."""

    changed: Callable[..., Any]
    http_method_names = ["get", "post", "put", "patch", "head", "options"]

    def retrieve(self, request: Request, **kwargs: Any) -> Response:
        row = self.get_object()
        data = self.get_serializer(row).data
        whole = self.read_again([row])[0] if "fields" in request.query_params else data
        return self.with_version(TaggedResponse(data), whole)

    def update(self, request: ActingRequest, partial: bool = False, **kwargs: Any) -> Response:
        with all_or_nothing():
            return self.remarked_answer(self._updated(request, partial))

    def _updated(self, request: ActingRequest, partial: bool) -> Any:
        row = self.get_object()
        version = self.seen(row, required=True)
        serializer = self.get_serializer(row, data=request.data, partial=partial)
        assert isinstance(serializer, Serializer)
        if has_read_only(serializer, request.data):
            refuse_changes(serializer, request.data, self._as_read(row))
        look_up(serializer, request.data)
        serializer.is_valid(raise_exception=True)
        edited = row if partial else _afresh(row, serializer.fields)
        data, by = serializer.validated_data, request.user.actor
        reason = data.pop("reason", "")
        return self.changed(edited, data, by=by, version=version, reason=reason)

    def _as_read(self, row: Any) -> Any:
        """The row as a client has read it, of the types that JSON has."""
        rendered = self.get_renderers()[0].render(self.read_again([row])[0])
        return json.loads(rendered, parse_float=Decimal)

    def partial_update(self, request: ActingRequest, **kwargs: Any) -> Response:
        return self.update(request, partial=True, **kwargs)

    def seen(self, row: Any, *, required: bool = False) -> int | None:
        """The version that If-Match names, for the service to compare under its lock; None for any version.

        Raises 428 if it is required and missing, and Outdated if the row is not what the client read. If-Match: *
        means the version read here: the fields that the request leaves out must not be those of an older one.
        """
        stated = self.request.headers.get("If-Match", "").strip()
        if not stated and required:
            raise VersionUnstated
        if stated in ("", "*"):
            return int(row.version) if required else None
        # What belongs to the row without being in it, such as dispositions, is no other once it is locked.
        held = locked(row, row.version)
        # A weak ETag never matches here (RFC 9110, section 13.1.1).
        tag = version_tag(self.request, held.version, self.read_again([held])[0])
        if tag not in (each.strip() for each in stated.split(",")):
            raise Outdated(row)
        return int(held.version)


def _afresh(row: Any, shown: Container[str]) -> Any:
    """A copy of the row whose fields are empty: PUT clears every field that the request leaves out.

    It keeps its marking: a request that leaves it out must not let more people read the row; and its note, which
    not everybody who may read the row is shown.
    """
    bare = type(row)(pk=row.pk)
    for field in row._meta.concrete_fields:
        if field.name in ("marking", "note") or field.name not in shown:
            setattr(bare, field.attname, getattr(row, field.attname))
    bare._state.adding, bare._state.db = False, row._state.db
    return bare

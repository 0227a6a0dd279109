"""Writing through the API: one record or a list of them, all or nothing, and never over another person's change."""

import functools
import json
from collections.abc import Callable, Container, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from rest_framework import exceptions, mixins
from rest_framework.request import Request
from rest_framework.response import Response

from common.api.conditional import Conditional, version_tag
from common.api.filters import refuse_unknown
from common.api.idempotency import IdempotentMixin
from common.api.lookups import look_up
from common.api.pages import LIMIT
from common.api.read_only import has_read_only, refuse_changes
from common.db.acts import all_or_nothing, locked, record_each
from common.errors import Invalid, Outdated

# Rows below all the rows of a list: each costs the time of a thread, right or wrong.
LIMIT_OF_ROWS = 5000


class VersionUnstated(exceptions.APIException):
    status_code = 428
    default_code = "version_unstated"
    default_detail = lazy(
        "Send the ETag that you read in If-Match, so that you do not overwrite a change unseen."
    )


class TooManyItems(exceptions.APIException):
    status_code = 413
    default_code = "too_many"


class CreateMixin(IdempotentMixin, Conditional):
    """POST of an object or a list. `recorded(data, by)` passes one to its service, `all_recorded` several."""

    recorded: Callable[..., Any]
    # The parameters that a POST of a new row may have.
    create_parameters: tuple[str, ...] = ()

    def all_recorded(self, drafts: Sequence[Any], by: Any) -> list[Any]:
        return record_each(functools.partial(self.recorded, by=by), drafts)

    def create(self, request: Request) -> Response:
        refuse_unknown(request, self.create_parameters)
        several = isinstance(request.data, list)
        if several:
            _check_length(request.data)
        serializer = self.get_serializer(data=request.data, many=several)
        for draft in request.data if several else [request.data]:
            refuse_changes(serializer.child if several else serializer, draft, {})
        look_up(serializer, request.data)
        serializer.is_valid(raise_exception=True)
        data, by = serializer.validated_data, request.user.actor
        with all_or_nothing():
            rows = self.all_recorded(data, by=by) if several else [self.recorded(data, by=by)]
            rows = self.entered(rows, by=by)
            if several:
                return Response(self.remarked(rows, self.read_again(rows)), status=201)
            return self.remarked_answer(rows[0], status=201)

    def entered(self, rows: list[Any], by: Any) -> list[Any]:
        """The rows, after any further step that the request asks for."""
        return rows

    def remarked(self, rows: list[Any], read: Sequence[Any]) -> Sequence[Any]:
        """The saved rows as they now read, each with its warnings."""
        return read

    def remarked_answer(self, row: Any, status: int = 200) -> Response:
        response = self.answered(row, status)
        (response.data,) = self.remarked([row], [response.data])
        return response

    def read_again(self, rows: list[Any]) -> list[dict[str, Any]]:
        """The saved rows, serialised as their author reads them."""
        found = self.get_queryset().in_bulk([row.pk for row in rows])
        serializer, context = self.get_serializer_class(), self.get_serializer_context() | {"whole": True}
        return serializer([found[row.pk] for row in rows], many=True, context=context).data

    def answered(self, row: Any, status: int = 200) -> Response:
        """The response with the row as it now reads; a 201 has its address in Location."""
        data = self.read_again([row])[0]
        response = Response(data, status=status)
        if status == 201 and "url" in data:
            response["Location"] = data["url"]
        return self.with_version(response, data)

    def with_version(self, response: Response, whole: Any) -> Response:
        """Adds the ETag of the `whole` row to a response, even if the response has only some of its fields."""
        response.version, response.whole = whole.get("version"), whole
        return response


class ChangeMixin(CreateMixin, mixins.RetrieveModelMixin):
    """PUT and PATCH under If-Match. `changed(row, data, by, version, reason)` passes the change to its service."""

    changed: Callable[..., Any]
    http_method_names: ClassVar[list[str]] = ["get", "post", "put", "patch", "head", "options"]

    def retrieve(self, request: Request, **kwargs: Any) -> Response:
        row = self.get_object()
        data = self.get_serializer(row).data
        whole = self.read_again([row])[0] if "fields" in request.query_params else data
        return self.with_version(Response(data), whole)

    def update(self, request: Request, partial: bool = False, **kwargs: Any) -> Response:
        with all_or_nothing():
            return self.remarked_answer(self._updated(request, partial))

    def _updated(self, request: Request, partial: bool) -> Any:
        row = self.get_object()
        version = self.seen(row, required=True)
        serializer = self.get_serializer(row, data=request.data, partial=partial)
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

    def partial_update(self, request: Request, **kwargs: Any) -> Response:
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


def _check_length(drafts: list[Any]) -> None:
    if not drafts:
        raise Invalid({"": [_("The list is empty.")]})
    if len(drafts) > LIMIT:
        text = _("There are %(number)d in the list; send at most %(limit)d at a time.")
        raise TooManyItems(text % {"number": len(drafts), "limit": LIMIT})
    below = [rows for draft in drafts if isinstance(draft, dict) for rows in draft.values()]
    rows = sum(len(each) for each in below if isinstance(each, list))
    if rows > LIMIT_OF_ROWS:
        text = _("There are %(number)d rows below those in the list; send at most %(limit)d at a time.")
        raise TooManyItems(text % {"number": rows, "limit": LIMIT_OF_ROWS})


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


def set_all(row: Any, data: dict[str, Any]) -> Any:
    for name, value in data.items():
        setattr(row, name, value)
    return row

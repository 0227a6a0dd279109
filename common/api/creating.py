"""Creating through the API: one record or a list of them, all or nothing, and once, however often it is sent.

Idempotency-Key: a POST that the client sends again, because the answer was lost, is executed once.
"""

import datetime
import functools
import hashlib
import json
import re
from collections.abc import Callable, Sequence
from copy import copy as shallow_copy
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from rest_framework import exceptions
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ListSerializer
from rest_framework.views import APIView

from common.api.fields import look_up
from common.api.pages import LIMIT
from common.api.requests import ActingRequest, refuse_changes, refuse_unknown
from common.api.responses import Conditional, TaggedResponse, render_bytes
from common.db.acts import all_or_nothing, record_each
from common.db.once import reserve
from common.errors import Invalid
from common.models import AnsweredOnce

# Rows below all the rows of a list: each costs the time of a thread, right or wrong.
LIMIT_OF_ROWS = 5000
HEADER, REPLAYED = "Idempotency-Key", "Idempotent-Replayed"
LIFETIME, LIFETIME_OF_FORMS = datetime.timedelta(hours=48), datetime.timedelta(days=30)
# Visible characters; in quotes too, as the draft of the standard has it.
KEY = re.compile(r"[!-~]{1,255}")


class TooManyItems(exceptions.APIException):
    status_code = 413
    default_code = "too_many"


class KeyMalformed(exceptions.APIException):
    status_code = 400
    default_code = "idempotency_key_malformed"
    default_detail = lazy("An Idempotency-Key has 1 to 255 visible characters of ASCII and no blanks.")


class KeyUsedOtherwise(exceptions.APIException):
    status_code = 422
    default_code = "idempotency_key_used"
    default_detail = lazy("This Idempotency-Key came with another request already. Take a new one for this.")


class IdempotentMixin(APIView):
    """A view whose POSTs accept an Idempotency-Key."""

    post: Callable[..., Response]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        key = request.headers.get(HEADER)
        if request.method == "POST" and key is not None and hasattr(self, "post"):
            # Of this request's view alone; DRF looks for it after this.
            self.post = functools.partial(_once, key, self.post)


def delete_old_answers() -> None:
    """Deletes what nobody repeats any more; a browser may be without a connection for weeks."""
    now = timezone.now()
    forms = Q(key__startswith="form/", at__gte=now - LIFETIME_OF_FORMS)
    AnsweredOnce.objects.filter(~forms, at__lt=now - LIFETIME).delete()


@transaction.atomic
def _once(key: str, act: Callable[..., Response], request: Request, *args: Any, **kwargs: Any) -> Response:
    if not KEY.fullmatch(key):
        raise KeyMalformed
    digest = _digest(request)
    stored = reserve(request.user, key, digest)
    if stored.digest != digest:
        raise KeyUsedOtherwise
    if stored.status:
        return _answered_again(stored)
    response = act(request, *args, **kwargs)
    stored.status, stored.location = response.status_code, response.get("Location", "")
    stored.version = getattr(response, "version", None)
    parts = [response.data, getattr(response, "whole", None)]
    stored.body = render_bytes(request, parts).decode()
    stored.save()
    return response


def _answered_again(stored: AnsweredOnce) -> Response:
    data, whole = json.loads(stored.body)
    response = TaggedResponse(data, status=stored.status, headers={REPLAYED: "true"})
    if stored.location:
        response["Location"] = stored.location
    if stored.version:
        response.version, response.whole = stored.version, whole
    return response


def _digest(request: Request) -> str:
    """A hash of the request's address and parsed body: the same for two spellings of the same JSON."""
    body = json.dumps(request.data, sort_keys=True, default=str)
    return hashlib.sha256(f"{request.get_full_path()}\n{body}".encode(errors="replace")).hexdigest()


class CreateMixin(IdempotentMixin, Conditional, GenericAPIView[Any]):
    """POST of an object or a list. `recorded(data, by)` passes one to its service, `all_recorded` several."""

    request: ActingRequest
    recorded: Callable[..., Any]
    # The parameters that a POST of a new row may have.
    create_parameters: tuple[str, ...] = ()

    def all_recorded(self, drafts: Sequence[Any], by: Any) -> list[Any]:
        return record_each(functools.partial(self.recorded, by=by), drafts)

    def create(self, request: ActingRequest) -> Response:
        refuse_unknown(request, self.create_parameters)
        several = isinstance(request.data, list)
        drafts = request.data if isinstance(request.data, list) else [request.data]
        if several:
            _check_length(drafts)
        serializer = self.get_serializer(data=request.data, many=several)
        of_each = serializer.child if isinstance(serializer, ListSerializer) else serializer
        for draft in drafts:
            refuse_changes(of_each, draft, {})
        look_up(serializer, request.data)
        serializer.is_valid(raise_exception=True)
        data, by = serializer.validated_data, request.user.actor
        with all_or_nothing(ends_with_error=not several):
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

    def remarked_answer(self, row: Any, status: int = 200) -> TaggedResponse:
        response = self.answered(row, status)
        (response.data,) = self.remarked([row], [response.data])
        return response

    def read_again(self, rows: list[Any]) -> Sequence[dict[str, Any]]:
        """The saved rows, serialised as their author reads them."""
        found = self.get_queryset().in_bulk([row.pk for row in rows])
        serializer, context = self.get_serializer_class(), {**self.get_serializer_context(), "whole": True}
        read: Sequence[dict[str, Any]] = serializer(
            [found[row.pk] for row in rows], many=True, context=context
        ).data
        return read

    def answered(self, row: Any, status: int = 200) -> TaggedResponse:
        """The response with the row as it now reads; a 201 has its address in Location."""
        data = self.read_again([row])[0]
        response = TaggedResponse(data, status=status)
        if status == 201 and "url" in data:
            response["Location"] = data["url"]
        return self.with_version(response, data)

    def with_version(self, response: TaggedResponse, whole: Any) -> TaggedResponse:
        """Adds the ETag of the `whole` row to a response, even if the response has only some of its fields."""
        response.version, response.whole = whole.get("version"), whole
        return response


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


def set_all(row: Any, data: dict[str, Any]) -> Any:
    for name, value in data.items():
        setattr(row, name, value)
    return row


def nested_rows(rows: Any, sent: Any, record: Any = None, *, of: str) -> list[Any] | None:
    """Rows as they were sent; those of a `record` that is changed in part keep what was not sent of them."""
    if sent is None:
        return None
    known = {row.pk: row for row in rows.filter(**{of: record})} if record else {}
    return [_row_of(rows.model, facts, known.get(facts.get("id"))) for facts in sent]


def rows_by(key: str, rows: Any, sent: Any, record: Any = None, *, of: str) -> list[Any] | None:
    """Rows as they were sent, which go by the row that their field `key` names, and not by an id."""
    if sent is None:
        return None
    known = {getattr(row, f"{key}_id"): row for row in rows.filter(**{of: record})} if record else {}
    return [_row_of(rows.model, facts, known.get(facts[key].pk)) for facts in sent]


def _row_of(model: Any, facts: dict[str, Any], stored: Any) -> Any:
    if stored is not None:
        return set_all(shallow_copy(stored), facts)
    made = model(**facts)
    # The service refuses one that is not in this record.
    made._state.adding = "id" not in facts
    return made

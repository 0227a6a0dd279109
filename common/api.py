"""What the whole API shares: strict parameters, pages, chosen fields, conditional reads, problems."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from copy import copy, deepcopy
from decimal import Decimal
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as ModelError
from django.db import DataError, IntegrityError, OperationalError
from django.db.models import DecimalField, IntegerField, PositiveIntegerField, PositiveSmallIntegerField
from django.forms import ModelChoiceField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import Resolver404, resolve
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions, pagination, parsers, serializers
from rest_framework.filters import BaseFilterBackend
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from common.errors import Invalid, Refused, messages_of
from common.text.numbers import MACHINE

LIMIT = 500
NESTED = (serializers.BaseSerializer, serializers.ListField, serializers.DictField)
MADE: dict[type, dict[str, Any]] = {}
Finding = tuple[list[str], str, str]


class Body(parsers.JSONParser):
    """JSON whose decimals stay decimals, whatever their length, and that cannot be nested without end."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            return json.loads(stream.read().decode(), parse_float=Decimal, parse_constant=_no_number)
        except ValueError as error:
            raise exceptions.ParseError(_("This is not JSON: %(error)s") % {"error": error}) from error
        except RecursionError:
            raise exceptions.ParseError(_("This is nested too deeply.")) from None


def _no_number(word: str) -> None:
    raise ValueError(_("%(word)s is not a number.") % {"word": word})


def refuse_unknown(request: Request, known: Iterable[str]) -> None:
    """Raises 400 for a parameter that is not `known`, or that is given twice."""
    known = sorted(known)
    for name, values in request.query_params.lists():
        if name not in known:
            possible = ", ".join(known) or _("none")
            sentence = _("There is no such parameter; possible here: %(known)s.") % {"known": possible}
            raise exceptions.ValidationError({name: [sentence]}, code="unknown_parameter")
        if len(values) > 1:
            raise exceptions.ValidationError({name: [_("Given more than once.")]}, code="repeated")


class StrictFilters(BaseFilterBackend):
    """The view's `filterset_class`, and 400 for what django-filter would pass over in silence."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        known = {"fields"} if issubclass(view.get_serializer_class(), Sparse) else set()
        if getattr(view, "detail", False):
            refuse_unknown(request, known)
            return queryset
        known |= {*CursorPages.parameters, *_filters_of(view)}
        refuse_unknown(request, known)
        if "fields" in request.query_params:
            # An empty page has no row to find a wrong name by.
            list(view.get_serializer().fields)
        if not _filters_of(view):
            return queryset
        filterset = view.filterset_class(request.query_params, queryset, request=request)
        if not filterset.is_valid():
            wrong = {name: _explained(filterset, name, found) for name, found in filterset.errors.items()}
            raise exceptions.ValidationError(wrong, code="not_possible")
        return filterset.qs

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        offers = {name: offer.extra for name, offer in _filters_of(view).items()}
        if issubclass(view.get_serializer_class(), Sparse):
            offers["fields"] = {"help_text": _("The fields to send, joined by commas; all without it.")}
        return [_described(name, extra) for name, extra in offers.items()]


def _filters_of(view: Any) -> dict[str, Any]:
    return getattr(getattr(view, "filterset_class", None), "base_filters", {})


def _described(name: str, extra: dict[str, Any]) -> dict[str, Any]:
    schema = {"type": "string"} | ({"enum": list(dict(extra["choices"]))} if "choices" in extra else {})
    described = {"name": name, "in": "query", "schema": schema}
    return described | ({"description": str(extra["help_text"])} if "help_text" in extra else {})


def _explained(filterset: Any, name: str, messages: list[str]) -> list[str]:
    field, value = filterset.form.fields[name], filterset.data.get(name)
    if isinstance(field, ModelChoiceField) and field.queryset is not None:
        model = field.queryset.model._meta.verbose_name
        return [_("There is no %(model)s “%(value)s”.") % {"model": model, "value": value}]
    if choices := [str(code) for code, _label in getattr(field, "choices", ()) if code]:
        known = {"value": value, "choices": ", ".join(choices)}
        return [_("“%(value)s” is not possible; possible are %(choices)s.") % known]
    return list(messages)


class CursorPages(pagination.CursorPagination):
    """Pages that stay put while rows are added; the view's `ordering` begins with a unique field."""

    page_size = 50
    max_page_size = LIMIT
    page_size_query_param = "limit"
    parameters = ("cursor", "limit")

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> tuple[str, ...]:
        return tuple(view.ordering)

    def get_page_size(self, request: Request) -> int:
        stated = request.query_params.get("limit", str(self.page_size))
        if not re.fullmatch(r"[0-9]{1,3}", stated) or not 1 <= int(stated) <= LIMIT:
            raise exceptions.ValidationError({"limit": [_("From 1 to %(limit)d.") % {"limit": LIMIT}]})
        return int(stated)

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (exceptions.NotFound, ModelError, DataError, ValueError, TypeError, OverflowError):
            # A cursor that was not made here; without one, the fault is ours.
            if "cursor" not in request.query_params:
                raise
            raise exceptions.ValidationError({"cursor": [_("Take it from the links of a page.")]}) from None

    def get_paginated_response(self, data: Any) -> Response:
        links = {"next": self.get_next_link(), "prev": self.get_previous_link()}
        header = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links.items() if url)
        return Response(
            {"next": links["next"], "previous": links["prev"], "results": data},
            headers={"Link": header} if header else None,
        )


class Number(serializers.DecimalField):
    """A decimal as a string, with the digits that it has: at most 40 before and after the point."""

    def __init__(self, max_digits: int = 80, decimal_places: int = 40, **kwargs: Any) -> None:
        super().__init__(max_digits, decimal_places, **kwargs)

    def to_internal_value(self, data: Any) -> Decimal:
        _refuse_notation(self, data)
        return super().to_internal_value(data)

    def quantize(self, value: Decimal) -> Decimal:
        return value


class Whole(serializers.IntegerField):
    """A number without a fraction."""

    def to_internal_value(self, data: Any) -> int:
        _refuse_notation(self, data)
        return super().to_internal_value(data)


def _refuse_notation(field: Any, data: Any) -> None:
    """Programs write digits and a point: what Python takes for a number besides is refused (`1_000`, other digits)."""
    if isinstance(data, str) and len(data) <= field.MAX_STRING_LENGTH and not MACHINE.fullmatch(data):
        field.fail("invalid")


class Sparse(serializers.Serializer[Any]):
    """Sends only the fields named in `fields=`, where the outermost serializer of a read has this base."""

    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {
        DecimalField: Number, IntegerField: Whole, PositiveIntegerField: Whole, PositiveSmallIntegerField: Whole,
    }  # fmt: skip

    def get_fields(self) -> dict[str, Any]:
        # To make them up from the model takes ten times as long as copying them.
        made = MADE.get(type(self)) or MADE.setdefault(type(self), super().get_fields())
        fields = {name: (deepcopy if isinstance(each, NESTED) else copy)(each) for name, each in made.items()}
        stated = self._stated()
        if unknown := [name for name in stated or () if name not in fields]:
            known = {"name": unknown[0], "known": ", ".join(fields)}
            text = _("There is no field “%(name)s”; possible are %(known)s.") % known
            raise exceptions.ValidationError({"fields": [text]})
        return {name: field for name, field in fields.items() if stated is None or name in stated}

    def _stated(self) -> list[str] | None:
        request = self.context.get("request")
        above: Any = self.parent
        outermost = above is None or (above.parent is None and isinstance(above, serializers.ListSerializer))
        if not outermost or request is None or request.method not in ("GET", "HEAD"):
            return None
        stated = request.query_params.get("fields")
        return None if stated is None else [name.strip() for name in stated.split(",")]


class Code(serializers.SlugRelatedField[Any]):
    """A related row by its code: read only, unless it is given a queryset to choose from."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="code", read_only="queryset" not in kwargs, **kwargs)


class Conditional:
    """An ETag on what is read or written, and 304 for who has it already."""

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        sent = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        if isinstance(sent, Response) and (request.method in SAFE_METHODS or hasattr(sent, "version")):
            patch_vary_headers(sent, ["Authorization", "Cookie"])
            patch_cache_control(sent, private=True, no_cache=True)
            sent.add_post_render_callback(lambda rendered: _tagged(request, rendered))
        return sent


def _tagged(request: Request, response: Any) -> Any:
    """Begins with the row's `version`, for If-Match; weak where the answer says at which `instant` it was given."""
    version, instant = getattr(response, "version", None), getattr(response, "instant", "")
    digest = hashlib.sha256(response.content.replace(instant.encode(), b"")).hexdigest()[:32]
    tag = f'"{version}-{digest}"' if version else f'"{digest}"'
    response["ETag"] = etag = f"W/{tag}" if instant else tag
    if request.method not in SAFE_METHODS or response.status_code != 200:
        return response
    return get_conditional_response(request._request, etag=etag, response=response)  # noqa: SLF001


UNFIT = (DataError, UnicodeError, SuspiciousOperation)
PLAIN: tuple[tuple[Any, int, str, Any], ...] = (
    (Http404, 404, "not_found", lazy("There is nothing here by that name, or you may not see it.")),
    (PermissionDenied, 403, "not_allowed", lazy("You may not do this.")),
    (RequestDataTooBig, 413, "too_large", lazy("That is too much at once: send it in parts.")),
    (UNFIT, 400, "invalid", lazy("A value has characters or a size that cannot be kept.")),
    (OperationalError, 503, "unavailable", lazy("The database cannot be reached just now: try again.")),
)


def problem(error: Exception, _context: Any = None) -> HttpResponse | None:
    """The error as application/problem+json (RFC 9457); None, and so a fault of ours, for what is no refusal."""
    if (answer := _answer(error)) is None:
        return None
    response = _problem(*answer)
    if header := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = header
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = f"{wait:.0f}"
    return response


def _answer(error: Exception) -> tuple[int, list[Finding]] | None:
    if isinstance(error, exceptions.APIException):
        return error.status_code, list(_walk(error.detail, []))
    if isinstance(error, Refused):
        return error.status, [([*error.path], error.code, str(error))]
    if isinstance(error, Invalid | ModelError):
        return 400, list(_by_path(error.errors if isinstance(error, Invalid) else messages_of(error)))
    if isinstance(error, IntegrityError):
        return 409, [([], "refused", _rule(error))]
    for kinds, status, code, sentence in PLAIN:
        if isinstance(error, kinds):
            return status, [([], code, str(sentence))]
    return None


def _walk(detail: Any, path: list[str]) -> Iterator[Finding]:
    """DRF's nested errors, one finding a sentence; the index of a list's item stays in the path."""
    if isinstance(detail, dict):
        for name, below in detail.items():
            yield from _walk(below, path if name == api_settings.NON_FIELD_ERRORS_KEY else [*path, str(name)])
    elif isinstance(detail, list):
        for index, below in enumerate(detail):
            yield from _walk(below, [*path, str(index)] if isinstance(below, dict | list) else path)
    else:
        yield path, getattr(detail, "code", None) or "invalid", str(detail)


def _by_path(errors: dict[str, list[str]]) -> Iterator[Finding]:
    for path, messages in errors.items():
        for message in messages:
            yield [part for part in path.split(".") if part], "invalid", message


def _rule(error: IntegrityError) -> str:
    """Constraints are named by sentences, so that even one that no form foresaw says what it forbids."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "constraint"
    return _("The database refuses it: %(rule)s.") % {"rule": name.replace("_", " ")}


def _problem(status: int, findings: list[Finding]) -> HttpResponse:
    detail = findings[0][2] if len(findings) == 1 else _("%(n)d things are wrong.") % {"n": len(findings)}
    errors = [{"pointer": _pointer(path), "code": code, "detail": text} for path, code, text in findings]
    about = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JsonResponse({**about, "errors": errors}, status=status, content_type="application/problem+json")


def _pointer(path: list[str]) -> str:
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in path)


@csrf_exempt
@login_not_required
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Any other address below /api/: to the one with a slash where there is one, else a problem."""
    slashed = f"{request.path_info.rstrip('/')}/"
    if request.method in ("GET", "HEAD") and slashed != request.path_info:
        with suppress(Resolver404):
            if resolve(slashed).func is not nothing_here:
                return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    sentence = _("There is nothing at this address; all of them end with a slash.")
    return _problem(404, [([], "not_found", sentence)])

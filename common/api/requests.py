"""Requests of the API, checked strictly: JSON, parameters, and fields that are only read.

Nothing that a client sends is ignored: it has an effect, or it is refused.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from rest_framework import exceptions, parsers, serializers
from rest_framework.request import Request

NOT_SENT = lazy("The system sets this. Leave it out, or send it as you read it.")


class Acting(Protocol):
    """A principal, with the account that services act for."""

    @property
    def actor(self) -> Any: ...


class ActingRequest(Request):
    """A request that the view's permissions have let through: its principal is known."""

    user: Acting  # type: ignore[assignment]  # the stubs know of persons only, and a key is none


def refuse_unknown(request: Request, known: Iterable[str]) -> None:
    """Raises 400 for a parameter that is not `known`, that is given twice, or that is empty."""
    known = sorted(known)
    for name, values in request.query_params.lists():
        if name not in known:
            possible = ", ".join(known) or _("none")
            sentence = _("There is no such parameter; possible here: %(known)s.") % {"known": possible}
            raise exceptions.ValidationError({name: [sentence]}, code="unknown_parameter")
        if len(values) > 1:
            raise exceptions.ValidationError({name: [_("Given more than once.")]}, code="repeated")
        if not values[0].strip():
            sentence = _("This is empty: give it a value, or leave it out.")
            raise exceptions.ValidationError({name: [sentence]}, code="empty")


class Body(parsers.JSONParser):
    """A JSON parser with exact decimals, without repeated names in an object, and with a bound on nesting."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            text = stream.read().decode()
            return json.loads(
                text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_each_once
            )
        except ValueError as error:
            raise exceptions.ParseError(_("This is not JSON: %(error)s") % {"error": error}) from error
        except RecursionError:
            raise exceptions.ParseError(_("This is nested too deeply.")) from None


def _no_number(word: str) -> None:
    raise ValueError(_("%(word)s is not a number.") % {"word": word})


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of those pairs. Raises for a repeated name: readers differ on which of the values it has."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise exceptions.ParseError(_("“%(name)s” stands twice in one object.") % {"name": twice[:80]})
    return found


def refuse_changes(serializer: Any, sent: Any, current: Mapping[str, Any]) -> None:
    """Raises ValidationError for each read-only field with another value than `current`, the row as it reads now."""
    if isinstance(sent, dict) and (wrong := _wrong(serializer.fields, sent, current)):
        raise exceptions.ValidationError(wrong)


def has_read_only(serializer: Any, sent: Any) -> bool:
    """Whether the body has any read-only field, in a row or in the rows below it."""
    return isinstance(sent, dict) and bool(_wrong(serializer.fields, sent, {}))


def _wrong(fields: Mapping[str, Any], sent: dict[str, Any], current: Mapping[str, Any]) -> dict[str, Any]:
    wrong: dict[str, Any] = {}
    for name, value in sent.items():
        field = fields.get(name)
        if field is None:
            continue
        if field.read_only:
            if name not in current or value != current[name]:
                wrong[name] = [NOT_SENT]
        elif isinstance(value, list) and (below_of := _fields_below(field)):
            below = list(_rows(below_of, value, current.get(name) or ()))
            if any(below):
                wrong[name] = below
    return wrong


def _fields_below(field: Any) -> Mapping[str, Any]:
    """The fields of the rows that a field lists; none if it lists no rows."""
    child = field.child if isinstance(field, serializers.ListSerializer) else None
    return child.fields if isinstance(child, serializers.Serializer) else {}


def _rows(fields: Mapping[str, Any], sent: list[Any], current: Any) -> Iterator[dict[str, Any]]:
    """What is wrong in each row of a list; a row is the current one of its id."""
    known = {row.get("id"): row for row in current if isinstance(row, dict)}
    for row in sent:
        key = row.get("id") if isinstance(row, dict) else None
        found = known.get(key) if isinstance(key, str) else None
        yield _wrong(fields, row, found or {}) if isinstance(row, dict) else {}

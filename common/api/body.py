"""The body of a request: JSON, read strictly."""

import json
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions, parsers


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

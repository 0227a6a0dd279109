"""The body of a request: JSON, read strictly."""

import json
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions, parsers


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

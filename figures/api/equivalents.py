"""Equivalents, serialised as JSON."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from figures.answer.figure import decimal_text
from figures.equivalents import EQUIVALENT, KILOGRAM, Equivalent, equivalents
from figures.question.question import Question
from operations.models import EquivalentFactor
from operations.sharing import Reader


def wanted_unit(request: Request) -> str:
    """The unit of the equivalents that are asked for; empty if none are. Raises ValidationError."""
    text = request.query_params.get(EQUIVALENT, "")
    if text not in ("", KILOGRAM):
        sentence = _("Equivalents come in %(unit)s alone.") % {"unit": KILOGRAM}
        raise ValidationError({EQUIVALENT: [sentence]})
    if text and request.accepted_renderer.format != "json":
        raise ValidationError({EQUIVALENT: [_("Equivalents come with JSON alone.")]})
    return text


def equivalents_in(question: Question, reader: Reader) -> list[dict[str, Any]]:
    return [_equivalent(each) for each in equivalents(question, reader)]


def _equivalent(each: Equivalent) -> dict[str, Any]:
    return {
        **each.cell,
        "value": decimal_text(each.value),
        "unit": KILOGRAM,
        "qualifier": each.qualifier,
        "weighed": decimal_text(each.weighed),
        "factors": [_factor(factor, used) for factor, used in each.factors.items()],
        "left_out": [
            {"unit": unit or None, "value": decimal_text(value)} for unit, value in each.left_out.items()
        ],
    }


def _factor(factor: EquivalentFactor, used: Any) -> dict[str, Any]:
    return {
        "measure": factor.measure.code,
        "unit": factor.unit.code,
        "country": factor.country.code if factor.country else None,
        "first_year": factor.first_year,
        "last_year": factor.last_year,
        "kilograms": decimal_text(factor.kilograms),
        "source": factor.source,
        "quantity": decimal_text(used),
    }

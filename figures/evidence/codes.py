"""The codes of a fact by dimension, as a reader may know them."""

from collections.abc import Mapping
from typing import Any

from figures.postings.places import belongs_to
from figures.question.codes import OUT_OF_SIGHT, Ids
from figures.question.dimensions import DIMENSIONS, FigureDimension
from figures.question.names import names


def codes_of(fact: Any, called: Mapping[str, Ids]) -> dict[str, str | None]:
    """`called` are codes by dimension and id: OUT_OF_SIGHT for operations that are hidden from the reader."""
    return {each.name: _code(fact, each, called) for each in DIMENSIONS}


def _code(fact: Any, dimension: FigureDimension, called: Mapping[str, Ids]) -> str | None:
    if not dimension.stays:
        return called[dimension.name].get(getattr(fact, dimension.column))
    key = getattr(fact, f"{dimension.by}_id")
    hidden = called[dimension.by].get(key) == OUT_OF_SIGHT
    return belongs_to(dimension, names(), None if hidden else key, fact.date_from)

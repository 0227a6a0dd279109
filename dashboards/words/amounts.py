"""Amounts formatted for templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from dashboards.words.labels import Measures
from figures.answer.figure import Figure
from measures import formats
from measures.models import Unit
from operations.models import Claim


@dataclass(frozen=True)
class Amount:
    value: Decimal | None
    unit: Unit | str
    qualifier: str
    counted_in: str
    # Of a figure with parts between two numbers, the least and the most that it can be, where these are known.
    low: Decimal | None = None
    high: Decimal | None = None

    @classmethod
    def of(cls, figure: Figure, counted_in: str) -> Self:
        ends = (figure.low, figure.high) if figure.between and figure.high is not None else (None, None)
        return cls(figure.value, figure.unit, str(figure.qualifier), counted_in, *ends)


def amount_text(figure: Figure, counted_in: str) -> str:
    """The exact amount in words, with its qualifier and unit; of parts between two numbers, both ends."""
    if figure.between and figure.low is not None and figure.high is not None:
        return formats.between(figure.low, figure.high, figure.unit, counted_in, exact=True)
    return formats.figure(figure.value, figure.unit, str(figure.qualifier), counted_in, exact=True)


def claim_text(claim: Claim) -> str:
    """The amount that a source states, in words."""
    counted_in = claim.measure.counts
    if claim.value is not None and claim.value_high is not None:
        return formats.between(claim.value, claim.value_high, claim.unit, counted_in)
    return formats.figure(claim.value, claim.unit, claim.qualifier, counted_in)


def totals(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """Labels and amounts of figures."""
    figures = list(figures)
    measures = Measures(figures)
    return [
        {
            "label": measures.label(figure),
            "amount": Amount.of(figure, measures.of(figure).counts),
        }
        for figure in sorted(figures, key=measures.order)
    ]

"""Amounts formatted for templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboards.words.labels import Measures
from figures.answer.figure import Figure
from measures.models import Unit


@dataclass(frozen=True)
class Amount:
    value: Decimal | None
    unit: Unit | str
    qualifier: str
    counted_in: str


def totals(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """Labels and amounts of figures."""
    figures = list(figures)
    measures = Measures(figures)
    return [
        {
            "label": measures.label(figure),
            "amount": Amount(figure.value, figure.unit, str(figure.qualifier), measures.of(figure).counts),
        }
        for figure in sorted(figures, key=measures.order)
    ]

"""By how much figures differ, in words."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards import formats
from dashboards.labels import Measures
from figures.figure import QUANTIFIED, Figure


@dataclass(frozen=True)
class Difference:
    """By how much a figure differs: `text` of its amount, and notes on the parts that have none."""

    label: str
    text: str
    exact: str
    notes: list[str]


def difference(figure: Figure, measures: Measures, notes: list[str]) -> Difference:
    text, exact = _amount(figure, measures.of(figure).counts)
    return Difference(measures.label(figure), text, exact, [*notes, *_lacking(figure)])


def _amount(figure: Figure, counted_in: str) -> tuple[str, str]:
    """With its sign, and once more exactly."""
    if not figure.value:
        same = _("no change of the amount")
        return same, same
    lacking = [number for number in (figure.unquantified, figure.unvalued) if number]
    if lacking and all((number > 0) == (figure.value > 0) for number in lacking):
        qualifier = "at_least"
    else:
        qualifier = _qualifier(figure.value, {kind: getattr(figure, kind) for kind in QUANTIFIED})
    return (
        formats.signed(figure.value, figure.unit, qualifier, counted_in),
        formats.signed(figure.value, figure.unit, qualifier, counted_in, exact=True),
    )


def _qualifier(moved: Decimal, counts: dict[str, int]) -> str:
    """As of a total: bounds keep their side only where all parts go the way that the figure goes."""
    inexact = [kind for kind, count in counts.items() if count and kind != "exact"]
    if not inexact:
        return "exact"
    one_way = all((count > 0) == (moved > 0) for count in counts.values() if count)
    return inexact[0] if len(inexact) == 1 and one_way else "approximately"


def _lacking(figure: Figure) -> list[str]:
    """How many more, or fewer, there are that have no amount."""
    counted = [
        (
            figure.unquantified,
            ngettext("%d without a quantity", "%d without a quantity", abs(figure.unquantified)),
        ),
        (figure.unvalued, ngettext("%d without a value", "%d without a value", abs(figure.unvalued))),
    ]
    return [
        f"{formats.MINUS if number < 0 else '+'}{formats.counted(phrase, abs(number))}"
        for number, phrase in counted
        if number
    ]

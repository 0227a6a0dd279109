"""By how much figures differ, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards import formats
from dashboards.labels import Measures
from figures.figure import QUANTIFIED, Figure

OTHER_SIDE = {"at_least": "at_most", "at_most": "at_least"}


@dataclass(frozen=True)
class Difference:
    """By how much a figure differs: `text` of its amount, and notes on the parts that have none."""

    label: str
    text: str
    exact: str
    notes: list[str]


def difference(
    figure: Figure, measures: Measures, notes: list[str], ends: tuple[Figure, Figure] | None = None
) -> Difference:
    """`ends` are what it is the difference of, where they are known: they say more than what evened out."""
    qualifier = _between(*ends) if ends else _together(figure)
    text, exact = _amount(figure, qualifier, measures.of(figure).counts)
    return Difference(measures.label(figure), text, exact, [*notes, *_lacking(figure)])


def _amount(figure: Figure, qualifier: str, counted_in: str) -> tuple[str, str]:
    """With its sign, and once more exactly."""
    if not figure.value:
        same = _("no change of the amount")
        return same, same
    return (
        formats.signed(figure.value, figure.unit, qualifier, counted_in),
        formats.signed(figure.value, figure.unit, qualifier, counted_in, exact=True),
    )


def _between(before: Figure, after: Figure) -> str:
    """Of what lies between two figures: a bound on one end bounds it, from the other side if the end is taken away."""
    moved = (after.value or 0) - (before.value or 0)
    kinds = str(before.qualifier), str(after.qualifier)
    if "exact" not in kinds:
        return "approximately"
    end, kind = ("after", kinds[1]) if kinds[0] == "exact" else ("before", kinds[0])
    return OTHER_SIDE.get(kind, kind) if (end == "before") == (moved > 0) else kind


def _together(figure: Figure) -> str:
    """Of what one act added or took away: bounds keep their side where all of it goes one way."""
    counts = [(kind, getattr(figure, kind)) for kind in QUANTIFIED]
    lacking = [("at_least", number) for number in (figure.unquantified, figure.unvalued)]
    parts = [(kind, number) for kind, number in (*counts, *lacking) if number]
    inexact = {kind for kind, _number in parts} - {"exact"}
    if not inexact:
        return "exact"
    one_way = all((number > 0) == ((figure.value or 0) > 0) for _kind, number in parts)
    if not one_way:
        return "approximately"
    return "at_least" if any(number for _kind, number in lacking) else _one_of(inexact)


def _one_of(kinds: set[str]) -> str:
    return kinds.pop() if len(kinds) == 1 else "approximately"


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

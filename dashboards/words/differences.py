"""By how much figures differ, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.words.labels import Measures
from figures.answer.figure import QUANTIFIED, Figure
from measures import formats
from operations.models import Qualifier


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
    """A bound on one end bounds what lies between: the sum of `after` and of `before` taken away."""
    if Qualifier.EXACT not in (before.qualifier, after.qualifier):
        return Qualifier.APPROXIMATELY
    exact_before = before.qualifier == Qualifier.EXACT
    kind = Qualifier(after.qualifier) if exact_before else Qualifier(before.qualifier).taken_away
    return kind if (after.value or 0) > (before.value or 0) else kind.taken_away


def _together(figure: Figure) -> str:
    """Of what one act added or took away: a total's, as long as all of it goes one way."""
    numbers = [getattr(figure, name) for name in (*QUANTIFIED, "unquantified", "unvalued")]
    one_way = all((number > 0) == ((figure.value or 0) > 0) for number in numbers if number)
    return (
        str(figure.qualifier) if one_way or figure.qualifier == Qualifier.EXACT else Qualifier.APPROXIMATELY
    )


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

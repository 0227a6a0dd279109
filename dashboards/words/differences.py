"""Differences between figures, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.words.labels import Measures
from figures.answer.figure import Figure
from measures import formats


@dataclass(frozen=True)
class Difference:
    """The difference of a figure: the `text` of its amount, and notes on parts without an amount."""

    label: str
    text: str
    exact: str
    notes: list[str]


def difference(figure: Figure, qualifier: str, measures: Measures, notes: Iterable[str] = ()) -> Difference:
    text, exact = _amount(figure, qualifier, measures.of(figure).counts)
    return Difference(measures.label(figure), text, exact, [*notes, *_lacking(figure)])


def _amount(figure: Figure, qualifier: str, counted_in: str) -> tuple[str, str]:
    """The amount with its sign: as shown, and exact."""
    if not figure.value:
        same = _("no change of the amount")
        return same, same
    return (
        formats.signed(figure.value, figure.unit, qualifier, counted_in),
        formats.signed(figure.value, figure.unit, qualifier, counted_in, exact=True),
    )


def _lacking(figure: Figure) -> list[str]:
    """Notes on how many more, or fewer, parts have no amount."""
    counted = [
        (
            figure.unquantified,
            ngettext("%d without a quantity", "%d without a quantity", abs(figure.unquantified)),
        ),
        (figure.unvalued, ngettext("%d without a value", "%d without a value", abs(figure.unvalued))),
    ]
    return [
        f"{formats.MINUS if number < 0 else '+'}{formats.count_phrase(phrase, abs(number))}"
        for number, phrase in counted
        if number
    ]

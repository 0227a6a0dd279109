"""What a change added to a figure, and what it took away."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from figures.answer.figure import COUNTS, QUANTIFIED, Figure, qualifier_between
from figures.postings.places import PostedPlace, place_of
from figures.question.names import Names
from operations.sharing import Reader


@dataclass(frozen=True)
class Effect:
    """`figure` is a difference: its value and its counts may be less than nothing."""

    figure: Figure
    place: PostedPlace

    @property
    def qualifier(self) -> str:
        """As between what the change took away and what it added."""
        return qualifier_between(*self.figure.halves())


def posting_effects(postings: Iterable[Any], names: Names, reader: Reader) -> list[Effect]:
    """Of postings as postings/chosen.py chooses them: what evens out at one place is none."""
    hidden = names.hidden_from(reader)
    found: dict[tuple[object, ...], Effect] = {}
    for posting in postings:
        each = Effect(_figure(posting, names), place_of(posting, names, hidden))
        key = (*each.figure.cell.values(), each.figure.unit, each.place.key)
        if key in found:
            found[key].figure.add(each.figure)
        else:
            found[key] = each
    return [each for each in found.values() if _counts(each.figure)]


def _figure(posting: Any, names: Names) -> Figure:
    return Figure(
        {"measure": names.measures[posting.measure_id], "stage": posting.stage},
        names.units.get(posting.unit, ""),
        posting.figure,
        posting.records,
        posting.n_exact,
        posting.n_at_least,
        posting.n_at_most,
        posting.n_approximately,
        posting.unquantified,
        posting.n_unvalued,
        0 if posting.date_from else posting.records,
    )


def _counts(figure: Figure) -> bool:
    """Whether anything is left; what has no amount, and takes none away, is of no known value."""
    if not figure.value and not any(getattr(figure, name) for name in QUANTIFIED):
        figure.value = None
    return bool(figure.value) or any(getattr(figure, name) for name in COUNTS)

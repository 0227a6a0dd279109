"""Effects: what a change added to a figure, and what it took away."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from figures.answer.figure import COUNTS, QUANTIFIED, RESTS_ON, Figure, qualifier_between
from figures.postings.places import PostedPlace, place_of
from figures.question.names import Names
from operations.sharing import Reader


@dataclass(frozen=True)
class Effect:
    """A difference at one place: the value and the counts of `figure` may be negative."""

    figure: Figure
    place: PostedPlace

    @property
    def qualifier(self) -> str:
        """The qualifier of the difference between what was added and what was taken away."""
        return qualifier_between(*self.figure.halves())


def posting_effects(postings: Iterable[Any], names: Names, reader: Reader) -> list[Effect]:
    """The effects of postings that `concerning` has annotated; those of one place are added, and zeros left out.

    What was taken away comes first: postings of one statement have no order of their own.
    """
    hidden = names.hidden_from(reader)
    found: dict[tuple[object, ...], Effect] = {}
    for posting in postings:
        each = Effect(_figure(posting, names), place_of(posting, names, hidden))
        key = (*each.figure.cell.values(), each.figure.unit, each.place.key)
        if key in found:
            found[key].figure.add(each.figure)
        else:
            found[key] = each
    counted = (each for each in found.values() if _counts(each.figure))
    return sorted(counted, key=lambda each: each.figure.facts)


def _figure(posting: Any, names: Names) -> Figure:
    measure = names.measures[posting.measure_id]
    unstated = posting.face == "quantity" and posting.unquantified == posting.facts
    return Figure(
        {"measure": measure, "stage": posting.stage},
        names.units.get(posting.unit, ""),
        posting.figure,
        **{name: getattr(posting, name) for name in RESTS_ON},
        **{kind: getattr(posting, f"n_{kind}") for kind in QUANTIFIED},
        less=posting.n_less,
        more=posting.n_more,
        unquantified=posting.unquantified,
        unvalued=posting.n_unvalued,
        undated=0 if posting.date_from else posting.facts,
        by_worth=unstated and not posting.unpriced and measure in names.by_worth,
    )


def _counts(figure: Figure) -> bool:
    """Whether anything is left. A sum of parts without any amount gets the value None."""
    if not figure.value and not any(getattr(figure, name) for name in QUANTIFIED):
        figure.value = None
    return bool(figure.value or figure.less or figure.more) or any(getattr(figure, name) for name in COUNTS)

"""Places in the figures: the dimensions and the dates of a posting."""

import datetime
from dataclasses import dataclass
from typing import Any

from figures.question.codes import OUT_OF_SIGHT
from figures.question.dimensions import DIMENSIONS, FigureDimension
from figures.question.names import Names
from measures.partial_date import PartialDate, Precision


@dataclass(frozen=True)
class PostedPlace:
    """The place of a posting: `codes` by dimension, None where it has none.

    The plural of a dimension, such as `agencies`, has the codes of all that the posting counts for, its own included.
    """

    codes: dict[str, Any]
    first: datetime.date | None
    last: datetime.date | None

    @property
    def key(self) -> tuple[Any, ...]:
        """The identity of the place."""
        return (*self.codes.values(), self.first, self.last)

    @property
    def date(self) -> PartialDate:
        """The shortest partial date for these days: postings store days, and not how the date was stated."""
        if self.first is None or self.last is None:
            return PartialDate()
        if self.first.day == 1 or self.first == self.last:
            for precision in (Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR):
                if (named := PartialDate.starting(self.first, precision)).last == self.last:
                    return named
        return PartialDate(self.first, self.last, Precision.RANGE)


def is_above(pk: Any) -> bool:
    return isinstance(pk, int) and pk < 0


def own_key(posting: Any, name: str) -> Any:
    """The posting's own id of a dimension."""
    return posting.operations[0] if name == "operation" else getattr(posting, f"{name}_id")


def belongs_to(dimension: FigureDimension, names: Names, key: Any, day: datetime.date | None) -> str | None:
    """The codes of all values that a key belongs to on a day, with commas between, as in addresses; None for none."""
    called, stays = names.codes[dimension.name], names.stays_of(dimension, key) if key else ()
    return ",".join(sorted({str(called.get(stay.value)) for stay in stays if stay.holds(day)})) or None


def place_of(posting: Any, names: Names, hidden: frozenset[Any]) -> PostedPlace:
    """The place of the posting, without operations that the reader may not see."""
    codes: dict[str, Any] = {}
    for each in DIMENSIONS:
        called = names.codes[each.name]
        if each.stays:
            key = own_key(posting, each.by)
            codes[each.name] = belongs_to(each, names, None if key in hidden else key, posting.date_from)
        elif each.several:
            own, *others = getattr(posting, each.several)
            codes[each.name] = OUT_OF_SIGHT if own in hidden else called.get(own)
            # Agencies above those credited have no credit of their own, nor has the umbrella of what is hidden.
            unnamed = {*hidden, *names.umbrella_of(own)} if own in hidden else hidden
            seen = (called.get(pk) for pk in (own, *others) if pk not in unnamed and not is_above(pk))
            codes[each.several] = tuple(filter(None, seen))
        else:
            codes[each.name] = called.get(getattr(posting, each.column))
    return PostedPlace(codes, posting.date_from, posting.date_to)

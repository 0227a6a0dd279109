"""Where in the figures a posting is."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from figures.question.names import Names
from measures.partial_date import PartialDate, Precision


@dataclass(frozen=True)
class Place:
    """Where in the figures it was, in codes: its own operation and agency, or None, and all that it counts for."""

    operation: str | None
    operations: tuple[str, ...]
    agency: str | None
    agencies: tuple[str, ...]
    country: str | None
    first: datetime.date | None
    last: datetime.date | None

    @property
    def date(self) -> PartialDate:
        """As short as it can be said: postings keep the days, and not how they were written."""
        if self.first is None or self.last is None:
            return PartialDate()
        if self.first.day == 1 or self.first == self.last:
            for precision in (Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR):
                if (named := PartialDate.starting(self.first, precision)).last == self.last:
                    return named
        return PartialDate(self.first, self.last, Precision.RANGE)


def place_of(posting: Any, names: Names, hidden: frozenset[Any]) -> Place:
    own, agency = posting.operations[0], posting.agencies[0]
    seen = [pk for pk in posting.operations if pk not in hidden]
    return Place(
        operation=names.operations.get(own) if own in seen else None,
        operations=_coded(seen, names.operations),
        agency=names.agencies.get(agency),
        agencies=_coded(posting.agencies, names.agencies),
        country=names.countries.get(posting.country_id),
        first=posting.date_from,
        last=posting.date_to,
    )


def _coded(ids: Iterable[Any], codes: Mapping[Any, str | None]) -> tuple[str, ...]:
    return tuple(filter(None, map(codes.get, ids)))

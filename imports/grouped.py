"""Lines in which the same is wrong, as ranges: a missing default fails every row, and is one sentence."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import ngettext

from common.text.numbers import number

# Ranges that a sentence names; and sentences of a file that are grouped, so that memory has a bound.
NAMED, GROUPS = 12, 10_000


@dataclass
class SameLines:
    """The lines after the first one with the same column, value and sentence."""

    many: int = 0
    ranges: list[list[int]] = field(default_factory=list)

    def add(self, line: int) -> None:
        self.many += 1
        if self.ranges and self.ranges[-1][1] in (line, line - 1):
            self.ranges[-1][1] = line
        elif len(self.ranges) <= NAMED:
            self.ranges.append([line, line])

    def __str__(self) -> str:
        named = ", ".join(
            str(start) if start == end else f"{start}–{end}" for start, end in self.ranges[:NAMED]
        )
        more = "…" if len(self.ranges) > NAMED else ""
        sentence = ngettext(
            "The same in one more row: line %(lines)s.",
            "The same in %(many)s more rows: lines %(lines)s.",
            self.many,
        )
        return sentence % {"many": number(Decimal(self.many)), "lines": f"{named}{more}"}

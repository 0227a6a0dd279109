"""A figure at two instants, and the difference."""

from dataclasses import dataclass
from decimal import Decimal

from figures.answer.figure import COUNTS, EXACT, Figure, qualifier_between


@dataclass(frozen=True)
class Moved:
    """A figure at both ends of a span: `before` plus the effects of the changes is `after`."""

    before: Figure
    after: Figure
    difference: Figure

    def __bool__(self) -> bool:
        """Whether the amount, how far it may be off, or the number of records or of those without an amount differs."""
        different = self.difference
        others = (
            different.records,
            different.unquantified,
            different.unvalued,
            different.less,
            different.more,
        )
        return bool(different.value) or any(others)

    @property
    def operator(self) -> str:
        """How the records of the end that has any are combined: of what is no sum, changes do not add up to it."""
        return (self.after if self.after.facts else self.before).operator

    @property
    def qualifier(self) -> str:
        return qualifier_between(self.before, self.after)


def moved_between(before: list[Figure], after: list[Figure]) -> list[Moved]:
    found = {(*figure.cell.values(), figure.unit): figure for figure in before}
    later = {(*figure.cell.values(), figure.unit): figure for figure in after}
    pairs = [
        (
            found.get(key) or Figure(later[key].cell, later[key].unit),
            later.get(key) or Figure(found[key].cell, found[key].unit),
        )
        for key in {**later, **found}
    ]
    return [Moved(then, now, _difference(now, then)) for then, now in pairs]


def _difference(after: Figure, before: Figure) -> Figure:
    """`after` minus `before`, as a figure."""
    counts = {name: getattr(after, name) - getattr(before, name) for name in COUNTS}
    value = None
    if not (after.value is None and before.value is None):
        value = EXACT.subtract(after.value or Decimal(0), before.value or Decimal(0))
    less, more = EXACT.subtract(after.less, before.less), EXACT.subtract(after.more, before.more)
    return Figure(after.cell, after.unit, value, **counts, less=less, more=more)

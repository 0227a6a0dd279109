"""Figures by agency or operation, each in full, and the bridge from their sum to the total.

A record that is credited to several is in the figure of each: the sum of the figures, minus what was counted more
than once, is the total.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import partial

from django.urls import reverse

from dashboards.words.amounts import Amount
from dashboards.words.labels import Measures
from dashboards.words.tiles import lone
from figures.answer.figure import Figure, added
from figures.answer.links import evidence_of
from figures.answer.query import Answer

Key = tuple[str | None, ...]


@dataclass(frozen=True)
class Share:
    """The figure of one agency or operation; `name` is empty for records without one."""

    name: str
    amount: Amount
    records: int
    url: str


@dataclass(frozen=True)
class Credits:
    """The shares of one measure, stage and unit: `together` minus `overlap` is `total`. There may be no overlap.

    If there are many shares, only some are shown; the `others` have `rest` together.
    """

    label: str
    address: str
    shares: list[Share]
    together: Amount
    overlap: Amount | None
    total: Amount
    others: int = 0
    rest: Amount | None = None

    @property
    def several(self) -> bool:
        return len(self.shares) + self.others > 1


class SharedAnswer:
    """The answer `shared`, which groups a question by agency or operation; `named` are their names by code."""

    def __init__(
        self, whole: Answer, by_measure: Answer, shared: Answer, named: dict[str, str], measures: Measures
    ) -> None:
        self.shared, self.named, self.measures, self.detail = shared, named, measures, by_measure.figures
        (self.way,) = shared.question.by
        self.totals = {shared_address(total): total for total in sorted(whole.figures, key=measures.order)}
        self._overlaps = {_key(each): each for each in shared.overlaps}
        self._parts: dict[Key, list[Figure]] = defaultdict(list)
        for figure in shared.figures:
            self._parts[_key(figure)].append(figure)

    def __len__(self) -> int:
        """The number of shares of all figures."""
        return len(self.shared.figures)

    def labels(self) -> list[tuple[str, str]]:
        """The address and the label of each figure."""
        return [(address, self._label(total)) for address, total in self.totals.items()]

    def count(self, address: str) -> int:
        """The number of shares of a figure."""
        return len(self._parts[_key(self.totals[address])])

    def every(self) -> list[Credits]:
        return [self.credits(address) for address in self.totals]

    def credits(self, address: str, first: int = 0, most: int | None = None) -> Credits:
        """The shares of a figure, largest first; from the `first` on, up to `most` of them."""
        total = self.totals[address]
        amount_of = partial(_amount, counted_in=self.measures.of(total).counts)
        parts = sorted(self._parts[_key(total)], key=self._order)
        shown = parts[first:] if most is None else parts[first : first + most]
        others = parts[:first] + parts[first + len(shown) :]
        overlap = self._overlaps.get(_key(total))
        cell, unit = total.cell, total.unit
        return Credits(
            self._label(total),
            address,
            [self._share(part, amount_of(part)) for part in shown],
            together=amount_of(added(parts, cell=cell, unit=unit)),
            overlap=amount_of(overlap) if overlap else None,
            total=amount_of(total),
            others=len(others),
            rest=amount_of(added(others, cell=cell, unit=unit)) if others else None,
        )

    def _label(self, total: Figure) -> str:
        return self.measures.label(lone(total, self.detail))

    def _order(self, part: Figure) -> tuple[bool, object, str]:
        name = self._name(part)
        return not name, -(part.value or 0), name

    def _name(self, part: Figure) -> str:
        code = part.cell[self.way] or ""
        return self.named.get(code, code)

    def _share(self, part: Figure, amount: Amount) -> Share:
        evidence = evidence_of(part, self.shared.question, self.shared.tree)
        return Share(self._name(part), amount, part.records, evidence.address(reverse("evidence")))


def shared_address(figure: Figure) -> str:
    """The text that names a figure of one answer in an address."""
    return f"{figure.cell['measure']}/{figure.cell['stage'] or ''}/{figure.unit}"


def _key(figure: Figure) -> Key:
    return figure.cell["measure"], figure.cell["stage"], figure.unit


def _amount(figure: Figure, counted_in: str) -> Amount:
    return Amount.of(figure, counted_in)

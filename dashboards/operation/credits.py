"""Figures by who is credited with them: each in full, and the bridge from their sum to the total.

A record that several are credited with is in the figure of each: the sum of the figures, less what was counted more
than once, is the total.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.urls import reverse

from dashboards.words.amounts import Amount
from dashboards.words.labels import Measures
from dashboards.words.tiles import lone
from figures.answer.figure import Figure, added
from figures.answer.links import evidence_of
from figures.answer.query import Answer
from figures.question.question import Question


@dataclass(frozen=True)
class Share:
    """What one of them has in full; `name` is empty for records that state none."""

    name: str
    amount: Amount
    records: int
    url: str


@dataclass(frozen=True)
class Credits:
    """One measure, stage and unit: `together` less `overlap` is `total`. There may be no overlap."""

    label: str
    shares: list[Share]
    together: Amount
    overlap: Amount | None
    total: Amount


def credits_of(
    whole: Answer, by_measure: Answer, shared: Answer, named: dict[str, str], measures: Measures
) -> list[Credits]:
    """The figures of a question by agency or operation, which `shared` answers; `named` are their names by code."""
    (way,) = shared.question.by
    overlaps = {_key(each): each for each in shared.overlaps}
    found = []
    for total in sorted(whole.figures, key=measures.order):
        parts = [figure for figure in shared.figures if _key(figure) == _key(total)]
        amount_of = partial(_amount, counted_in=measures.of(total).counts)
        overlap = overlaps.get(_key(total))
        shares = [
            _share(part, way, named, amount_of, evidence_of(part, shared.question, shared.tree))
            for part in parts
        ]
        found.append(
            Credits(
                measures.label(lone(total, by_measure.figures)),
                shares=sorted(
                    shares, key=lambda share: (not share.name, -(share.amount.value or 0), share.name)
                ),
                together=amount_of(added(parts, cell=total.cell, unit=total.unit)),
                overlap=amount_of(overlap) if overlap else None,
                total=amount_of(total),
            )
        )
    return found


def _key(figure: Figure) -> tuple[str | None, ...]:
    return figure.cell["measure"], figure.cell["stage"], figure.unit


def _amount(figure: Figure, counted_in: str) -> Amount:
    return Amount(figure.value, figure.unit, str(figure.qualifier), counted_in)


def _share(
    part: Figure, way: str, named: dict[str, str], amount_of: Callable[[Figure], Amount], evidence: Question
) -> Share:
    code = part.cell[way] or ""
    return Share(named.get(code, code), amount_of(part), part.records, evidence.address(reverse("evidence")))

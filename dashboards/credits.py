"""Figures by who is credited with them: each in full, and the bridge from their sum to the total.

A record that several are credited with is in the figure of each: the sum of the figures, less what was counted more
than once, is the total.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.urls import reverse

from dashboards.amounts import Amount
from dashboards.headlines import lone
from dashboards.labels import Measures
from figures.answer.figure import Figure, added
from figures.answer.links import evidence_of
from figures.answer.query import answer
from figures.ledger.snapshot import one_snapshot
from figures.question.names import names
from figures.question.question import Question
from operations.sharing import Reader


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


def credits_of(question: Question, way: str, named: dict[str, str], reader: Reader) -> list[Credits]:
    """The figures of a question by agency or operation (`way`); `named` are the names of codes, where they have one."""
    shared_out = question.narrowed(by=(way,))
    with one_snapshot():
        shared, whole = answer(shared_out, reader), answer(question.narrowed(by=()), reader).figures
        detail, tree = answer(question.narrowed(by=("measure",)), reader).figures, names().tree
    overlaps, measures = {_key(each): each for each in shared.overlaps}, Measures([*whole, *detail])
    found = []
    for total in sorted(whole, key=measures.order):
        parts = [figure for figure in shared.figures if _key(figure) == _key(total)]
        amount_of = partial(_amount, counted_in=measures.of(total).counts)
        overlap = overlaps.get(_key(total))
        shares = [_share(part, way, named, amount_of, evidence_of(part, shared_out, tree)) for part in parts]
        found.append(
            Credits(
                measures.label(lone(total, detail)),
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

"""The only code that answers questions with figures. Pages, API and exports all call `answer`."""

import datetime
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass, replace

from django.db import connection
from django.utils import timezone

from figures.answer.figure import SUM, Figure, overlap
from figures.answer.grain import cover_for
from figures.answer.result import Result
from figures.answer.statement import statement
from figures.answer.union import union_statement
from figures.ledger.instants import balances_cover
from figures.ledger.snapshot import fetch_tuples, one_snapshot
from figures.question.dimensions import WAYS
from figures.question.names import forget, names
from figures.question.question import Question
from figures.question.terms import terms_of
from figures.question.tree import Tree
from operations.models import MethodNote
from operations.sharing import Reader

Key = tuple[object, ...]


@dataclass
class Answer:
    """Figures, the instant for which they are true, and what they leave out."""

    question: Question
    as_of: datetime.datetime
    figures: list[Figure]
    # By unit and cell without agency and operation: what was counted for more than one of them.
    # The sum of a cell's figures, less the overlap, is its total.
    overlaps: list[Figure]
    left_out: dict[str, int | bool]
    tree: Tree

    def method_notes(self) -> list[MethodNote]:
        """The notes on the countries that the question names or groups by, on the measures that its figures have."""
        countries = set(self.question.country)
        if not countries and "country" in self.question.by:
            countries = {code for figure in self.figures if (code := figure.cell["country"])}
        if not countries:
            return []
        measures = {code for figure in self.figures if (code := figure.cell["measure"])}
        first, last = (day.year if day else None for day in (self.question.first, self.question.last))
        found = MethodNote.objects.about(measures, countries, first, last)
        return list(found.select_related("country", "measure"))


class NotInOneSnapshot(Exception):
    """The answer needs a second statement, and must be computed again in one snapshot."""


def answer(question: Question, reader: Reader) -> Answer:
    """The figures that the reader may see, in one snapshot."""
    shared = any(name in question.by for name in WAYS)
    try:
        with one_snapshot() if shared else nullcontext():
            return _answered(question, reader, shared=shared)
    except KeyError:
        # Somebody has just made what a figure is about; in one snapshot the names have it.
        forget()
    except NotInOneSnapshot:
        pass
    with one_snapshot():
        return _answered(question, reader, shared=shared)


def _answered(question: Question, reader: Reader, *, shared: bool) -> Answer:
    as_of = question.as_of or timezone.now()
    once = result_of(question, reader, shares=False)
    counted, overlaps = once.figures(), []
    if shared:
        shares = result_of(question, reader, shares=True).figures()
        counted, overlaps = shares, _overlaps(shares, counted)
    # What is stated by its worth has a figure of that, and none of a quantity that nobody speaks of.
    counted = [figure for figure in counted if not figure.by_worth]
    return Answer(
        question, as_of, _in_order(counted, question), overlaps, once.left_out(), once.terms.names.tree
    )


def result_of(question: Question, reader: Reader, *, shares: bool) -> Result:
    """The rows of an answer, by one statement, and by a second one for measures that are not added up.

    With `shares`, each agency or operation has its records in full; else each counts once. Raises NotInOneSnapshot if
    the second statement would see another state of the database.
    """
    terms = terms_of(question, reader, names(), shares=shares)
    cover = cover_for(terms) if balances_cover(question.as_of, question.last_posting) else None
    result = Result(terms, fetch_tuples(statement(terms, cover), terms.parameters, prepare=bool(cover)))
    if not (apart := result.apart()):
        return result
    if not connection.in_atomic_block:
        raise NotInOneSnapshot
    apart_terms = replace(terms, measures=apart, parameters={})
    unions = fetch_tuples(union_statement(apart_terms), apart_terms.parameters, prepare=False)
    return replace(result, unions=unions)


def _overlaps(shares: list[Figure], counted: list[Figure]) -> list[Figure]:
    """The sums of the shares minus the totals; where there are none, the shares are additive."""
    totals = {_key(total): total for total in counted}
    together: dict[Key, Figure] = {}
    for share in shares:
        if share.operator != SUM:
            # What is no sum has none that could be too large.
            continue
        together.setdefault(_key(share), Figure(_rest(share), share.unit)).add(share)
    # Of a part whose whole is of another measure or time there is no total: it is shared as it is.
    more = {
        key: overlap(figure, totals.get(key) or Figure(figure.cell, figure.unit))
        for key, figure in together.items()
    }
    # Less than nothing, where a total of the past has records of operations that are hidden from the reader today
    # and were not then (decision 19). They hide as much of an overlap.
    found = {key: figure for key, figure in more.items() if figure.facts > 0}
    for share in shares:
        share.additive = share.additive and _key(share) not in found
    return sorted(found.values(), key=_order)


def _rest(figure: Figure) -> dict[str, str | None]:
    return {name: code for name, code in figure.cell.items() if name not in WAYS}


def _key(figure: Figure) -> Key:
    return (*_rest(figure).values(), figure.unit)


def _in_order(figures: Iterable[Figure], question: Question) -> list[Figure]:
    return _largest(figures, question.top) if question.top else sorted(figures, key=_order)


def _largest(figures: Iterable[Figure], most: int) -> list[Figure]:
    """The figures with the largest values of each measure, stage and unit, the largest first.

    Their values do not depend on those that are left out.
    """
    alike: dict[Key, list[Figure]] = {}
    for figure in figures:
        alike.setdefault((figure.cell["measure"], figure.cell["stage"], figure.unit), []).append(figure)
    return [figure for key in sorted(alike, key=str) for figure in sorted(alike[key], key=_size)[:most]]


def _size(figure: Figure) -> tuple[object, ...]:
    return (figure.value is None, -(figure.value or 0), _order(figure))


def _order(figure: Figure) -> list[str]:
    # What is not stated comes last: a tilde sorts after every code.
    return [*[text or "~" for text in figure.cell.values()], figure.unit]

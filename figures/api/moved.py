"""A figure at two instants, serialised as JSON."""

from decimal import Decimal
from typing import Any

from figures.answer.figure import Figure, counts_in, decimal_text
from figures.answer.links import evidence_of
from figures.api.shape import EVIDENCE
from figures.changes.ends import Changes
from figures.changes.moved import Moved
from figures.question.question import Question
from figures.question.tree import Tree


def moved_in(moved: Moved, changed: Changes, tree: Tree) -> dict[str, Any]:
    """A figure at both ends, and the difference."""
    return {
        **moved.after.cell,
        "unit": moved.after.unit or None,
        "operator": str(moved.operator),
        "before": _end_in(moved.before, changed.question.narrowed(as_of=changed.span.since), tree),
        "after": _end_in(moved.after, changed.question.narrowed(as_of=changed.span.until), tree),
        "difference": amount_in(moved.difference) | {"value": decimal_text(_between(moved))},
    }


def _end_in(figure: Figure, question: Question, tree: Tree) -> dict[str, Any]:
    """The figure at one end, with the address of its records then if there were any."""
    evidence = evidence_of(figure, question, tree).address(EVIDENCE) if figure.records else None
    bounds = {"low": decimal_text(figure.low), "high": decimal_text(figure.high)}
    return {**amount_in(figure), **bounds, "qualifier": str(figure.qualifier), "evidence": evidence}


def _between(moved: Moved) -> Decimal | None:
    """The difference between the published values."""
    if moved.difference.value is None:
        return None
    return (moved.after.stated or Decimal(0)) - (moved.before.stated or Decimal(0))


def amount_in(figure: Figure) -> dict[str, Any]:
    """The published amount, and the numbers of its parts."""
    return {"value": decimal_text(figure.stated), **counts_in(figure)}

"""How a figure at two instants is written in JSON."""

from typing import Any

from figures.answer.figure import COUNTS, Figure, plain
from figures.answer.links import evidence_of
from figures.api.shape import EVIDENCE
from figures.changes.ends import Changes
from figures.changes.moved import Moved
from figures.question.question import Question
from figures.question.tree import Tree


def moved_in(moved: Moved, changed: Changes, tree: Tree) -> dict[str, Any]:
    """A figure at both ends, and by how much it differs."""
    return {
        **moved.after.cell,
        "unit": moved.after.unit or None,
        "before": _end_in(moved.before, changed.question.narrowed(as_of=changed.span.since), tree),
        "after": _end_in(moved.after, changed.question.narrowed(as_of=changed.span.until), tree),
        "difference": amount_in(moved.difference),
    }


def _end_in(figure: Figure, question: Question, tree: Tree) -> dict[str, Any]:
    """With the address of its records then, where there were any."""
    evidence = evidence_of(figure, question, tree).address(EVIDENCE) if figure.records else None
    return {**amount_in(figure), "qualifier": str(figure.qualifier), "evidence": evidence}


def amount_in(figure: Figure) -> dict[str, Any]:
    return {"value": plain(figure.value), **{name: getattr(figure, name) for name in COUNTS}}

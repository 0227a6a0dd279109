"""Every figure opens: the question whose evidence is what the figure adds up, and nothing else."""

from figures.figure import Figure
from figures.periods import period_of
from figures.question import NONE, TIMES, Question
from figures.tree import Tree


def evidence_of(figure: Figure, question: Question, tree: Tree) -> Question:
    """The question that the figure, one of the answer to `question`, answers by itself."""
    stated = {
        name: (figure.cell[name] or NONE,)
        for name in ("operation", "agency", "country")
        if name in question.by
    }
    return question.narrowed(
        by=(),
        stage=(figure.cell["stage"],),
        unit=figure.unit or NONE,
        **stated,
        **_measures(figure, question, tree),
        **_period(figure, question),
    )


def _measures(figure: Figure, question: Question, tree: Tree) -> dict[str, object]:
    code = figure.cell["measure"] or ""
    if "measure" in question.by or question.alone:
        return {"measure": (code,), "alone": True}
    adding = tree.adding_into(code)
    if len(adding) == len(tree.below(code)):
        return {"measure": (code,)}
    return {"measure": tuple(adding), "alone": True}


def _period(figure: Figure, question: Question) -> dict[str, object]:
    changes: dict[str, object] = {}
    if period := period_of(figure.cell, question.calendar):
        changes["first"] = max(filter(None, (question.first, period.first)))
        changes["last"] = min(filter(None, (question.last, period.last)))
    spread = [time for time in TIMES if time in question.by and figure.cell[time] is None]
    if spread:
        # What is not fixed to a year is fixed to no quarter and no month: the longest says it all.
        changes["unfixed"] = min(filter(None, (question.unfixed, spread[0])), key=TIMES.index)
    return changes

"""The records behind a difference: the largest contributions of each side, without what is on both."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from dashboards.evidence.moves import address_of_figure
from dashboards.explore.sentences import days_in_words
from dashboards.words.amounts import amount_text
from figures.answer.links import evidence_of
from figures.changes.moved import Moved
from figures.evidence.facts import evidence
from figures.evidence.lines import figure_of
from figures.question.question import Question
from figures.question.tree import Tree
from measures.models import Measure
from operations.sharing import Reader

# Of each side; read are some more, for those that are on both sides are left out.
LISTED, READ = 10, 50


@dataclass(frozen=True)
class ContributingRecord:
    record: Any
    amount: str
    date: str


@dataclass(frozen=True)
class ExplainedSide:
    """The contributions of one side; `more` if there are others; `common` are left out, being on both sides."""

    title: str
    rows: list[ContributingRecord]
    common: int
    more: bool
    url: str


def moved_of(found: Iterable[Moved], key: str) -> Moved | None:
    return next((moved for moved in found if address_of_figure(moved.after) == key), None)


def explained(
    moved: Moved, sides: list[tuple[str, Question]], tree: Tree, reader: Reader, path: str
) -> list[ExplainedSide]:
    """Both sides of a difference. Use it inside `one_snapshot`."""
    questions = [evidence_of(moved.after, question, tree) for _title, question in sides]
    measure = Measure.objects.get(code=moved.after.cell["measure"])
    return [
        _side(sides[index][0], questions[index], questions[1 - index], measure, reader, path)
        for index in range(len(sides))
    ]


def _side(
    title: str, question: Question, other: Question, measure: Measure, reader: Reader, path: str
) -> ExplainedSide:
    facts = list(_largest(question, reader)[: READ + 1])
    ids = [fact.record_id for fact in facts]
    shared = set(
        evidence(other, reader).included.filter(record_id__in=ids).values_list("record_id", flat=True)
    )
    apart = [fact for fact in facts[:READ] if fact.record_id not in shared]
    return ExplainedSide(
        title,
        [_contribution(fact, measure) for fact in apart[:LISTED]],
        common=len(shared),
        more=len(apart) > LISTED or len(facts) > READ,
        url=question.address(path),
    )


def _largest(question: Question, reader: Reader) -> Any:
    return evidence(question, reader).included.order_by(F("figure").desc(nulls_last=True), "pk")


def _contribution(fact: Any, measure: Measure) -> ContributingRecord:
    # Of what became of an item, its own day; each as precise as it is known.
    date = days_in_words(fact.date_from, fact.date_to) if fact.date_from else ""
    return ContributingRecord(
        fact.seizure or fact.outcome, amount_text(figure_of(fact), measure.counts), date
    )

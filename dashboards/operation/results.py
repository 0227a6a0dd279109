"""An operation's results, one row for each measure: the recorded figure beside what sources state."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency
from dashboards.words.amounts import claim_text
from dashboards.words.labels import OUTCOME, Measures, label, stage_order
from dashboards.words.notes import events_of, notes
from dashboards.words.tiles import behind
from figures.answer.figure import Figure
from figures.answer.query import Answer
from figures.claims import Reconciled, Standing
from figures.question.question import Question
from figures.question.tree import Tree
from measures.models import Measure
from measures.templatetags.amounts import amount
from operations.models import Claim, Outcome
from seizures.models import Seizure

# "exceeds" and "falls short" are said of the claim; both mean that somebody should look.
SHORT = {
    Standing.AGREES: gettext_lazy("agrees"),
    Standing.EXCEEDS: gettext_lazy("source states more"),
    Standing.FALLS_SHORT: gettext_lazy("source states less"),
    Standing.NOTHING: gettext_lazy("nothing recorded"),
    Standing.NOT_COMPARABLE: gettext_lazy("not comparable"),
}


@dataclass(frozen=True)
class Family:
    """A tree of measures: the number of its rows, and of those that differ from what a source states."""

    code: str
    name: str
    count: int
    differing: int


@dataclass(frozen=True)
class ResultRow:
    """The texts of one row; `standing` is empty if no source states the figure."""

    measure: str
    order: tuple[int, int, str]
    recorded: str = ""
    records: int | None = None
    url: str = ""
    notes: list[str] = field(default_factory=list)
    stated: str = ""
    statement: str = ""
    # Of which agency alone, where the source says so.
    agency: Agency | None = None
    claim: Claim | None = None
    standing: str = ""
    comparison: str = ""
    part: bool = False


class Results:
    """Every recorded figure and every claim; several claims on one figure are rows of their own, never added.

    Rows are made when they are shown: the largest operation has hundreds.
    """

    def __init__(self, by_measure: Answer, compared: list[Reconciled], measures: Measures) -> None:
        self.question, self.compared, self.measures = by_measure.question, compared, measures
        self.figures = [
            figure for figure in by_measure.figures if not _stated(figure, compared, by_measure.tree)
        ]

    def __len__(self) -> int:
        return len(self.compared) + len(self.figures)

    def rows(self, family: str = "") -> list[ResultRow]:
        """All rows, or those of one family of measures."""
        rows = self.stated(family)
        for figure in self.figures:
            if family in ("", _family_of(figure)):
                rows.append(_of_figure(figure, self.measures, self.question))
        return sorted(rows, key=lambda row: row.order)

    def stated(self, family: str = "") -> list[ResultRow]:
        """Each claim beside the recorded figure."""
        claims = [each for each in self.compared if family in ("", _family_claimed(each))]
        rows = [_of_claim(each, self.question) for each in claims]
        return sorted(rows, key=lambda row: row.order)

    def families(self) -> list[Family]:
        """The trees of measures that have rows, in the order of lists."""
        claimed = Counter(_family_claimed(each) for each in self.compared)
        recorded = Counter(_family_of(figure) for figure in self.figures)
        differing = Counter(
            _family_claimed(each) for each in self.compared if each.standing != Standing.AGREES
        )
        return [
            Family(top.code, str(top), claimed[top.code] + recorded[top.code], differing[top.code])
            for top in Measure.objects.filter(code__in={*claimed, *recorded})
        ]


def _family_of(figure: Figure) -> str:
    return str(figure.cell["measure"]).split(".", 1)[0]


def _family_claimed(each: Reconciled) -> str:
    return (each.claim.part_of or each.claim).measure.top


def _stated(figure: Figure, compared: list[Reconciled], tree: Tree) -> bool:
    """Whether a claim is shown beside the figure: one on its measure, or on a measure that it adds into."""
    return any(
        each.recorded
        and each.claim.part_of is None
        and each.claim.agency is None
        and (figure.cell["stage"], figure.unit) == (each.recorded.cell["stage"], each.recorded.unit)
        and f"{figure.cell['measure']}.".startswith(f"{each.claim.measure.code}.")
        and tree.rolled(str(figure.cell["measure"]), each.claim.measure.code) == each.claim.measure.code
        for each in compared
    )


def _of_figure(figure: Figure, measures: Measures, question: Question) -> ResultRow:
    return ResultRow(
        measure=measures.label(figure),
        order=(measures.of(figure).position, stage_order(figure.cell["stage"] or OUTCOME), ""),
        **_recorded(figure, measures.of(figure), question),
    )


def _of_claim(each: Reconciled, question: Question) -> ResultRow:
    claim = each.claim
    whole = claim.part_of or claim
    asked = question.narrowed(agency=(claim.agency.code,)) if claim.agency else question
    place = f"{whole.code}/{claim.code}" if claim.part_of else claim.code
    found = ResultRow(
        measure=label(claim.measure, claim.stage or OUTCOME, claim.unit),
        order=(whole.measure.position, stage_order(whole.stage or OUTCOME), place),
        stated=claim_text(claim),
        statement=claim.statement,
        agency=claim.agency,
        claim=claim,
        standing=each.standing,
        comparison=str(SHORT[Standing(each.standing)]),
        part=claim.part_of is not None,
        **(_recorded(each.recorded, claim.measure, asked) if each.recorded else {}),
    )
    if each.opened:
        found = replace(found, url=behind(each.opened, claim.measure, asked))
    return replace(found, url=_of_parts(each.records)) if claim.part_of else found


def _of_parts(records: list[Seizure | Outcome]) -> str:
    """The address of the record if it is only one: evidence has no parts, as totals do not."""
    addresses = {record.get_absolute_url() for record in records}
    return addresses.pop() if len(addresses) == 1 else ""


def _recorded(figure: Figure, measure: Measure, question: Question) -> dict[str, Any]:
    return {
        "recorded": amount(figure.value, figure.unit, str(figure.qualifier), measure.counts),
        "records": figure.records,
        "url": behind(figure, measure, question),
        "notes": [
            *filter(None, [events_of(figure)]),
            *notes(figure, question),
            *sorted(_(method) for method in figure.methods),
        ],
    }

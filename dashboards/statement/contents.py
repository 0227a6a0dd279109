"""The contents of an operation's results statement, as plain texts: what the reader sees on the operation's pages.

Use it inside `one_snapshot`, so that all figures are of one instant.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import User
from dashboards.operation.belongings import participations
from dashboards.operation.figures import HEADLINES, OperationFigures
from dashboards.operation.results import SHORT
from dashboards.statement.rows import FigureRow, figure_row
from dashboards.words.amounts import amount_text, claim_text
from dashboards.words.labels import OUTCOME, label
from dashboards.words.notes import left_out
from dashboards.words.tiles import behind, converted, leading_figures, lone
from figures.answer.figure import Figure
from figures.claims import Reconciled, Standing
from measures import formats
from measures.models import Measure
from operations.models import Operation, Participation

# Rows of a section; the document says where the others are.
MOST_OF_A_FAMILY, MOST_CLAIMS, MOST_PARTICIPANTS = 40, 30, 60


@dataclass(frozen=True)
class StatementPart:
    """A table: its title, its rows, and where there are more rows than it shows, a sentence and their address."""

    title: str
    rows: list[Any]
    more: str = ""
    url: str = ""


@dataclass(frozen=True)
class ClaimedRow:
    """What a source states, beside what is recorded."""

    label: str
    stated: str
    source: str
    recorded: str
    comparison: str
    url: str = ""


@dataclass(frozen=True)
class JoinedRow:
    name: str
    role: str
    country: str


@dataclass(frozen=True)
class StatementContents:
    headlines: list[FigureRow]
    families: list[StatementPart]
    claims: StatementPart
    participants: StatementPart
    notes: list[str] = field(default_factory=list)


def contents_of(operation: Operation, reader: User, figures: OperationFigures) -> StatementContents:
    methods = [
        (figures.measures.label(figure), [_(method) for method in sorted(figure.methods)])
        for figure in figures.by_measure.figures
    ]
    return StatementContents(
        _headlines(figures),
        _families(operation, figures),
        _claims(operation, figures),
        _participants(operation, reader),
        [_("Only verified results are counted."), *converted(methods), *left_out(figures.whole)],
    )


def _headlines(figures: OperationFigures) -> list[FigureRow]:
    """The leading figures; a total of one measure only is the figure of that measure."""
    rows = []
    for total in sorted(leading_figures(figures.whole.figures, HEADLINES), key=figures.measures.order):
        figure = lone(total, figures.by_measure.figures)
        answered = figures.whole if figure is total else figures.by_measure
        rows.append(figure_row(figure, answered, figures.measures))
    return rows


def _families(operation: Operation, figures: OperationFigures) -> list[StatementPart]:
    """A table for each top of the tree of measures: its totals, then each measure below."""
    whole, detail, measures = figures.whole, figures.by_measure, figures.measures
    rows: dict[str, list[FigureRow]] = {}
    for total in sorted(whole.figures, key=measures.order):
        if lone(total, detail.figures) is total:
            rows.setdefault(_family(total), []).append(figure_row(total, whole, measures, is_total=True))
    for figure in sorted(detail.figures, key=measures.order):
        rows.setdefault(_family(figure), []).append(figure_row(figure, detail, measures))
    return [
        _part(str(top), rows[top.code], MOST_OF_A_FAMILY, "operation-results", operation, top.code)
        for top in Measure.objects.filter(code__in=rows)
    ]


def _family(figure: Figure) -> str:
    return str(figure.cell["measure"]).split(".", 1)[0]


def _claims(operation: Operation, figures: OperationFigures) -> StatementPart:
    """What sources state; what differs from what is recorded first."""
    compared = sorted(figures.results.compared, key=lambda each: each.standing == Standing.AGREES)
    rows = [_claimed(each, figures) for each in compared]
    return _part(_("Recorded against what sources state"), rows, MOST_CLAIMS, "operation-results", operation)


def _claimed(each: Reconciled, figures: OperationFigures) -> ClaimedRow:
    claim, measure = each.claim, each.claim.measure
    question = figures.question.narrowed(agency=(claim.agency.code,)) if claim.agency else figures.question
    # Totals do not contain what is recorded of a part: no question has it as its answer.
    opened = each.opened if claim.part_of is None else None
    return ClaimedRow(
        f"{label(measure, claim.stage or OUTCOME, claim.unit)}: {claim.statement}",
        claim_text(claim),
        claim.source.publisher,
        amount_text(each.recorded, measure.counts) if each.recorded else "–",
        str(SHORT[Standing(each.standing)]),
        behind(opened, measure, question) if opened else "",
    )


def _participants(operation: Operation, reader: User) -> StatementPart:
    found = participations(operation, reader)
    rows = [_joined(each) for each in found[: MOST_PARTICIPANTS + 1]]
    many = len(rows) if len(rows) <= MOST_PARTICIPANTS else found.count()
    return _part(_("Participants"), rows, MOST_PARTICIPANTS, "operation-participants", operation, many=many)


def _joined(each: Participation) -> JoinedRow:
    country = each.country or (each.agency and each.agency.country)
    name = each.agency.name if each.agency else _("Agencies not named") if each.country else each.note
    return JoinedRow(name, each.get_role_display(), str(country) if country else _("international"))


def _part(
    title: str, rows: list[Any], most: int, url_name: str, operation: Operation, *args: str, many: int = 0
) -> StatementPart:
    many = many or len(rows)
    if many <= most:
        return StatementPart(title, rows)
    counts = {"shown": formats.number(Decimal(most)), "all": formats.number(Decimal(many))}
    sentence = _("These are the first %(shown)s of %(all)s. All of them:") % counts
    return StatementPart(title, rows[:most], sentence, reverse(url_name, args=[operation.code, *args]))

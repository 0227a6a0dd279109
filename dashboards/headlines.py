"""Figures as tiles: what was measured, how much, of how many records, and the way to those records."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.labels import OUTCOME, Measures
from dashboards.notes import notes
from figures.answer.figure import Figure
from figures.answer.query import Answer, answer
from figures.question.question import NONE, Question
from measures import formats
from measures.models import Measure
from operations.sharing import Reader


@dataclass(frozen=True)
class Tile:
    """`unit` is a code of the figures; `url` opens the records behind the figure."""

    label: str
    stage: str
    value: Decimal | None
    unit: str
    qualifier: str
    counted_in: str = ""
    notes: list[str] = field(default_factory=list)
    url: str = ""
    records: str = ""
    # How units were converted where that is an assumption; said once, below the tiles.
    methods: list[str] = field(default_factory=list)


def tiles(question: Question, reader: Reader) -> tuple[list[Tile], Answer]:
    """The totals of a question, as far up as measures add up; a lone measure below goes by its own name."""
    whole = answer(question, reader)
    detail = answer(question.narrowed(by=("measure",)), reader).figures
    shown = [lone(figure, detail) for figure in whole.figures]
    measures = Measures(shown)
    return [tile(figure, measures, question) for figure in sorted(shown, key=measures.order)], whole


def lone(figure: Figure, detail: list[Figure]) -> Figure:
    """The one of the figures by measure that a total is of, or the total where it is of several."""
    top = f"{figure.cell['measure']}."
    same = [
        other
        for other in detail
        if other.unit == figure.unit
        and other.cell["stage"] == figure.cell["stage"]
        and f"{other.cell['measure']}.".startswith(top)
    ]
    return same[0] if len(same) == 1 else figure


def tile(figure: Figure, measures: Measures, question: Question) -> Tile:
    measure = measures.of(figure)
    return Tile(
        label=measures.label(figure),
        stage=figure.cell["stage"] or OUTCOME,
        value=figure.value,
        unit=figure.unit,
        qualifier=str(figure.qualifier),
        counted_in=measure.counts,
        notes=notes(figure, question),
        methods=sorted(_(method) for method in figure.methods),
        url=behind(figure, measure, question),
        records=formats.counted(ngettext("%d record", "%d records", figure.records), figure.records),
    )


def behind(figure: Figure, measure: Measure, question: Question) -> str:
    """The address of the records that the figure adds up."""
    narrowed = question.narrowed(
        by=(),
        measure=(measure.code,),
        stage=(figure.cell["stage"] or OUTCOME,),
        unit=figure.unit or NONE,
        # What does not roll up leaves out the records of the measures below it.
        alone=not measure.rolls_up or question.alone,
    )
    return narrowed.address(reverse("evidence"))

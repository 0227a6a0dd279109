"""Figures as tiles: what was measured, how much, of how many records, and the way to those records."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from dashboards import formats
from figures.figure import Figure
from figures.query import Answer, answer
from figures.question import Question
from measures.models import Measure
from operations.sharing import Reader

OUTCOME = "outcome"
ORDER = (
    "seized",
    "detained",
    "detected",
    "declared",
    OUTCOME,
    "forfeited",
    "returned",
    "destroyed",
    "transferred",
)


@dataclass(frozen=True)
class Tile:
    """`unit` is a code of the figures; `url` opens the records behind the figure."""

    label: str
    value: Decimal | None
    unit: str
    qualifier: str
    noun: str = ""
    notes: list[str] = field(default_factory=list)
    url: str = ""
    records: str = ""
    # How units were converted where that is an assumption; said once, below the tiles.
    methods: list[str] = field(default_factory=list)


class Measures:
    """The measures of some figures, by code, in one query."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        codes = {figure.cell["measure"] for figure in figures}
        self.by_code = {measure.code: measure for measure in Measure.objects.filter(code__in=codes)}

    def of(self, figure: Figure) -> Measure:
        return self.by_code[figure.cell["measure"] or ""]

    def label(self, figure: Figure) -> str:
        return label(self.of(figure), figure.cell["stage"] or OUTCOME)

    def order(self, figure: Figure) -> tuple[int, int, str]:
        measure = self.of(figure)
        return (measure.position, stage_order(figure.cell["stage"] or OUTCOME), figure.unit)


def stage_order(stage: str) -> int:
    """What was seized comes first; what was only seen or said after it, and then what became of it."""
    return ORDER.index(stage) if stage in ORDER else len(ORDER)


def label(measure: Measure, stage: str) -> str:
    """ "Cocaine seized", "Arrested": an outcome has no stage."""
    if stage in (OUTCOME, ""):
        return _(measure.name)
    return pgettext("a measure and what was done with it", "%(measure)s %(stage)s") % {
        "measure": _(measure.name),
        "stage": formats.stage(stage),
    }


def tiles(question: Question, reader: Reader) -> tuple[list[Tile], Answer]:
    """The totals of a question, as far up as measures add up; a lone measure below goes by its own name."""
    whole = answer(question, reader)
    detail = answer(question.narrowed(by=("measure",)), reader).figures
    shown = [_lone(figure, detail) for figure in whole.figures]
    measures = Measures(shown)
    return [tile(figure, measures, question) for figure in sorted(shown, key=measures.order)], whole


def _lone(figure: Figure, detail: list[Figure]) -> Figure:
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
        value=figure.value,
        unit=figure.unit,
        qualifier=str(figure.qualifier),
        noun=_(measure.counted_in) if measure.counted_in else "",
        notes=notes(figure, question),
        methods=sorted(_(method) for method in figure.methods),
        url=behind(figure, measure, question),
        records=ngettext("%d record", "%d records", figure.records) % figure.records,
    )


def notes(figure: Figure, question: Question) -> list[str]:
    """What the figure lacks. That a part has no date matters only where time was asked about."""
    timed = question.time or question.first or question.last
    return formats.what_is_missing(
        unquantified=figure.unquantified, unvalued=figure.unvalued, undated=figure.undated if timed else 0
    )


def behind(figure: Figure, measure: Measure, question: Question) -> str:
    """The address of the records that the figure adds up."""
    narrowed = question.narrowed(
        by=(),
        measure=(measure.code,),
        stage=(figure.cell["stage"] or OUTCOME,),
        unit=figure.unit,
        # What does not roll up leaves out the records of the measures below it.
        alone=not measure.rolls_up or question.alone,
    )
    return narrowed.address(reverse("evidence"))


def below(tiles: list[Tile], answered: Answer) -> list[str]:
    """What is said once below the tiles: how units were converted, and what the totals leave out."""
    methods = dict.fromkeys(f"{tile.label}: {method}" for tile in tiles for method in tile.methods)
    return [*methods, *left_out(answered)]


def left_out(answered: Answer) -> list[str]:
    """What the totals leave out, a phrase each."""
    unverified, parts, undated = (int(answered.left_out[name]) for name in ("unverified", "parts", "undated"))
    phrases = [
        (
            unverified,
            ngettext("%d result is not verified yet", "%d results are not verified yet", unverified),
        ),
        (parts, ngettext("%d is a part of another result", "%d are parts of other results", parts)),
        (
            undated,
            ngettext(
                "the date of %d is not known well enough",
                "the dates of %d are not known well enough",
                undated,
            ),
        ),
    ]
    told = [phrase % count for count, phrase in phrases if count]
    if answered.left_out["withheld"]:
        told.append(_("some records are withheld from you by their marking"))
    return told

"""Figures as tiles: a label, an amount, the number of records, and a link to them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards.words.labels import OUTCOME, Measures
from dashboards.words.notes import bounds, how_combined, left_out, notes, rests_on
from figures.answer.figure import SUM, Figure
from figures.answer.query import Answer
from figures.question.question import NONE, Question
from measures.models import Measure

# More than a screen of tiles.
MANY = 16
FIRST = ("seized", OUTCOME)
# Money, drugs, weapons and arrests: what every report of an operation begins with.
PREFERRED = ("CASH", "NARC", "WEAPONS", "PEOPLE.ARRESTED")


@dataclass(frozen=True)
class Tile:
    """One tile: `unit` is a code of figures; `url` opens the records behind the figure."""

    label: str
    stage: str
    value: Decimal | None
    unit: str
    qualifier: str
    counted_in: str = ""
    notes: list[str] = field(default_factory=list)
    url: str = ""
    records: str = ""
    # Conversions that are assumptions; shown once, below the tiles.
    methods: list[str] = field(default_factory=list)


def tiles_context(whole: Answer, by_measure: Answer, measures: Measures, *, most: int = 0) -> dict[str, Any]:
    """The context of components/tiles.html: the totals of a question, rolled up, and what is left out.

    A total of a single measure has the label of that measure, which the answer `by_measure` names. With `most`, only
    so many of the leading figures are tiles: those of most records.
    """
    chosen = leading_figures(whole.figures, most) if most else whole.figures
    figures = [lone(figure, by_measure.figures) for figure in chosen]
    tiles = [tile(figure, measures, whole.question) for figure in sorted(figures, key=measures.order)]
    return {**arranged(tiles), "left_out": below(tiles, whole)}


def leading_figures(figures: list[Figure], most: int | None = None) -> list[Figure]:
    """The figure of most records of each measure, of what was seized and achieved; all where there is nothing such.

    Those of the measures that are asked for most come first, then those of most records.
    """
    largest: dict[str | None, Figure] = {}
    for figure in figures:
        other = largest.get(figure.cell["measure"])
        if (figure.cell["stage"] or OUTCOME) in FIRST and (other is None or figure.records > other.records):
            largest[figure.cell["measure"]] = figure
    leading = list(largest.values()) or figures
    return sorted(leading, key=lambda figure: (figure.cell["measure"] not in PREFERRED, -figure.records))[
        :most
    ]


def lone(figure: Figure, detail: list[Figure]) -> Figure:
    """The figure by measure if the total is of one measure only, else the total."""
    top = f"{figure.cell['measure']}."
    same = [
        other
        for other in detail
        if other.unit == figure.unit
        and other.cell["stage"] == figure.cell["stage"]
        and f"{other.cell['measure']}.".startswith(top)
    ]
    return same[0] if len(same) == 1 else figure


def _combined(figure: Figure) -> list[str]:
    return [how_combined(figure.operator)] if figure.operator != SUM and figure.is_several else []


def tile(figure: Figure, measures: Measures, question: Question) -> Tile:
    measure = measures.of(figure)
    return Tile(
        label=measures.label(figure),
        stage=figure.cell["stage"] or OUTCOME,
        value=figure.value,
        unit=figure.unit,
        qualifier=str(figure.qualifier),
        counted_in=measure.counts,
        notes=[*bounds(figure, measure.counts), *_combined(figure), *notes(figure, question)],
        methods=sorted(_(method) for method in figure.methods),
        url=behind(figure, measure, question),
        records=rests_on(figure),
    )


def behind(figure: Figure, measure: Measure, question: Question) -> str:
    """The address of the records in the figure."""
    narrowed = question.narrowed(
        by=(),
        measure=(measure.code,),
        stage=(figure.cell["stage"] or OUTCOME,),
        unit=figure.unit or NONE,
        # What does not roll up leaves out the records of the measures below it.
        alone=not measure.rolls_up or question.alone,
    )
    return narrowed.address(reverse("evidence"))


def arranged(tiles: list[Tile]) -> dict[str, list[Tile]]:
    """The tiles in groups: if there are many, seized goods and outcomes first, and other stages folded."""
    first = [tile for tile in tiles if tile.stage in FIRST]
    if len(tiles) <= MANY or not first:
        return {"tiles": tiles, "other_stages": []}
    return {"tiles": first, "other_stages": [tile for tile in tiles if tile.stage not in FIRST]}


def below(tiles: list[Tile], whole: Answer) -> list[str]:
    """Notes below all tiles: how units were converted, and what the totals leave out."""
    return [*converted((tile.label, tile.methods) for tile in tiles), *left_out(whole)]


def converted(methods: Iterable[tuple[str, Iterable[str]]]) -> list[str]:
    """The methods of conversion, each once, after the labels of the figures in which it was used."""
    found: dict[str, dict[str, None]] = {}
    for label, texts in methods:
        for method in texts:
            found.setdefault(method, {})[label] = None
    return [f"{', '.join(labels)}: {method}" for method, labels in found.items()]

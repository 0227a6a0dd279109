"""Totals as tables, one for each family of measures: a row for each measure and unit, and a column for each stage."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dashboards.words.labels import ORDER, OUTCOME, Measures, stage_name
from dashboards.words.tiles import behind, lone
from figures.answer.figure import Figure
from figures.answer.query import Answer
from measures import formats
from measures.models import Measure

Row = tuple[str, str]


@dataclass(frozen=True)
class StageCell:
    """A figure in short, the exact one as its title, and the address of its records; empty where there is none."""

    text: str = ""
    exact: str = ""
    url: str = ""


@dataclass(frozen=True)
class StageRow:
    label: str
    unit: str
    # Each stage with its cell.
    pairs: list[tuple[str, StageCell]]


@dataclass(frozen=True)
class StageTable:
    """The totals of one family; `stages` head its columns. What was achieved has no stage, and one column."""

    code: str
    name: str
    stages: list[str]
    rows: list[StageRow]
    figures: int


def stage_tables(whole: Answer, by_measure: Answer, measures: Measures) -> list[StageTable]:
    """The tables of results by stage, one for each top of the tree of measures, in the order of lists."""
    families: dict[str, list[Figure]] = {}
    for figure in sorted(whole.figures, key=measures.order):
        families.setdefault(str(figure.cell["measure"]).split(".", 1)[0], []).append(figure)
    tops = {measure.code: measure for measure in Measure.objects.filter(code__in=families)}
    return [
        _table(
            tops[code], [(figure, lone(figure, by_measure.figures)) for figure in figures], whole, measures
        )
        for code, figures in families.items()
    ]


def _table(top: Measure, pairs: list[tuple[Figure, Figure]], whole: Answer, measures: Measures) -> StageTable:
    """The table of a family, from its totals, each beside the figure that stands for it."""
    stages = sorted({_stage(figure) for figure, _shown in pairs}, key=ORDER.index)
    rows: dict[Row, dict[str, Figure]] = {}
    for figure, shown in pairs:
        rows.setdefault((str(figure.cell["measure"]), figure.unit), {})[_stage(figure)] = shown
    return StageTable(
        top.code,
        str(top),
        [_head(stage) for stage in stages],
        [_row(key, found, stages, whole, measures) for key, found in rows.items()],
        len(pairs),
    )


def _row(
    key: Row, found: dict[str, Figure], stages: Iterable[str], whole: Answer, measures: Measures
) -> StageRow:
    """The row of a measure and unit; if all of it is of one measure below, the row is called so."""
    code, unit = key
    of = {figure.cell["measure"] or "" for figure in found.values()}
    measure = measures.by_code[of.pop() if len(of) == 1 else code]
    return StageRow(
        str(measure),
        formats.unit_label(unit, measure.counts),
        [(_head(stage), _cell(found.get(stage), whole, measures)) for stage in stages],
    )


def _cell(figure: Figure | None, whole: Answer, measures: Measures) -> StageCell:
    if figure is None:
        return StageCell()
    measure = measures.of(figure)
    exact = formats.figure(figure.value, figure.unit, str(figure.qualifier), measure.counts, exact=True)
    if figure.value is None:
        text = exact
    else:
        shown = formats.headline(figure.value, figure.unit, str(figure.qualifier))
        text = formats.qualifier_phrase(str(figure.qualifier)) % shown
    return StageCell(text, exact, behind(figure, measure, whole.question))


def _head(stage: str) -> str:
    return _("Result") if stage == OUTCOME else stage_name(stage).capitalize()


def _stage(figure: Figure) -> str:
    return figure.cell["stage"] or OUTCOME

"""One part of an answer as a chart of a kind that fits it: a line for periods, bars for everything else."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.charts.chart import Cell, Chart, ChartRow
from dashboards.charts.results_map import map_of
from dashboards.explore.names import CellNames, period_numbers
from dashboards.explore.table import ExploredTable, series_of
from dashboards.words.labels import Measures
from figures.answer.figure import SUM, Figure
from figures.answer.query import Answer
from figures.question.question import TIMES
from measures import formats
from operations.sharing import Reader

BAR, LINE, STACKED, SMALL, MAP = "bar", "line", "stacked", "small", "map"
# Of bars, of lines, and of points altogether: more cannot be told apart, and weigh too much.
MOST_BARS, MOST_LINES, MOST_POINTS = 12, 6, 96


@dataclass(frozen=True)
class Lines:
    """Figures by line and by category; `left` counts the lines and categories that are not drawn."""

    categories: list[str]
    lines: dict[str, dict[str, Figure]]
    called: dict[str, str]
    left: int
    kind: str = BAR

    @property
    def type(self) -> str:
        """The kind of mark that the browser draws for each line."""
        return LINE if self.kind in (LINE, SMALL) else BAR


def trend_of(answered: Answer, reader: Reader, example: Figure) -> Chart | None:
    """The trend of the example: the figures of an answer by time with its measure, stage and unit."""
    measures = Measures([*answered.figures, example])
    table = ExploredTable(answered, answered, CellNames(answered, reader), measures, "")
    found = explored(table, table.series.get(series_of(example), []))
    return replace(found, id="trend") if found else None


def kinds_of_chart(table: ExploredTable, figures: list[Figure]) -> list[str]:
    """The kinds of chart that fit the figures of one part of a table, the best first.

    What does not add up is never stacked: the height of a stack would be a total.
    """
    columns = table.names.columns
    times = [name for name in columns if name in TIMES]
    adds_up = all(each.additive and each.operator == SUM and (each.value or 0) >= 0 for each in figures)
    if any(figure.cell[times[-1]] for figure in figures if times):
        more = [*([STACKED] if adds_up else []), SMALL] if columns != times else []
        return [LINE, BAR, *more]
    kinds = [BAR, *([STACKED] if len(columns) > 1 and adds_up else [])]
    return [*kinds, MAP] if columns == ["country"] else kinds


def explored(table: ExploredTable, figures: list[Figure], kind: str = "") -> Chart | None:
    """The figures of one part of a table; None where nothing grouped has an amount or a date."""
    known = [figure for figure in figures if figure.value is not None]
    if not known or not table.grouped:
        return None
    times = [name for name in table.names.columns if name in TIMES]
    dated = [figure for figure in known if times and figure.cell[times[-1]]]
    if times == table.names.columns and not dated:
        return None
    kinds = kinds_of_chart(table, known)
    kind = kind if kind in kinds else kinds[0]
    if kind == MAP:
        return map_of(known, table.answered)
    drawn = _by_time(table, dated, times[-1], kind) if dated else _grouped(table, known, kind)
    return _chart(table, known[0], drawn)


def _grouped(table: ExploredTable, figures: list[Figure], kind: str) -> Lines:
    return _stacks(table, figures) if kind == STACKED else _bars(table, figures)


def _stacks(table: ExploredTable, figures: list[Figure]) -> Lines:
    """A bar for what is grouped by first, of a piece for each value of the last grouping."""
    last = table.names.columns[-1]
    lines: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        line = lines.setdefault(table.names.of_value(last, figure.cell[last]).text, {})
        line[_name(table, figure, without=(last,))] = figure
    bars = _largest(
        {
            name: [line[name] for line in lines.values() if name in line]
            for name in {_name(table, figure, without=(last,)) for figure in figures}
        }
    )
    largest = _largest({name: list(line.values()) for name, line in lines.items()})
    left = max(0, len(bars) - MOST_BARS) + max(0, len(largest) - MOST_LINES)
    shown = bars[:MOST_BARS]
    return Lines(
        shown, {name: lines[name] for name in largest[:MOST_LINES]}, {n: n for n in shown}, left, STACKED
    )


def _largest(groups: dict[str, list[Figure]]) -> list[str]:
    """The names of the groups, that with the largest sum first."""
    return sorted(groups, key=lambda name: (-sum(each.value or Decimal(0) for each in groups[name]), name))


def _bars(table: ExploredTable, figures: list[Figure]) -> Lines:
    largest = sorted(figures, key=lambda figure: -(figure.value or 0))[:MOST_BARS]
    called = {str(number): _name(table, figure) for number, figure in enumerate(largest)}
    of_category = {str(number): figure for number, figure in enumerate(largest)}
    return Lines(list(called), {"": of_category}, called, len(figures) - len(largest))


def _by_time(table: ExploredTable, figures: list[Figure], time: str, kind: str) -> Lines:
    lines: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        name = _name(table, figure, without=TIMES)
        lines.setdefault(name, {})[str(figure.cell[time])] = figure
    codes = sorted({str(figure.cell[time]) for figure in figures})
    periods = period_numbers(time, codes)
    # A gap as long as that is left out, as it is in the table.
    categories = (periods if len(periods) <= MOST_POINTS else codes)[-MOST_POINTS:]
    most = max(1, min(MOST_LINES, MOST_POINTS // len(categories)))
    largest = _largest({name: list(line.values()) for name, line in lines.items()})
    called = {code: table.names.of_value(time, code).text for code in categories}
    left = len(lines) - len(largest[:most])
    kind = kind if len(categories) > 1 else BAR
    return Lines(categories, {name: lines[name] for name in largest[:most]}, called, left, kind)


def _name(table: ExploredTable, figure: Figure, without: tuple[str, ...] = ()) -> str:
    columns = zip(table.names.columns, table.names.of(figure), strict=True)
    return " · ".join(cell.text for name, cell in columns if name not in without)


def _chart(table: ExploredTable, example: Figure, drawn: Lines) -> Chart:
    label, unit = table.label(example), table.unit(example)
    heading = f"{label} ({unit})" if unit else label
    names = [name or heading for name in drawn.lines]
    rows = [
        ChartRow(drawn.called[code], [_cell(table, line.get(code)) for line in drawn.lines.values()])
        for code in drawn.categories
    ]
    return Chart(
        id="explored",
        title=heading,
        summary=_summary(drawn, table),
        headings=[_("Period") if _is_of_time(table) else _("Group"), *names],
        rows=rows,
        spec=_spec(drawn, names, rows, unit) | {"across": not _is_of_time(table) or len(rows) == 1},
    )


def _is_of_time(table: ExploredTable) -> bool:
    return bool(set(table.names.columns) & set(TIMES))


def _spec(drawn: Lines, names: list[str], rows: list[ChartRow], unit: str) -> dict[str, Any]:
    series = [
        {
            "name": name,
            # Only for the length of a bar: the table beside the chart has the exact decimal.
            "values": [_float(line.get(code)) for code in drawn.categories],
            "texts": [row.cells[number].text for row in rows],
            "urls": [row.cells[number].url for row in rows],
        }
        for number, (name, line) in enumerate(zip(names, drawn.lines.values(), strict=True))
    ]
    return {
        "type": drawn.type,
        "unit": unit,
        "stacked": drawn.kind == STACKED,
        "small": drawn.kind == SMALL,
        "categories": [drawn.called[code] for code in drawn.categories],
        "series": series,
    }


def _float(figure: Figure | None) -> float | None:
    if figure is None or figure.value is None:
        return None
    return float(formats.value_to_read(figure.value, figure.unit))


def _cell(table: ExploredTable, figure: Figure | None) -> Cell:
    if figure is None or figure.value is None:
        return Cell(_("nothing recorded"))
    amount = table.amount(figure)
    text = formats.figure(amount.value, amount.unit, amount.qualifier, amount.counted_in)
    exact = formats.copied(figure.value, figure.unit)
    return Cell(text, exact, table.url(figure))


def _summary(drawn: Lines, table: ExploredTable) -> str:
    points = [
        (code, name, figure)
        for name, line in drawn.lines.items()
        for code, figure in line.items()
        if code in drawn.called
    ]
    code, name, figure = max(points, key=lambda point: point[2].value or Decimal(0))
    where = f"{drawn.called[code]} · {name}" if name else drawn.called[code]
    sentences = [_("Most in %(year)s: %(figure)s.") % {"year": where, "figure": _cell(table, figure).text}]
    if drawn.left:
        left = ngettext(
            "%d more is in the table and not drawn.", "%d more are in the table and not drawn.", drawn.left
        )
        sentences.append(formats.count_phrase(left, drawn.left))
    return " ".join(sentences)

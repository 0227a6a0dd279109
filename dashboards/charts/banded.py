"""Lines with the intervals around them: of what was expected, and of what is forecast."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dashboards.charts.chart import Cell, Chart, ChartRow


@dataclass(frozen=True)
class DrawnLine:
    """A line by period, with the words for each value; None where there is none."""

    name: str
    values: Sequence[float | None]
    texts: Sequence[str]
    urls: Sequence[str] = ()

    def cell(self, index: int) -> Cell:
        value = self.values[index]
        url = self.urls[index] if self.urls else ""
        return Cell(self.texts[index] or "–", "" if value is None else f"{value:g}", url)


@dataclass(frozen=True)
class Band:
    """An interval by period; its words are a column of the table."""

    name: str
    low: Sequence[float | None]
    high: Sequence[float | None]
    texts: Sequence[str]


def banded(
    periods: list[str], lines: list[DrawnLine], bands: list[Band], *, title: str, unit: str, summary: str
) -> Chart:
    """The chart and its table: a row a period, a column a line or interval."""
    rows = [
        ChartRow(
            period,
            [*(line.cell(index) for line in lines), *(Cell(band.texts[index] or "–") for band in bands)],
        )
        for index, period in enumerate(periods)
    ]
    spec: dict[str, Any] = {
        "type": "line",
        "unit": unit,
        "categories": periods,
        "series": [
            {
                "name": line.name,
                "values": list(line.values),
                "texts": list(line.texts),
                "urls": list(line.urls) or [""] * len(periods),
            }
            for line in lines
        ],
        "bands": [{"low": list(band.low), "high": list(band.high)} for band in bands],
    }
    headings = [_("Period"), *(line.name for line in lines), *(band.name for band in bands)]
    return Chart("banded", title, summary, headings, rows, spec)

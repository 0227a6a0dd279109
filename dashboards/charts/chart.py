from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Cell:
    text: str
    value: str = ""
    # Where what it adds up opens.
    url: str = ""


@dataclass(frozen=True)
class ChartRow:
    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Chart:
    """A chart: `spec` is the data of chart.js or map.js; `summary`, `headings` and `rows` say the same in text."""

    id: str
    title: str
    summary: str
    headings: list[str]
    rows: list[ChartRow]
    spec: dict[str, Any] = field(default_factory=dict)
    # What the lightest and the darkest colour of a map stand for.
    legend: tuple[str, ...] = ()

    @property
    def opens(self) -> bool:
        """Whether the chart links to its records."""
        return any(cell.url for row in self.rows for cell in row.cells)

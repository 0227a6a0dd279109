"""Figures as CSV: one row for each figure, and no cell that a spreadsheet would take for a formula."""

import csv
import io
from typing import Any

from rest_framework.renderers import BaseRenderer

from common.files import MARKING, inert
from figures.api.shape import note_text


class FiguresAsCsv(BaseRenderer):
    media_type = "text/csv"
    format = "csv"

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        return figures_csv(data, (renderer_context or {})["response"].marking).encode()


def figures_csv(data: Any, marking: str) -> str:
    """An answer, as figures/api/shape.py serialises it, as CSV."""
    rows = [_row(figure, data["left_out"], marking) for figure in data["figures"]]
    if notes := data["method_notes"]:
        rows = [_with_notes(row, figure, notes) for row, figure in zip(rows, data["figures"], strict=True)]
    text = io.StringIO()
    # Without figures there still is what was left out.
    rows = rows or [_row(dict.fromkeys(("measure", "stage", "value", "unit")), data["left_out"], marking)]
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _row(figure: dict[str, Any], left_out: dict[str, Any], marking: str) -> dict[str, str]:
    cells: dict[str, Any] = {}
    for name, value in figure.items():
        if name == "period":
            cells |= {f"period_{part}": (value or {}).get(part) for part in ("from", "to", "label")}
        else:
            cells[name] = value
    cells |= {name if name == "withheld" else f"left_out_{name}": number for name, number in left_out.items()}
    return {name: inert(value) for name, value in cells.items()} | {MARKING: marking}


def _with_notes(row: dict[str, str], figure: dict[str, Any], notes: list[dict[str, Any]]) -> dict[str, str]:
    """The row with how the figure's country counts; of figures by no country, how each of those asked about does."""
    country = figure.get("country")
    beside = [note for note in notes if country in (None, note["country"])]
    return {**row, "method_notes": inert("; ".join(map(note_text, beside)))}

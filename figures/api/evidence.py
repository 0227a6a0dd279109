"""Evidence of a figure, serialised as JSON."""

from typing import Any

from figures.answer.figure import Figure, decimal_text
from figures.api.changes import record_in
from figures.api.moved import amount_in
from figures.evidence.lines import Line
from figures.evidence.marks import IN
from figures.models import Fact
from figures.question.dimensions import DIMENSIONS, NAMES, Ids
from measures.partial_date import PartialDate


def total_in(figure: Figure) -> dict[str, Any]:
    return {
        **figure.cell,
        "unit": figure.unit or None,
        "qualifier": str(figure.qualifier),
        "operator": str(figure.operator),
        "low": decimal_text(figure.low),
        "high": decimal_text(figure.high),
        **amount_in(figure),
    }


def line_in(line: Line, called: dict[str, Ids]) -> dict[str, Any]:
    """A record's contribution to the figure, or the reason for leaving it out.

    `called` are codes by dimension and id.
    """
    described = _fact_in(line.fact, called) if line.fact else _place_in(line)
    return {
        **record_in(line.of),
        "included": line.mark.reason == IN,
        "reason": line.mark.reason or None,
        "share": line.share,
        **line.figure.cell,
        "value": decimal_text(line.figure.value),
        "low": decimal_text(line.figure.low),
        "high": decimal_text(line.figure.high),
        "unit": line.figure.unit or None,
        "facts": line.figure.facts,
        **described,
    }


def _fact_in(fact: Fact, called: dict[str, Ids]) -> dict[str, Any]:
    return {
        "id": fact.id,
        "kind": fact.kind,
        "state": fact.state,
        **{each.name: called[each.name].get(getattr(fact, each.column)) for each in DIMENSIONS},
        "date": str(PartialDate(fact.date_from, fact.date_to, fact.date_precision)),
        "qualifier": fact.qualifier,
        "reported": decimal_text(fact.reported),
        "reported_high": decimal_text(fact.reported_high),
        "reported_unit": _code(fact.reported_unit),
    }


def _place_in(line: Line) -> dict[str, Any]:
    """The place of a line of the past: the ledger does not store how it was reported, or its state."""
    place = line.place
    assert place
    return {
        **dict.fromkeys(("id", "kind", "state", "reported", "reported_high", "reported_unit")),
        **{name: place.codes[name] for name in NAMES},
        "date": str(place.date),
        "qualifier": str(line.figure.qualifier),
    }


def _code(row: Any) -> str | None:
    return row.code if row else None

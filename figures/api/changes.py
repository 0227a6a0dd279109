"""Changes of a figure, serialised as JSON."""

from typing import Any

from common.api.addresses import api_url
from figures.answer.figure import counts_in, decimal_text
from figures.changes.by_act import FigureChange
from figures.postings.effects import Effect
from figures.postings.records import Recorded
from operations.models import ReviewedRecord
from seizures.models import Seizure


def change_in(change: FigureChange) -> dict[str, Any]:
    of, act = change.of, change.act
    return {
        "id": change.id,
        "at": change.at,
        "who": act.who or None,
        "agency": act.agency or None,
        "action": act.action or None,
        "reason": act.reason or None,
        **record_in(of),
        "postings": [_effect_in(effect) for effect in change.effects],
    }


def record_in(of: Recorded) -> dict[str, Any]:
    """The record's address and reference; empty if it was deleted or is withheld."""
    record = of.record
    return {
        "record": record and address_of(record),
        "reference": record and record.reference,
        "withheld": of.withheld,
        # It touches a period that was closed before.
        "late": bool(record and record.late_reason),
    }


def address_of(record: ReviewedRecord) -> str:
    room = "seizures" if isinstance(record, Seizure) else "outcomes"
    return api_url(room, record.pk)


def _effect_in(effect: Effect) -> dict[str, Any]:
    figure, place = effect.figure, effect.place
    return {
        **figure.cell,
        "unit": figure.unit or None,
        # Not rounded, as lines of evidence are not: together they are the difference.
        "value": decimal_text(figure.value),
        **counts_in(figure),
        **{name: list(code) if isinstance(code, tuple) else code for name, code in place.codes.items()},
        "date": str(place.date),
    }

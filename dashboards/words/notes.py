"""Notes beside figures: what they lack, and what they leave out."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from figures.answer.figure import LATEST, MAX, SUM, Figure
from figures.answer.query import Answer
from figures.question.question import Question
from measures import formats


def notes(figure: Figure, question: Question) -> list[str]:
    """The notes on what a figure lacks. Parts without a date are mentioned only if the question is about time."""
    timed = question.time or question.first or question.last
    return formats.what_is_missing(
        unquantified=figure.unquantified,
        unvalued=figure.unvalued,
        undated=figure.undated if timed else 0,
        unpriced=figure.unpriced,
    )


def bounds(figure: Figure, counted_in: str) -> list[str]:
    """The bounds of a figure with parts between two numbers, where they are known."""
    low, high = figure.low, figure.high
    if not figure.between or low is None or high is None:
        return []
    return [formats.between(low, high, figure.unit, counted_in)]


def how_combined(operator: str) -> str:
    """How figures of the operator become their total, where they do not add up; empty where they do."""
    if operator == MAX:
        return _("These are not added up: the total is at least the largest.")
    if operator == LATEST:
        return _("These are not added up: the latest counts.")
    return "" if operator == SUM else _("These are not added up: each stands by itself.")


def rests_on(figure: Figure) -> str:
    """The number of records and events in words: "3 records", or "3 records, at least 500 events" with aggregates."""
    records = formats.count_phrase(ngettext("%d record", "%d records", figure.records), figure.records)
    return ", ".join(filter(None, [records, events_of(figure)]))


def events_of(figure: Figure) -> str:
    """The number of events, where it is not that of the records."""
    if not figure.aggregates or figure.events == figure.records:
        return ""
    events = figure.events
    phrase = (
        ngettext("at least %d event", "at least %d events", events)
        if figure.uncounted
        else ngettext("%d event", "%d events", events)
    )
    return formats.count_phrase(phrase, events)


def left_out(answered: Answer) -> list[str]:
    """The phrases for what the totals leave out, one for each reason."""
    counts = {name: int(answered.left_out[name]) for name in _LEFT_OUT}
    sentences = [formats.count_phrase(_LEFT_OUT[name](many), many) for name, many in counts.items() if many]
    if answered.left_out["withheld"]:
        sentences.append(
            _("some records are withheld from you by their marking; whether any belongs here is not said")
        )
    return sentences


_LEFT_OUT: dict[str, Callable[[int], str]] = {
    "unverified": lambda many: ngettext(
        "%d result is not verified yet", "%d results are not verified yet", many
    ),
    "parts": lambda many: ngettext("%d is a part of another result", "%d are parts of other results", many),
    "earlier": lambda many: ngettext(
        "%d is of an earlier report of a series", "%d are of earlier reports of a series", many
    ),
    "undated": lambda many: ngettext(
        "the date of %d is not known well enough", "the dates of %d are not known well enough", many
    ),
}

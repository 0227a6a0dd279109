"""The smallest grain of balances that covers a question; none if only postings can answer it."""

from calendar import monthrange
from dataclasses import dataclass

from figures.models import Grain
from figures.question.dimensions import NAMES, WAYS
from figures.question.periods import Months, months_of
from figures.question.question import REPORTED, Question
from figures.question.terms import Terms

ALL, YEAR, MONTH = "all", "year", "month"
# The dimensions that a question groups or filters by, and the grains that keep these apart, by what they tell of time.
GRAINS: dict[frozenset[str], dict[str, Grain]] = {
    frozenset(): {ALL: Grain.TOTAL, YEAR: Grain.YEAR, MONTH: Grain.MONTH},
    frozenset({"operation"}): {
        ALL: Grain.OPERATION, YEAR: Grain.OPERATION_YEAR, MONTH: Grain.OPERATION_MONTH,
    },
    frozenset({"country"}): {YEAR: Grain.COUNTRY_YEAR, MONTH: Grain.COUNTRY_MONTH},
    frozenset({"agency"}): {YEAR: Grain.AGENCY_YEAR},
}  # fmt: skip
# The dimensions that balances have columns of; questions about any other are answered from postings.
BALANCED = tuple(name for name in NAMES if any(name in apart for apart in GRAINS))
# Those that keep money as it was reported.
AS_REPORTED = (Grain.TOTAL, Grain.YEAR, Grain.OPERATION)
FINER = {ALL: (ALL, YEAR, MONTH), YEAR: (YEAR, MONTH), MONTH: (MONTH,)}


@dataclass(frozen=True)
class Cover:
    """The grain that covers a question; and for whole years inside its period a coarser one with fewer rows."""

    grain: Grain
    by_year: Grain | None = None
    years: Months | None = None


def cover_for(terms: Terms) -> Cover | None:
    """The cover, or None if no grain keeps the question's dimensions apart, or if one would count a record twice."""
    apart = frozenset(name for name in NAMES if name in terms.by or name in terms.chosen)
    # Balances have the newest report of a series only.
    if terms.question.reported_as_of or _unlike_then(terms) or not all(_alone(terms, name) for name in WAYS):
        return None
    question, grains = terms.question, GRAINS.get(apart, {})
    time = time_needed(question)
    if question.currency == REPORTED:
        grains = {name: grain for name, grain in grains.items() if grain in AS_REPORTED}
    fit = [grains[finer] for finer in FINER.get(time, ()) if finer in grains]
    if not fit:
        return None
    years = (
        months_of(question).whole_years()
        if time == MONTH and YEAR in grains and _needs_years(question)
        else None
    )
    return Cover(fit[0], grains[YEAR], years) if years else Cover(fit[0])


def _alone(terms: Terms, name: str) -> bool:
    """Whether one value is chosen: balances of several have a record once for each to which it is credited."""
    chosen = terms.chosen.get(name)
    return chosen is None or name in terms.by or chosen.is_one


def _unlike_then(terms: Terms) -> bool:
    """True if today's phases would appear in a past answer: balances cannot know whether they were phases then."""
    chosen = terms.chosen.get("operation")
    return (
        bool(terms.question.as_of and chosen and "operation" in terms.by)
        and terms.shown_of("operation") != chosen
    )


def time_needed(question: Question) -> str:
    """The time that balances must keep apart for the question: all, year or month; empty if it needs days."""
    if not (question.time or question.unfixed or question.first or question.last):
        return ALL
    if not _by_whole_months(question):
        return ""
    return YEAR if _needs_years(question) and _by_whole_years(question) else MONTH


def _needs_years(question: Question) -> bool:
    """Whether the question groups by calendar year or not by time."""
    times = {question.time, question.unfixed} - {""}
    return not times or (question.calendar == "calendar" and times == {"year"})


def _by_whole_months(question: Question) -> bool:
    first, last = question.first, question.last
    return (first is None or first.day == 1) and (
        last is None or last.day == monthrange(last.year, last.month)[1]
    )


def _by_whole_years(question: Question) -> bool:
    first, last = question.first, question.last
    return (first is None or first.month == 1) and (last is None or last.month == 12)

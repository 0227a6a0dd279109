"""The smallest grain of balances that covers a question; none where only the postings themselves can answer it."""

from calendar import monthrange
from dataclasses import dataclass

from figures.models import Grain
from figures.question import REPORTED, Question
from figures.terms import month_of

ALL, YEAR, MONTH = "all", "year", "month"
# What a question tells apart, and the grains that keep it apart, by what they tell of time.
KEPT: dict[frozenset[str], dict[str, Grain]] = {
    frozenset(): {YEAR: Grain.YEAR, MONTH: Grain.MONTH},
    frozenset({"operation"}): {ALL: Grain.OPERATION, MONTH: Grain.OPERATION_MONTH},
    frozenset({"country"}): {YEAR: Grain.COUNTRY_YEAR, MONTH: Grain.COUNTRY_MONTH},
    frozenset({"agency"}): {YEAR: Grain.AGENCY_YEAR},
}
# Those that keep money as it was reported.
AS_REPORTED = (Grain.YEAR, Grain.OPERATION)
FINER = {ALL: (ALL, YEAR, MONTH), YEAR: (YEAR, MONTH), MONTH: (MONTH,)}


@dataclass(frozen=True)
class Months:
    """First and last month of a period, by number; None where it is open."""

    first: int | None
    last: int | None


def grain_for(question: Question, apart: set[str]) -> Grain | None:
    """`apart` are the operation, agency and country, as far as the question groups or chooses by them."""
    time, kept = time_needed(question), KEPT.get(frozenset(apart), {})
    fit = [kept[finer] for finer in FINER.get(time, ()) if finer in kept]
    if question.currency == REPORTED:
        fit = [grain for grain in fit if grain in AS_REPORTED]
    return fit[0] if fit else None


def time_needed(question: Question) -> str:
    """What a balance must tell of time for the question; empty where it would have to tell days."""
    if not (question.time or question.unfixed or question.first or question.last):
        return ALL
    if not _by_whole_months(question):
        return ""
    years = question.calendar == "calendar" and {question.time, question.unfixed} <= {"", "year"}
    if years and _by_whole_years(question):
        return YEAR
    return MONTH


def _by_whole_months(question: Question) -> bool:
    first, last = question.first, question.last
    return (first is None or first.day == 1) and (
        last is None or last.day == monthrange(last.year, last.month)[1]
    )


def _by_whole_years(question: Question) -> bool:
    first, last = question.first, question.last
    return (first is None or first.month == 1) and (last is None or last.month == 12)


def months_of(question: Question) -> Months:
    return Months(
        month_of(question.first) if question.first else None,
        month_of(question.last) if question.last else None,
    )

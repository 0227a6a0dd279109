"""Conditions on postings; those on dates apply to facts, too."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Func, IntegerField, Q
from django.db.models.expressions import CombinedExpression
from django.db.models.lookups import Exact

from figures.question.question import Question
from figures.question.stays import Stay
from figures.question.terms import LENGTHS, Chosen, shift_of


def shared(field: str, chosen: Chosen) -> Q:
    """Postings that count for one of the chosen, in an array column whose first element is the posting's own."""
    counts = Q(**{f"{field}__overlap": list(chosen.ids)})
    return counts | Q(**{f"{field}__0__isnull": True}) if chosen.unsaid else counts


def of_whole(chosen: Chosen) -> Q:
    """Parts of which a whole counts for one of the agencies chosen: with these, what the part says is counted."""
    found = Q(whole_agencies__overlap=[abs(pk) for pk in chosen.ids])
    return found | Q(whole_agencies__0__isnull=True) if chosen.unsaid else found


def own(field: str, chosen: Chosen) -> Q:
    stated = Q(**{f"{field}__in": chosen.ids})
    return stated | Q(**{f"{field}__isnull": True}) if chosen.unsaid else stated


def by_way_of(field: str, chosen: Chosen, stays: Iterable[Stay]) -> Q:
    """Postings or facts whose key in that field belongs to one of the chosen values (as Stay.holds)."""
    wanted, stays = set(chosen.ids), list(stays)
    found = _belonging(field, [stay for stay in stays if stay.value in wanted])
    if chosen.unsaid:
        found |= Q(**{f"{field}__isnull": True}) | ~_belonging(field, stays)
    return found


def _belonging(field: str, stays: Iterable[Stay]) -> Q:
    keys: dict[tuple[Any, Any], list[Any]] = {}
    for stay in stays:
        keys.setdefault((stay.first, stay.last), []).append(stay.key)
    found = Q(pk__in=[])
    for (first, last), alike in keys.items():
        dated = Q(date_from__isnull=False)
        if first:
            dated &= Q(date_from__gte=first)
        if last:
            dated &= Q(date_from__lte=last)
        days = dated if last else dated | Q(date_from__isnull=True)
        found |= Q(**{f"{field}__in": alike}) & (days if first or last else Q())
    return found


def dates_within(question: Question) -> Q:
    """Postings that certainly lie in the period: all their possible days are inside it."""
    inside = Q()
    if question.first:
        inside &= Q(date_from__gte=question.first)
    if question.last:
        inside &= Q(date_to__lte=question.last)
    return inside


def touching(question: Question) -> Q:
    """Postings that may lie in the period or not: some of their possible days are inside it, or the date is unknown."""
    if question.first is None and question.last is None:
        return Q(pk__in=[])
    overlap = Q()
    if question.first:
        overlap &= Q(date_to__gte=question.first)
    if question.last:
        overlap &= Q(date_from__lte=question.last)
    return Q(date_from__isnull=True) | (overlap & ~dates_within(question))


def of_status(question: Question, status: str) -> Q:
    """Postings counted as of that status; reports of a series have that of the day of which they are asked for."""
    if not question.reported_as_of:
        return Q(counted_as=status)
    apart = Q(reported_from__isnull=True, counted_as=status)
    if status == "verified":
        return apart | reported_then(question)
    return (
        apart | (Q(reported_from__isnull=False) & ~reported_then(question)) if status == "earlier" else apart
    )


def reported_then(question: Question) -> Q:
    """Reports that were the newest of their series on the day asked for; or are now. Of facts, too."""
    if day := question.reported_as_of:
        newest = Q(reported_to__isnull=True) | Q(reported_to__gt=day)
        return Q(reported_from__lte=day) & newest
    return Q(reported_to__isnull=True)


def unfixed(question: Question) -> Q:
    """For a question about such only: postings that are fixed to no one year, quarter or month."""
    if not (time := question.unfixed):
        return Q()
    first, last = (_number(question, time, day) for day in ("date_from", "date_to"))
    return Q(date_from__isnull=True) | Q(~Exact(first, last))


def _number(question: Question, time: str, day: str) -> CombinedExpression:
    """The number of the year, quarter or month in which a day lies."""
    month = Func(F(day), function="figures_month", output_field=IntegerField())
    return (month + shift_of(question, time)) / LENGTHS[time]

"""The selection of the facts that a question is about."""

from typing import Any

from django.db.models import BooleanField, Case, CharField, Exists, F, Func, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from figures.models import Counted, FactQuerySet, Posting
from figures.postings.conditions import dates_within, of_whole, own, reported_then, touching
from figures.question.dimensions import DIMENSIONS, UNNAMED, FigureDimension
from figures.question.names import names
from figures.question.question import NONE, REPORTED, Question
from figures.question.terms import Chosen, Terms, terms_of
from measures.calendars import CALENDARS
from measures.numeric import NumericField
from operations.models import UNVERIFIED, Acceptance, OutcomeCredit, State
from operations.sharing import Reader
from seizures.models import Credit


def facts_about(facts: FactQuerySet, question: Question, reader: Reader) -> FactQuerySet:
    """Facts that match every filter of the question but its period and status.

    Each has its `figure`, the `code` of the figure's unit, and `lacking`: whether a value is missing.
    """
    facts = with_amounts(_with_times(facts, question), question)
    terms = terms_of(question, reader, names())
    if not terms.counts_events:
        facts = facts.of_amounts()
    if terms.measures is not None:
        facts = facts.filter(measure__in=terms.measures)
    if question.stage:
        facts = facts.filter(stage__in=question.stage)
    for each in DIMENSIONS:
        if each.name in terms.chosen:
            facts = facts.filter(_of(each, terms))
    if question.unit:
        facts = facts.filter(Q(code="" if question.unit == NONE else question.unit))
    return facts


def with_amounts(facts: FactQuerySet, question: Question) -> FactQuerySet:
    """Facts with their `figure`, the `code` of its unit, and `lacking`: whether a value is missing."""
    # A disposition may be of an item that states no unit.
    code = Coalesce("unit__code", Value(""))
    if question.currency != REPORTED:
        return facts.annotate(
            figure=F("amount"), figure_high=F("amount_high"), code=code, lacking=F("unvalued")
        )
    money = Q(face="money")
    return facts.annotate(
        figure=_either(money, "reported", "amount"),
        figure_high=_either(money, "reported_high", "amount_high"),
        # Money of no stated amount is in no currency.
        code=Case(When(money, then=Coalesce("reported_unit__code", Value(""))), default=code),
        lacking=Value(False, output_field=BooleanField()),
    )


def _either(condition: Q, name: str, other: str) -> Case:
    return Case(When(condition, then=F(name)), default=F(other), output_field=NumericField())


def _of(dimension: FigureDimension, terms: Terms) -> Q:
    """The condition of facts that count for the chosen ids, by their own column or by an accepted credit."""
    counting = own(dimension.column, terms.counted_for(dimension.name))
    if dimension.name == "operation":
        for pk in terms.chosen["operation"].ids:
            counting |= _credited_to_operation(pk, terms)
    elif dimension.several:
        # Ids rather than a query: the statement that this is in is the larger one.
        ids = terms.counted_for(dimension.name).ids
        countries = Q(country__in=[pk - UNNAMED for pk in ids if pk >= UNNAMED])
        counting |= _credited(Q(**{f"{dimension.column}__in": ids}) | countries)
    return counting


def _credited_to_operation(pk: Any, terms: Terms) -> Q:
    """Facts credited to an operation or one of its phases, but for those in a phase that the reader may not see."""
    if pk in terms.hidden:
        return Q(pk__in=[])
    counting = _credited(Q(operation__in=[pk, *terms.names.phases.get(pk, ())]))
    if unnamed := terms.hidden_phases(Chosen((pk,), unsaid=False)):
        counting &= Q(operation__isnull=True) | ~Q(operation__in=unnamed)
    return counting


def _credited(to: Q) -> Q:
    accepted = Q(to, acceptance=Acceptance.ACCEPTED)
    return Q(seizure__in=Credit.objects.filter(accepted).values("seizure")) | Q(
        outcome__in=OutcomeCredit.objects.filter(accepted).values("outcome")
    )


def within_period(question: Question) -> Q:
    """The condition of facts that certainly lie in the period: every day that the date may mean is inside it."""
    return dates_within(question) & _unfixed(question)


def touching_period(question: Question) -> Q:
    """The condition of facts that may lie in the period: their date is too imprecise to decide."""
    return touching(question) & _unfixed(question)


def near_period(question: Question) -> Q:
    """The condition of facts that lie or may lie in the period; empty without a period.

    An empty Q vanishes in an OR, so that `inside` alone decides whether there is a condition."""
    inside = within_period(question)
    return inside | touching_period(question) if inside else inside


def _unfixed(question: Question) -> Q:
    """The condition of `unfixed`: facts whose date spans more than one year, quarter or month, or is unknown."""
    if not question.unfixed:
        return Q()
    return Q(date_from__isnull=True) | ~Q(**{f"{question.unfixed}_first": F(f"{question.unfixed}_last")})


def in_status(question: Question, terms: Terms) -> Q:
    """Facts of the question's status that count: of parts, those that count for the agencies chosen."""
    if question.status == "verified":
        return Q(part=False, state=State.VERIFIED) | counted_share(terms, Posting.Status.SHARE)
    return Q(part=False, state__in=UNVERIFIED) | counted_share(terms, Posting.Status.OPEN_SHARE)


def uncounted_part(terms: Terms) -> Q:
    return Q(part=True) & ~counted_share(terms, Posting.Status.SHARE, Posting.Status.OPEN_SHARE)


def counted_share(terms: Terms, *statuses: str) -> Q:
    """Parts of records that count, as one of the statuses, for the agencies chosen: none where none are chosen."""
    if not (chosen := terms.chosen.get("agency")):
        return Q(pk__in=[])
    shares = Counted.objects.filter(
        record_id=OuterRef("record_id"),
        whole_agencies__isnull=False,
        agencies__overlap=list(chosen.ids),
        counted_as__in=statuses,
    ).filter(~Coalesce(of_whole(chosen), False))
    return Q(Exists(shares), part=True)


def counting_report(question: Question) -> Q:
    """The condition that leaves out reports that are not the newest of their series, on the question's day or today."""
    return Q(reported_from__isnull=True) | reported_then(question)


def _with_times(facts: FactQuerySet, question: Question) -> FactQuerySet:
    """Facts with the year, quarter and month of their first and last day, in the question's calendar."""
    shift = CALENDARS[question.calendar].shift
    return facts.annotate(
        year_first=_label("date_from", "YYYY", shift),
        year_last=_label("date_to", "YYYY", shift),
        quarter_first=_label("date_from", 'YYYY-"Q"Q', shift),
        quarter_last=_label("date_to", 'YYYY-"Q"Q', shift),
        month_first=_label("date_from", "YYYY-MM", 0),
        month_last=_label("date_to", "YYYY-MM", 0),
    )


class _Label(Func):
    """SQL for the code of a day's year, quarter or month; `shift` is in months, for fiscal years."""

    template = "to_char(%(expressions)s)"
    output_field = CharField()

    def as_sql(self, compiler, connection, **extra):  # type: ignore[no-untyped-def,override]  # as in Django, which has no types here
        day, *_ = self.source_expressions
        sql, params = compiler.compile(day)
        return f"to_char({sql} + make_interval(months => %s), %s)", [
            *params,
            self.extra["shift"],
            self.extra["form"],
        ]


def _label(field: str, form: str, shift: int) -> Func:
    return _Label(F(field), form=form, shift=shift)

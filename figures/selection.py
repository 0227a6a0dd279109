"""Which facts a question is about."""

from django.db.models import CharField, F, Func, Q, QuerySet

from figures.models import FactQuerySet
from figures.question import NONE, Question
from measures.calendars import CALENDARS
from measures.models import Measure
from operations.models import UNVERIFIED, Operation, State
from seizures.models import Credit


def about(facts: FactQuerySet, question: Question) -> FactQuerySet:
    """Facts of the measures, stages, places, agencies and operations asked for, at any time, in any state."""
    if question.measure:
        facts = facts.filter(measure__in=_measures(question).values("pk"))
    if question.stage:
        facts = facts.filter(stage__in=question.stage)
    if question.country:
        facts = facts.filter(_coded("country", question.country))
    if question.operation:
        facts = facts.filter(operations_asked(question))
    if question.agency:
        facts = facts.filter(agencies_asked(question))
    if question.unit:
        field = "reported_unit" if question.currency == "reported" else "unit"
        facts = facts.filter(
            Q(**{f"{field}__code": question.unit}, face="money")
            | Q(unit__code=question.unit, face="quantity")
        )
    return facts


def _measures(question: Question) -> QuerySet[Measure]:
    if question.alone:
        return Measure.objects.filter(code__in=question.measure)
    wanted = Q()
    for code in question.measure:
        wanted |= Q(code=code) | Q(code__startswith=f"{code}.")
    return Measure.objects.filter(wanted)


def _coded(field: str, codes: tuple[str, ...]) -> Q:
    stated = Q(**{f"{field}__code__in": codes})
    return stated | Q(**{f"{field}__isnull": True}) if NONE in codes else stated


def operations_asked(question: Question) -> Q:
    """Facts of the operations, of their phases, or credited to one of them."""
    asked = Operation.objects.filter(Q(code__in=question.operation) | Q(parent__code__in=question.operation))
    own = Q(operation__in=asked.values("pk"))
    if NONE in question.operation:
        own |= Q(operation__isnull=True)
    return own | Q(seizure__in=Credit.objects.filter(operation__in=asked.values("pk")).values("seizure"))


def agencies_asked(question: Question) -> Q:
    """Facts of the agencies, or credited to one of them."""
    credited = Credit.objects.filter(agency__code__in=question.agency).values("seizure")
    return _coded("agency", question.agency) | Q(seizure__in=credited)


def within_period(question: Question) -> Q:
    """Facts that certainly lie in the period: all that a record's date may mean is inside it."""
    inside = Q()
    if question.first:
        inside &= Q(date_from__gte=question.first)
    if question.last:
        inside &= Q(date_to__lte=question.last)
    if question.unfixed:
        spread = ~Q(**{f"{question.unfixed}_first": F(f"{question.unfixed}_last")})
        inside &= Q(date_from__isnull=True) | spread
    return inside


def touching_period(question: Question) -> Q:
    """Facts that may lie in the period or not: their date is not known well enough to tell."""
    if question.first is None and question.last is None:
        return Q(pk__in=[])
    unknown = Q(date_from__isnull=True)
    overlap = Q()
    if question.first:
        overlap &= Q(date_to__gte=question.first)
    if question.last:
        overlap &= Q(date_from__lte=question.last)
    return unknown | (overlap & ~within_period(question))


def in_status(question: Question) -> Q:
    return Q(state=State.VERIFIED) if question.status == "verified" else Q(state__in=UNVERIFIED)


def with_times(facts: FactQuerySet, question: Question) -> FactQuerySet:
    """Adds the year, quarter and month of the first and of the last day, in the question's calendar."""
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
    """A day as text, moved by some months first so that a fiscal year reads as a calendar year."""

    template = "to_char(%(expressions)s)"
    output_field = CharField()

    def as_sql(self, compiler, connection, **extra):  # type: ignore[no-untyped-def,override]
        day, *_ = self.source_expressions
        sql, params = compiler.compile(day)
        return f"to_char({sql} + make_interval(months => %s), %s)", [
            *params,
            self.extra["shift"],
            self.extra["form"],
        ]


def _label(field: str, form: str, shift: int) -> Func:
    return _Label(F(field), form=form, shift=shift)

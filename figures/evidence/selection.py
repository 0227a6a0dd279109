"""Which facts a question is about."""

from django.db.models import BooleanField, Case, CharField, F, Func, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from figures.models import FactQuerySet
from figures.postings.conditions import touching, within
from figures.question.question import NONE, REPORTED, Question
from measures.calendars import CALENDARS
from measures.models import Measure
from measures.numeric import NumericField
from operations.models import UNVERIFIED, Operation, State
from operations.sharing import Reader
from seizures.models import Credit


def about(facts: FactQuerySet, question: Question, reader: Reader) -> FactQuerySet:
    """Facts of the measures, stages, places, agencies and operations asked for, at any time, in any state.

    Each with its `figure`, the `code` of the unit that is in, and whether it is `lacking` a value that it should have.
    """
    facts = _with_amounts(_with_times(facts, question), question)
    if question.measure:
        facts = facts.filter(measure__in=_measures(question).values("pk"))
    if question.stage:
        facts = facts.filter(stage__in=question.stage)
    if question.country:
        facts = facts.filter(_coded("country", question.country))
    if question.operation:
        facts = facts.filter(_of_operations(question, reader))
    if question.agency:
        facts = facts.filter(_of_agencies(question))
    if question.unit:
        facts = facts.filter(Q(code="" if question.unit == NONE else question.unit))
    return facts


def _with_amounts(facts: FactQuerySet, question: Question) -> FactQuerySet:
    # A disposition may be of an item that states no unit.
    code = Coalesce("unit__code", Value(""))
    if question.currency != REPORTED:
        return facts.annotate(figure=F("amount"), code=code, lacking=F("unvalued"))
    money = Q(face="money")
    return facts.annotate(
        figure=Case(When(money, then=F("reported")), default=F("amount"), output_field=NumericField()),
        # Money of no stated amount is in no currency.
        code=Case(When(money, then=Coalesce("reported_unit__code", Value(""))), default=code),
        lacking=Value(False, output_field=BooleanField()),
    )


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


def _of_operations(question: Question, reader: Reader) -> Q:
    """Facts of the operations and of their phases, or credited to one of these."""
    asked = Operation.objects.visible_to(reader).filter(code__in=question.operation)
    # Ids rather than a query: the statement that is in is the larger one.
    ids = list(Operation.objects.filter(Q(pk__in=asked) | Q(parent__in=asked)).values_list("pk", flat=True))
    counting = Q(operation__in=ids) | Q(
        seizure__in=Credit.objects.filter(operation__in=ids).values("seizure")
    )
    return counting | Q(operation__isnull=True) if NONE in question.operation else counting


def _of_agencies(question: Question) -> Q:
    """Facts of the agencies, or credited to one of them."""
    credited = Credit.objects.filter(agency__code__in=question.agency).values("seizure")
    return _coded("agency", question.agency) | Q(seizure__in=credited)


def within_period(question: Question) -> Q:
    """Facts that certainly lie in the period: all that a record's date may mean is inside it."""
    return within(question) & _unfixed(question)


def touching_period(question: Question) -> Q:
    """Facts that may lie in the period or not: their date is not known well enough to tell."""
    return touching(question) & _unfixed(question)


def near_period(question: Question) -> Q:
    """Facts that lie in the period or may. An empty condition vanishes in an OR: without a period all are near."""
    inside = within_period(question)
    return inside | touching_period(question) if inside else inside


def _unfixed(question: Question) -> Q:
    """Where only such are asked for: facts whose date is not fixed within one year, quarter or month."""
    if not question.unfixed:
        return Q()
    return Q(date_from__isnull=True) | ~Q(**{f"{question.unfixed}_first": F(f"{question.unfixed}_last")})


def in_status(question: Question) -> Q:
    return Q(state=State.VERIFIED) if question.status == "verified" else Q(state__in=UNVERIFIED)


def _with_times(facts: FactQuerySet, question: Question) -> FactQuerySet:
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

"""The postings that a question is about, chosen by the same terms as its figures."""

from django.db.models import Case, F, Q, QuerySet, Value, When

from figures.models import Audience, Posting
from figures.models.audience import EVERYBODY
from figures.postings.conditions import dates_within, of_status, own, shared, unfixed
from figures.question.dimensions import DIMENSIONS
from figures.question.names import EVENTS, names
from figures.question.question import REPORTED, Question
from figures.question.terms import terms_of
from operations.sharing import Reader

# Of facts: not what takes records off again that have been counted with several.
FACES = ("quantity", "money", EVENTS)
KINDS = ("exact", "at_least", "at_most", "approximately")


def concerning(question: Question, reader: Reader) -> QuerySet[Posting]:
    """Postings of the question's measures, stages and dimensions, at any time and in any status.

    Only those that the reader may see, of any instant: `as_of` is ignored. Annotated with the amount `figure`, the id
    of its `unit`, and the numbers of parts (`n_exact` and so on).
    """
    terms = terms_of(question, reader, names())
    seen = Q(audience_id=EVERYBODY) | Q(audience_id__in=Audience.objects.visible_to(reader).values("pk"))
    found = _with_amounts(Posting.objects.filter(seen), question)
    if terms.measures is not None:
        found = found.filter(measure_id__in=terms.measures)
    faces = FACES if terms.counts_events else FACES[:-1]
    found = found.filter(face__in=faces)
    if question.stage:
        found = found.filter(stage__in=question.stage)
    for each in DIMENSIONS:
        if chosen := terms.chosen.get(each.name):
            found = found.filter(shared(each.several, chosen) if each.several else own(each.column, chosen))
    if terms.unit:
        found = found.filter(own("unit", terms.unit))
    return found.filter(unfixed(question))


def postings_about(question: Question, reader: Reader) -> QuerySet[Posting]:
    """The postings whose sum is the figures of the question."""
    return concerning(question, reader).filter(dates_within(question), of_status(question, question.status))


def _with_amounts(postings: QuerySet[Posting], question: Question) -> QuerySet[Posting]:
    if question.currency == REPORTED:
        money = Q(face="money")
        return postings.annotate(
            unit=Case(When(money, then="reported_unit_id"), default="unit_id"),
            figure=Case(When(money, then="reported"), default="amount"),
            n_unvalued=Value(0),
            **{f"n_{kind}": F(kind) for kind in KINDS},
        )
    return postings.annotate(
        unit=F("unit_id"),
        figure=F("amount"),
        n_unvalued=Case(When(unvalued=True, then="facts"), default=0),
        **{f"n_{kind}": Case(When(unvalued=True, then=0), default=kind) for kind in KINDS},
    )

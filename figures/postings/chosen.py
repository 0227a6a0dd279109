"""The postings that a question is about, chosen by the same terms as its figures."""

from django.db.models import Case, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce

from figures.models import Audience, Posting
from figures.models.audience import EVERYBODY
from figures.postings.conditions import by_way_of, dates_within, of_status, of_whole, own, shared, unfixed
from figures.question.dimensions import DIMENSIONS, FigureDimension
from figures.question.names import EVENTS, names
from figures.question.question import REPORTED, Question
from figures.question.terms import Chosen, Terms, terms_of
from operations.sharing import Reader

# Of facts: not what takes records off again that have been counted with several.
FACES = ("quantity", "money", EVENTS)
KINDS = ("exact", "at_least", "at_most", "between", "approximately")


def concerning(question: Question, reader: Reader) -> QuerySet[Posting]:
    """Postings of the question's measures, stages and dimensions, at any time and in any status.

    Only those that the reader may see, of any instant: `as_of` is ignored. Annotated with the amount `figure`, the id
    of its `unit`, the numbers of parts (`n_exact` and so on), and the status that they are `counted_as`.
    """
    terms = terms_of(question, reader, names())
    seen = Q(audience_id=EVERYBODY) | Q(audience_id__in=Audience.objects.visible_to(reader).values("pk"))
    found = _with_status(_with_amounts(Posting.objects.filter(seen), question), terms)
    if terms.measures is not None:
        found = found.filter(measure_id__in=terms.measures)
    faces = FACES if terms.counts_events else FACES[:-1]
    found = found.filter(face__in=faces)
    if question.stage:
        found = found.filter(stage__in=question.stage)
    for each in DIMENSIONS:
        if chosen := terms.chosen.get(each.name):
            found = found.filter(_matching(each, chosen, terms))
    if terms.hidden and "operation" in terms.chosen:
        found = found.filter(_out_of_sight(terms))
    if terms.unit:
        found = found.filter(own("unit", terms.unit))
    return found.filter(unfixed(question))


def _matching(dimension: FigureDimension, chosen: Chosen, terms: Terms) -> Q:
    if dimension.stays:
        key = "operations__0" if dimension.by == "operation" else f"{dimension.by}_id"
        return by_way_of(key, chosen, terms.stays(dimension))
    return shared(dimension.several, chosen) if dimension.several else own(dimension.column, chosen)


def _with_status(postings: QuerySet[Posting], terms: Terms) -> QuerySet[Posting]:
    """Parts with the status by which they count for the agencies chosen, or for any if the answer is by agency."""
    counts_alone = Case(
        When(status=Posting.Status.SHARE, then=Value("verified")),
        default=Value("unverified"),
        output_field=TextField(),
    )
    if chosen := terms.chosen.get("agency"):
        counts = shared("agencies", Chosen(chosen.ids, unsaid=False)) & ~Coalesce(of_whole(chosen), False)
        branches = [When(whole_agencies__isnull=True, then="status"), When(counts, then=counts_alone)]
    elif "agency" in terms.question.by:
        branches = [
            When(whole_agencies__isnull=True, then="status"),
            When(whole_agencies__isnull=False, then=counts_alone),
        ]
    else:
        branches = [When(whole_agencies__isnull=True, then="status")]
    return postings.annotate(counted_as=Case(*branches, default=Value("part"), output_field=TextField()))


def _out_of_sight(terms: Terms) -> Q:
    """The condition of the reader's own postings in operations hidden from them, without those of umbrellas alone."""
    chosen = terms.chosen["operation"]
    own_ones = Audience.objects.filter(owner=terms.reader.agency_id, operation__in=terms.hidden)
    visible = [pk for pk in chosen.ids if pk not in terms.hidden]
    found = Q(operations__overlap=visible)
    if chosen.unsaid:
        found |= Q(operations__0__isnull=True)
    for umbrella in visible:
        if below := terms.hidden_phases(Chosen((umbrella,), unsaid=False)):
            others = Q(operations__overlap=[pk for pk in visible if pk != umbrella])
            found &= others | ~Q(audience_id__in=own_ones.filter(operation__in=below).values("pk"))
    if len(visible) < len(chosen.ids):
        found |= Q(audience_id__in=own_ones.values("pk"))
    return found


def postings_about(question: Question, reader: Reader) -> QuerySet[Posting]:
    """The postings whose sum is the figures of the question."""
    return concerning(question, reader).filter(dates_within(question), of_status(question, question.status))


def _with_amounts(postings: QuerySet[Posting], question: Question) -> QuerySet[Posting]:
    if question.currency == REPORTED:
        money = Q(face="money")
        return postings.annotate(
            unit=Case(When(money, then="reported_unit_id"), default="unit_id"),
            figure=Case(When(money, then="reported"), default="amount"),
            n_less=Case(When(money, then="reported_less"), default="less"),
            n_more=Case(When(money, then="reported_more"), default="more"),
            n_unvalued=Value(0),
            **{f"n_{kind}": F(kind) for kind in KINDS},
        )
    return postings.annotate(
        unit=F("unit_id"),
        figure=F("amount"),
        n_less=F("less"),
        n_more=F("more"),
        n_unvalued=Case(When(unvalued=True, then="facts"), default=0),
        **{f"n_{kind}": Case(When(unvalued=True, then=0), default=kind) for kind in KINDS},
    )

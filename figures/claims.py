"""Claims of sources compared with the records. Several claims on one figure are alternatives, never added."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from figures.answer.figure import ZERO, Figure, added
from figures.answer.query import answer
from figures.exchange import exchanged, rates_of
from figures.ledger.snapshot import one_snapshot
from figures.models import Fact
from figures.question.question import REPORTED, Question
from figures.question.tree import Tree
from measures.formats import is_currency
from measures.models import Dimension, Unit
from measures.quantity import figure_quantity, figure_unit
from operations.models import Claim, Outcome, Qualifier
from operations.sharing import Reader
from seizures.models import Seizure


class Standing(models.TextChoices):
    """The result of comparing a claim with the records."""

    AGREES = "agrees", _("agrees")
    EXCEEDS = "exceeds", _("states more than is recorded")
    FALLS_SHORT = "falls_short", _("states less than is recorded")
    NOTHING = "nothing_recorded", _("nothing recorded")
    NOT_COMPARABLE = "not_comparable", _("not comparable")


# An approximate claim agrees with what differs from it by no more than this share of it.
TOLERANCE = Decimal("0.05")


@dataclass
class Reconciled:
    """A claim, the recorded figure for the same thing (None if there is none), and the result of comparing them.

    A claim on a part of another claim is compared with `records` that are parts, which no total contains.
    """

    claim: Claim
    recorded: Figure | None
    standing: str
    records: list[Seizure | Outcome] = field(default_factory=list)

    @property
    def opened(self) -> Figure | None:
        """The figure of totals with the same records, which has money in the reporting currency."""
        if self.recorded is None or not self.claim.unit.is_currency:
            return self.recorded
        return replace(self.recorded, unit=settings.REPORTING_CURRENCY)


def reconciled(claims: Iterable[Claim], reader: Reader) -> list[Reconciled]:
    """Each claim with the figure of its operation, measure and stage, as far as the reader may see it."""
    claims = list(claims)
    with one_snapshot():
        recorded = _Recorded(claims, reader)
    return [_reconcile(claim, recorded) for claim in claims]


class _Recorded:
    """The recorded figures that some claims are about, in a fixed number of queries.

    Each is valued as in totals, and with money as reported: a claim is in the currency that its source prefers.
    """

    def __init__(self, claims: Sequence[Claim], reader: Reader) -> None:
        operations = tuple({claim.operation.code: None for claim in claims})
        by_measure = Question(by=("operation", "measure"), operation=operations)
        by_agency = by_measure.narrowed(by=("operation", "measure", "agency"))
        currencies = {_currency(claim): None for claim in claims}
        self.tree = Tree.load()
        # The number of seizures is in no answer that does not name it.
        events = tuple({claim.measure.code: None for claim in claims if claim.measure.kind == "events"})
        self.whole = {each: _figures(by_measure, each, events, reader) for each in currencies}
        self.shares = {
            each: _figures(by_agency, each, events, reader)
            for each in currencies
            if any(claim.agency_id for claim in claims)
        }
        self.parts = _parts([claim for claim in claims if claim.part_of_id], reader)
        self.rates = rates_of(
            (currency, claim.date_from)
            for claim in claims
            if claim.date_from and _currency(claim)
            for currency in {claim.unit.code, *(figure.unit for figure in self.for_claim(claim))}
        )

    def for_claim(self, claim: Claim) -> list[Figure]:
        """The figures of the claim's measure, in any stage and unit."""
        currency = _currency(claim)
        if claim.part_of_id:
            parts = self.parts[currency]
            figures = [figure for record, figure in parts if record.source_id == claim.source_id]
        else:
            figures = (self.shares if claim.agency else self.whole)[currency]
        return [figure for figure in figures if self._matches(figure, claim)]

    def in_unit(self, figure: Figure, claim: Claim) -> Figure | None:
        """The figure in the claim's unit, with money at the rates of the claim's day; None if it has no such unit."""
        if not _currency(claim) or not is_currency(figure.unit):
            return figure if figure.unit == _unit(claim) else None
        return exchanged(figure, claim.unit.code, claim.date_from, self.rates)

    def records_of(self, figures: Iterable[Figure]) -> list[Seizure | Outcome]:
        """The records behind these figures of parts."""
        ids = {id(figure) for figure in figures}
        return [record for parts in self.parts.values() for record, figure in parts if id(figure) in ids]

    def _matches(self, figure: Figure, claim: Claim) -> bool:
        code, top = figure.cell["measure"] or "", claim.measure.code
        below = f"{code}.".startswith(f"{top}.") and self.tree.rolled(code, top) == top
        agency = claim.agency is None or figure.cell["agency"] == claim.agency.code
        return below and agency and figure.cell["operation"] == claim.operation.code


def _figures(question: Question, currency: str, events: tuple[str, ...], reader: Reader) -> list[Figure]:
    found = answer(question.narrowed(currency=currency), reader).figures
    return [*found, *(answer(question.narrowed(measure=events), reader).figures if events else ())]


def _currency(claim: Claim) -> str:
    """The currency to answer in: that of totals for a claim in it without a day, else money as reported."""
    is_valued = claim.unit.is_reporting and claim.date_from is None
    return REPORTED if claim.unit.is_currency and not is_valued else ""


def _parts(claims: Sequence[Claim], reader: Reader) -> dict[str, list[tuple[Seizure | Outcome, Figure]]]:
    """Recorded parts with a figure each, by currency: totals leave them out, so they are read from facts."""
    operations = {claim.operation_id for claim in claims}
    facts = (
        Fact.objects.visible_to(reader).verified().of_amounts().filter(part=True, operation__in=operations)
    )
    facts = facts.select_related(
        "seizure", "outcome", "operation", "measure", "unit", "reported_unit", "agency"
    )
    rows = list(facts)
    return {
        "": [
            (_record(fact), _figure(fact, fact.amount, fact.unit)) for fact in rows if fact.amount is not None
        ],
        REPORTED: [
            (_record(fact), _figure(fact, *_reported(fact)))
            for fact in rows
            if _reported(fact)[0] is not None
        ],
    }


def _reported(fact: Fact) -> tuple[Decimal | None, Unit | None]:
    return (fact.reported, fact.reported_unit) if fact.face == "money" else (fact.amount, fact.unit)


def _record(fact: Fact) -> Seizure | Outcome:
    record: Seizure | Outcome | None = fact.seizure or fact.outcome
    assert record
    return record


def _figure(fact: Fact, value: Decimal | None, unit: Unit | None) -> Figure:
    cell = {
        "operation": fact.operation and fact.operation.code,
        "measure": fact.measure.code,
        "stage": fact.stage,
        "agency": fact.agency and fact.agency.code,
    }
    figure = Figure(cell, unit.code if unit else "", value, records=1, facts=1)
    setattr(figure, fact.qualifier, 1)
    high = fact.amount_high if value == fact.amount else fact.reported_high
    if value is not None:
        figure.less = value if figure.at_most else ZERO
        figure.more = high - value if figure.between and high is not None else ZERO
    return figure


def _reconcile(claim: Claim, recorded: _Recorded) -> Reconciled:
    value = claimed(claim, claim.value)
    if claim.measure.kind == "stated" or claim.unit.dimension == Dimension.RATIO:
        return Reconciled(claim, None, Standing.NOT_COMPARABLE)
    figures, stage = recorded.for_claim(claim), claim.stage or "outcome"
    of_stage = [
        (figure, recorded.in_unit(figure, claim)) for figure in figures if figure.cell["stage"] == stage
    ]
    same = {id(figure): found for figure, found in of_stage if found}
    if not same:
        return Reconciled(claim, None, Standing.NOT_COMPARABLE if figures else Standing.NOTHING)
    cell: dict[str, str | None] = {"measure": claim.measure.code, "stage": stage}
    total = added(same.values(), cell=cell, unit=_unit(claim))
    records = recorded.records_of(figure for figure in figures if id(figure) in same)
    if value is None or total.value is None:
        return Reconciled(claim, total, Standing.NOT_COMPARABLE, records)
    return Reconciled(claim, total, _standing(claim, value, total), records)


def claimed(claim: Claim, value: Decimal | None) -> Decimal | None:
    """A value of the claim in the canonical unit, or in its currency; None if it states none."""
    return value if claim.unit.is_currency else figure_quantity(value, claim.unit, claim.measure)


def _unit(claim: Claim) -> str:
    return claim.unit.code if claim.unit.is_currency else figure_unit(claim.unit, claim.measure)


def _standing(claim: Claim, value: Decimal, recorded: Figure) -> str:
    """Compares both as ranges: "more than 3.5 million" agrees with any value that is not smaller."""
    found, most = recorded.stated, claimed(claim, claim.value_high) or value
    assert found is not None
    found_most = max(found, recorded.high or found) if recorded.between else found
    margin = (
        abs(value) * TOLERANCE
        if Qualifier.APPROXIMATELY in (claim.qualifier, recorded.qualifier)
        else Decimal(0)
    )
    # A lower bound may be any larger number; an upper bound any smaller one.
    open_above = claim.qualifier == Qualifier.AT_LEAST or recorded.qualifier == Qualifier.AT_MOST
    open_below = claim.qualifier == Qualifier.AT_MOST or recorded.qualifier == Qualifier.AT_LEAST
    if value <= found_most + margin and (open_above or most >= found - margin):
        return Standing.AGREES
    if most >= found - margin and open_below:
        return Standing.AGREES
    return Standing.EXCEEDS if value > found else Standing.FALLS_SHORT

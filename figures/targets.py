"""Targets of operations beside what is recorded. Targets are never in totals, and units never mix."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.conf import settings

from figures.answer.figure import EXACT, Figure
from figures.answer.query import answer
from figures.ledger.snapshot import one_snapshot
from figures.question.question import REPORTED, Question
from measures.quantity import figure_quantity, figure_unit
from operations.models import Qualifier, Target
from operations.sharing import Reader

OUTCOME = "outcome"
TENTH = Decimal("0.1")


@dataclass
class TargetProgress:
    """A target and the figure that it is about; None where nothing is recorded in its unit.

    `question` is what the figure answers; `others` are figures of the same measure in other units.
    """

    target: Target
    question: Question
    unit: str = ""
    actual: Figure | None = None
    others: list[Figure] = field(default_factory=list)

    @property
    def expected(self) -> Decimal | None:
        """The target's value in the unit of figures."""
        unit = self.target.unit
        if unit is None or unit.is_currency:
            value: Decimal | None = self.target.value
            return value
        return figure_quantity(self.target.value, unit, self.target.measure)

    @property
    def share(self) -> Decimal | None:
        """The actual amount in percent of the target; None where one of the two is unknown, or nothing is aimed at.

        What is not recorded at all is nothing yet: zero percent.
        """
        expected: Decimal | None = self.expected
        if not expected:
            return None
        if self.actual is None:
            return None if self.others else Decimal(0)
        value: Decimal | None = self.actual.stated
        return None if value is None else EXACT.divide(value * 100, expected).quantize(TENTH)

    @property
    def qualifier(self) -> str:
        """How exact the actual figure and so its share is. What is recorded in other currencies too is more."""
        if self.actual is None:
            return Qualifier.EXACT
        more = self.question.currency == REPORTED and self.others
        exact = self.actual.qualifier == Qualifier.EXACT
        return Qualifier.AT_LEAST if more and exact else self.actual.qualifier

    @property
    def is_reached(self) -> bool:
        """Whether at least what was aimed at is recorded for certain."""
        sure = self.qualifier in (Qualifier.EXACT, Qualifier.AT_LEAST)
        return sure and self.share is not None and self.share >= 100


def target_progress(
    targets: Iterable[Target], reader: Reader, *, as_of: datetime.datetime | None = None
) -> list[TargetProgress]:
    """Each target beside its figure, as far as the reader may see the records. One question a period and agency."""
    found = [TargetProgress(target, _question(target, as_of)) for target in targets]
    asked: dict[Question, list[TargetProgress]] = {}
    for each in found:
        asked.setdefault(each.question.narrowed(measure=(), stage=()), []).append(each)
    with one_snapshot():
        for question, alike in asked.items():
            _fill(question, alike, reader)
    return found


def _question(target: Target, as_of: datetime.datetime | None) -> Question:
    return Question(
        measure=(target.measure.code,),
        stage=(target.stage or OUTCOME,),
        operation=(target.operation.code,),
        agency=(target.agency.code,) if target.agency else (),
        first=target.date_from,
        last=target.date_to,
        currency=_currency(target),
        as_of=as_of,
    )


def _currency(target: Target) -> str:
    """The currency to answer in: that of totals, or as reported for a target in another."""
    unit = target.unit
    return REPORTED if unit and unit.is_currency and unit.code != settings.REPORTING_CURRENCY else ""


def _fill(question: Question, alike: list[TargetProgress], reader: Reader) -> None:
    measures = tuple(dict.fromkeys(each.target.measure.code for each in alike))
    figures = answer(question.narrowed(measure=measures), reader).figures
    for each in alike:
        target = each.target
        same = [
            figure
            for figure in figures
            if figure.cell["measure"] == target.measure.code
            and (figure.cell["stage"] or OUTCOME) == (target.stage or OUTCOME)
        ]
        if target.unit:
            each.unit = (
                target.unit.code if target.unit.is_currency else figure_unit(target.unit, target.measure)
            )
        each.actual = next((figure for figure in same if each.unit and figure.unit == each.unit), None)
        each.others = [figure for figure in same if figure is not each.actual]

"""Checks of dispositions: not more than was seized, not before it was seized, and only of what was taken."""

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.db.conditions import check_row
from common.errors import Findings
from measures.models import Measure, Unit
from measures.partial_date import check_not_future
from measures.quantity import EXACT, canonical_unit
from operations.models import Qualifier, Stage
from seizures.models import Disposition, SeizedItem, Seizure

# How much of these there was is open above what is stated.
OPEN_ABOVE = (Qualifier.AT_LEAST, Qualifier.APPROXIMATELY)
NOT_TAKEN = (Stage.DECLARED, Stage.DETECTED)
# Goods are forfeited where they lie; by each of the other stages they leave, forfeited before or not.
TITLE = Disposition.Stage.FORFEITED


def check_disposed(item: SeizedItem, dispositions: Iterable[Disposition], seizure: Seizure) -> None:
    """Raises Invalid, by fields of the item, if its dispositions do not fit the item as it is now."""
    dispositions = list(dispositions)
    findings = Findings()
    for disposition in dispositions:
        for _field, sentence in _untimely(disposition, seizure):
            findings.add("", sentence)
    for unit, number in (("unit", "quantity"), ("currency", "amount")):
        with findings.at():
            _check_number(item, dispositions, unit, number)
    findings.raise_if_any()


def check_new_disposition(disposition: Disposition, others: Iterable[Disposition], seizure: Seizure) -> None:
    """Fills in the item's unit and currency, and raises Invalid if the row itself is wrong or does not fit its item."""
    if disposition.quantity is not None:
        disposition.unit = disposition.unit or disposition.item.unit
    if disposition.amount is not None:
        disposition.currency = disposition.currency or disposition.item.currency
    findings = Findings()
    with findings.at():
        check_row(disposition, "item")
    with findings.at("date"):
        check_not_future(disposition.date)
    with findings.at():
        check_disposition(disposition, others, seizure)
    findings.raise_if_any()


def check_disposition(disposition: Disposition, others: Iterable[Disposition], seizure: Seizure) -> None:
    """Raises Invalid, by fields of the disposition, if it does not fit its item and the item's other dispositions."""
    findings = Findings()
    for field, sentence in _untimely(disposition, seizure):
        findings.add(field, sentence)
    for unit, number in (("unit", "quantity"), ("currency", "amount")):
        with findings.at():
            if getattr(disposition, number) is not None:
                _check_number(disposition.item, [*others, disposition], unit, number)
    findings.raise_if_any()


def _untimely(disposition: Disposition, seizure: Seizure) -> Iterator[tuple[str, str]]:
    became = disposition.get_stage_display()
    if seizure.stage in NOT_TAKEN:
        stages = {"stage": seizure.get_stage_display(), "became": became}
        yield "stage", _("What was only %(stage)s was not taken, so it cannot be %(became)s.") % stages
    if disposition.date_to and seizure.date_from and disposition.date_to < seizure.date_from:
        days = {"became": became, "then": disposition.date, "seized": seizure.date}
        yield "date", _("It cannot be %(became)s on %(then)s, before it was seized: %(seized)s.") % days


def _check_number(item: SeizedItem, dispositions: list[Disposition], unit: str, number: str) -> None:
    gone = [row for row in dispositions if getattr(row, number) is not None]
    if not gone:
        return
    seized, own = getattr(item, number), getattr(item, unit)
    if seized is None or own is None:
        raise ValidationError({number: _("The item states none, so none can be disposed of.")})
    moves = []
    for row in gone:
        factor = _factor(_unit_of(row, unit) or own, own, item.measure)
        if factor is None:
            sentence = _("%(gone)s of it cannot be held against an amount in %(unit)s.")
            raise ValidationError(
                {unit: sentence % {"gone": _in_words(row, unit, number), "unit": _called(own)}}
            )
        moves.append((row, EXACT.multiply(getattr(row, number), factor)))
    # Of what was seized between two numbers, the higher may have been it.
    seized = getattr(item, f"{number}_high") or seized
    limit = EXACT.multiply(seized, _factor(own, own, item.measure) or Decimal(1))
    if item.qualifier not in OPEN_ABOVE and not _is_enough(limit, moves):
        words = {"seized": f"{seized:,f} {_called(own)}"}
        words["gone"] = "; ".join(_in_words(row, unit, number) for row in gone)
        sentence = _("Only %(seized)s was seized, and what became of it comes to more: %(gone)s.")
        raise ValidationError({number: sentence % words})


def _factor(unit: Unit, own: Unit, measure: Measure) -> Decimal | None:
    """The factor that makes amounts in `unit` comparable with those in `own`; None if they cannot be compared."""
    if unit.pk == own.pk:
        return own.factor or Decimal(1)
    if not own.factor or unit.dimension != own.dimension:
        return None
    return unit.factor if canonical_unit(unit, measure) == canonical_unit(own, measure) else None


def _is_enough(seized: Decimal, moves: list[tuple[Disposition, Decimal]]) -> bool:
    """Whether the item has enough for all dispositions, in the most favourable order that their dates allow.

    What leaves is taken from what was forfeited before, as far as there is any.
    """
    unforfeited, forfeited = seized, Decimal(0)
    for disposition, amount in sorted(moves, key=lambda move: _order(move[0])):
        taken = Decimal(0) if disposition.stage == TITLE else min(amount, forfeited)
        if amount - taken > unforfeited:
            return False
        unforfeited = EXACT.subtract(unforfeited, amount - taken)
        forfeited += amount if disposition.stage == TITLE else -taken
    return True


def _order(disposition: Disposition) -> tuple[datetime.date, bool]:
    """A sort key: a forfeiture is as early, and any other stage as late, as its date allows."""
    if disposition.stage == TITLE:
        return disposition.date_from or datetime.date.min, False
    return disposition.date_to or datetime.date.max, True


def _in_words(disposition: Disposition, unit: str, number: str) -> str:
    own = _unit_of(disposition, unit)
    words = (
        f"{disposition.get_stage_display()} {getattr(disposition, number):,f} {_called(own) if own else ''}"
    )
    return f"{words} ({disposition.date})" if disposition.date_from else words


def _unit_of(disposition: Disposition, unit: str) -> Unit | None:
    return disposition.stated_unit if unit == "unit" else disposition.stated_currency


def _called(unit: Unit) -> str:
    return unit.code if unit.is_currency else unit.symbol or unit.localised

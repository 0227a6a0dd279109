"""What must hold for a result to be recorded, beyond what the database refuses by itself."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import Findings
from measures.models import Dimension, Measure, Unit
from measures.partial_date import check_not_future
from measures.quantity import canonical
from operations.models import Measured, Operation, ReviewedRecord, State
from operations.sharing import Reader

# A total by tree and unit, such as ("NARC", "KGM") or ("CASH", "USD").
Amounts = dict[tuple[str, str], Decimal]
GONE = (State.WITHDRAWN, State.SUPERSEDED)


def check_record(record: ReviewedRecord, by: Reader) -> None:
    """Raises Invalid with all that is wrong with the record's own fields."""
    findings = Findings()
    with findings.at():
        record.full_clean(exclude=["created_by", "last_edited_by"])
    with findings.at("date"):
        check_not_future(record.date, timezone.localdate())
    if record.operation_id and not Operation.objects.visible_to(by).filter(pk=record.operation_id).exists():
        findings.add("operation", _("There is no such operation."))
    whole = record.part_of
    if whole and not type(record).objects.visible_to(by).filter(pk=whole.pk).exclude(state__in=GONE).exists():
        findings.add("part_of", _("There is no such record to be a part of."))
    elif whole and is_below(whole, record):
        findings.add("part_of", _("That record is itself a part of this one."))
    findings.settle()


def is_below(record: ReviewedRecord | None, top: ReviewedRecord) -> bool:
    """Whether `record` is `top` or a part of it, at any depth."""
    seen = set()
    while record is not None and record.pk not in seen:
        if record.pk == top.pk:
            return True
        seen.add(record.pk)
        record = record.part_of
    return False


def check_measured(item: Measured, *, kind: str, day: datetime.date | None) -> None:
    """Raises ValidationError where the amount does not fit its measure, its unit or its currency."""
    measure: Measure = item.measure
    if measure.kind != kind:
        raise ValidationError({"measure": _("%(measure)s is not recorded here.") % {"measure": measure.code}})
    if measure.needs_text and not item.description.strip():
        raise ValidationError({"description": _("Say what it is.")})
    _check_unit(item, measure)
    _check_currency(item, measure, day)


def _check_unit(item: Measured, measure: Measure) -> None:
    if item.unit is None:
        return
    if item.unit.dimension == Dimension.MONEY or item.unit.dimension not in measure.accepted:
        raise ValidationError(
            {
                "unit": _("%(measure)s is not measured in %(unit)s.")
                % {"measure": measure.name, "unit": item.unit.name}
            }
        )
    whole = measure.kind == Measure.Kind.OUTCOME and item.unit.dimension == Dimension.COUNT
    if whole and item.quantity is not None and item.quantity % 1:
        raise ValidationError({"quantity": _("Persons and events are whole numbers.")})


def _check_currency(item: Measured, measure: Measure, day: datetime.date | None) -> None:
    currency: Unit | None = item.currency
    if currency is None:
        return
    if currency.dimension != Dimension.MONEY:
        raise ValidationError({"currency": _("%(unit)s is not a currency.") % {"unit": currency.code}})
    if measure.kind == Measure.Kind.OUTCOME and Dimension.MONEY not in measure.accepted:
        raise ValidationError(
            {"amount": _("%(measure)s is not an amount of money.") % {"measure": measure.name}}
        )
    if day and currency.valid_to and day > currency.valid_to:
        raise ValidationError(
            {
                "currency": _("%(code)s was withdrawn on %(day)s.")
                % {"code": currency.code, "day": currency.valid_to}
            }
        )
    _check_minor_units(item.amount, currency)


def _check_minor_units(amount: Decimal | None, currency: Unit) -> None:
    if amount is None or currency.minor_units is None:
        return
    exponent = amount.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > currency.minor_units:
        raise ValidationError(
            {
                "amount": _("%(code)s has %(digits)s digits after the decimal point at most.")
                % {"code": currency.code, "digits": currency.minor_units}
            }
        )


def amounts_of(items: Iterable[Measured]) -> Amounts:
    """What a record states, added up by tree and unit; what it does not quantify is not in it."""
    totals: Amounts = {}
    for item in items:
        quantity = canonical(item.quantity, item.unit)
        if quantity is not None and item.unit is not None:
            key = (item.measure.top, item.unit.dimension)
            totals[key] = totals.get(key, Decimal(0)) + quantity
        if item.amount is not None and item.currency is not None:
            key = (item.measure.top, item.currency.code)
            totals[key] = totals.get(key, Decimal(0)) + item.amount
    return totals


def check_part(whole: Amounts, parts: Iterable[Amounts]) -> None:
    """Raises ValidationError where the parts together are larger than what the whole states."""
    together: Amounts = {}
    for part in parts:
        for key, amount in part.items():
            together[key] = together.get(key, Decimal(0)) + amount
    for key, amount in together.items():
        if key in whole and amount > whole[key]:
            raise ValidationError(
                {
                    "part_of": _("The parts come to %(parts)s, and the whole is only %(whole)s.")
                    % {"parts": f"{amount:f}", "whole": f"{whole[key]:f}"}
                }
            )

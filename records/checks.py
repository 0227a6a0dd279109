"""What must hold for a result to be recorded, beyond what the database refuses by itself."""

import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from common.errors import Findings
from measures.fitting import fits
from measures.models import Dimension, Measure, Unit
from measures.partial_date import check_not_future
from operations.models import Measured, Operation, ReviewedRecord, State
from operations.sharing import Reader, may_see
from operations.validity import check_country, check_currency

# Larger than anything ever reported: a slip of the hand would drown every total that it is in.
MOST = {"quantity": Decimal(10) ** 12, "amount": Decimal(10) ** 18}
WHOLE = ("C62", "H87", "IE", "PLANT", "ROUND")
GONE = (State.WITHDRAWN, State.SUPERSEDED)


def check_fields(row: models.Model, *without: str, thorough: bool = False) -> None:
    """Raises ValidationError for what is wrong with the row's fields.

    Only a `thorough` look asks the database of each constraint, and whether what it names is there: for a
    sentence about what the database has refused, or would.
    """
    if thorough:
        row.full_clean(exclude=without)
        return
    found = {
        field.name
        for field in row._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.is_cached(row)
        and getattr(row, field.name) is not None
    }
    row.full_clean(exclude={*without, *found}, validate_unique=False, validate_constraints=False)


def check_record(record: ReviewedRecord, by: Reader, thorough: bool = True) -> None:
    """Raises Invalid with all that is wrong with the record's own fields."""
    findings = Findings()
    with findings.at():
        check_fields(record, "created_by", "last_edited_by", thorough=thorough)
    with findings.at("date"):
        check_not_future(record.date, timezone.localdate())
    with findings.at("country"):
        check_country(record.country, record.date_from, record.date_to)
    if record.operation_id and not may_see(Operation, by, record.operation_id):
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


def check_measured(
    item: Measured, *, kind: str, day: datetime.date | None, last_day: datetime.date | None = None
) -> None:
    """Raises ValidationError where the amount does not fit its measure, its unit or its currency."""
    measure: Measure = item.measure
    if measure.kind != kind:
        raise ValidationError({"measure": _("%(measure)s is not recorded here.") % {"measure": measure.code}})
    if measure.needs_text and not item.description.strip():
        raise ValidationError({"description": _("Say what it is.")})
    for field, most in MOST.items():
        if (getattr(item, field) or 0) > most:
            raise ValidationError({field: _("That is more than there can be. Look at the number again.")})
    _check_unit(item, measure)
    _check_currency(item, measure)
    if item.currency is not None:
        check_currency(item.currency, day, last_day or day)


def _check_unit(item: Measured, measure: Measure) -> None:
    if item.unit is None:
        return
    if not fits(item.unit, measure):
        raise ValidationError(
            {
                "unit": _("%(measure)s is not measured in %(unit)s.")
                % {"measure": measure.name, "unit": item.unit.name}
            }
        )
    counted = item.unit.dimension == Dimension.COUNT and measure.kind == Measure.Kind.OUTCOME
    if (counted or item.unit.code in WHOLE) and item.quantity is not None and item.quantity % 1:
        raise ValidationError({"quantity": _("Persons and pieces are whole numbers.")})


def _check_currency(item: Measured, measure: Measure) -> None:
    currency: Unit | None = item.currency
    if currency is None:
        return
    if currency.dimension != Dimension.MONEY:
        raise ValidationError({"currency": _("%(unit)s is not a currency.") % {"unit": currency.code}})
    if measure.kind == Measure.Kind.OUTCOME and Dimension.MONEY not in measure.accepted:
        raise ValidationError(
            {"amount": _("%(measure)s is not an amount of money.") % {"measure": measure.name}}
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

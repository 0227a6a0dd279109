"""Checks of a record beyond the constraints of the database."""

import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models.country import check_country
from common.db.conditions import check_row
from common.errors import Findings
from measures.fitting import fits
from measures.models import Dimension, Measure, Unit
from measures.partial_date import PartialDate, Precision, check_not_future
from measures.quantity import canonical
from operations.models import Measured, ReviewedRecord
from operations.sharing import may_see
from records.surroundings import Surroundings

# Larger than anything ever reported: a slip of the hand would drown every total that it is in.
MOST = {"quantity": Decimal(10) ** 12, "amount": Decimal(10) ** 18}
MOST |= {f"{number}_high": most for number, most in MOST.items()}


def check_record(record: ReviewedRecord, around: Surroundings) -> None:
    """Raises Invalid with all errors in the record's own fields."""
    findings = Findings()
    with findings.at():
        check_row(record, "owner", "created_by", "last_edited_by")
    with findings.at("date"):
        check_not_future(record.date)
    with findings.at("reported_on"):
        if record.reported_on:
            check_not_future(PartialDate(record.reported_on, record.reported_on, Precision.DAY))
    with findings.at("country"):
        check_country(record.country, record.date_from, record.date_to)
    with findings.at("operation"):
        _check_operation(record, around)
    with findings.at("reference"):
        around.claim_reference(record)
    with findings.at("source"):
        _check_source(record, around)
    with findings.at("part_of"):
        _check_whole(record, around)
    findings.raise_if_any()


def _check_operation(record: ReviewedRecord, around: Surroundings) -> None:
    stored = around.stored.get(record.pk)
    # One that the agency has been taken out of since stays what it was.
    if record.operation_id is None or (stored and stored.operation_id == record.operation_id):
        return
    if record.operation_id not in around.visible_operations:
        raise ValidationError(_("There is no such operation."))
    if record.operation_id not in around.recordable_operations:
        sentence = _("%(agency)s does not take part in %(operation)s, so it records nothing in it.")
        raise ValidationError(sentence % {"agency": around.by.agency, "operation": record.operation})


def _check_source(record: ReviewedRecord, around: Surroundings) -> None:
    stored = around.stored.get(record.pk)
    changed = stored is None or stored.source_id != record.source_id
    if record.source_id and changed and record.source_id not in around.visible_sources:
        raise ValidationError(_("There is no such source."))


def _check_whole(record: ReviewedRecord, around: Surroundings) -> None:
    stored = around.stored.get(record.pk)
    unchanged = stored is not None and stored.part_of_id == record.part_of_id
    # A whole that is hidden from the editor stays what it was; what it states is not held against them.
    if record.part_of_id is None or (unchanged and not may_see(type(record), around.by, record.part_of_id)):
        return
    if record.part_of_id not in around.wholes:
        raise ValidationError(_("There is no such record to be a part of."))
    if not (record._state.adding and not record.part_of._state.adding) and is_below(record.part_of, record):
        raise ValidationError(_("That record is itself a part of this one."))


def is_below(record: ReviewedRecord | None, top: ReviewedRecord) -> bool:
    """Whether `record` is `top`, or a part of it at any depth."""
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
    """Raises Invalid if the amount does not fit its measure, its unit or its currency."""
    measure: Measure = item.measure
    if measure.kind != kind:
        raise ValidationError({"measure": _("%(measure)s is not recorded here.") % {"measure": measure.code}})
    findings = Findings()
    if measure.needs_text and not item.description.strip():
        findings.add("description", _("Say what it is."))
    for field, most in MOST.items():
        if (getattr(item, field) or 0) > most:
            findings.add(field, _("That is more than there can be. Look at the number again."))
    with findings.at():
        _check_unit(item, measure)
    with findings.at():
        _check_currency(item, measure)
    for field, unit in (("unit", item.unit), ("currency", item.currency)):
        with findings.at(field):
            if unit is not None:
                check_days(unit, last_day or day)
    findings.raise_if_any()


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
    for field in ("quantity", "quantity_high"):
        number = canonical(getattr(item, field), item.unit)
        if item.unit.dimension != Dimension.COUNT or not (number or 0) % 1:
            continue
        if measure.kind == Measure.Kind.OUTCOME:
            raise ValidationError({field: _("Persons and pieces are whole numbers.")})
        # Half a tusk is what a source may state, with a caution; a tenth of a dozen is no number of pieces.
        if item.unit.factor != 1:
            sentence = _("%(unit)s: that is no whole number of pieces.") % {"unit": item.unit.localised}
            raise ValidationError({field: sentence})


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
    for field in ("amount", "amount_high"):
        _check_minor_units(field, getattr(item, field), currency)


def _check_minor_units(field: str, amount: Decimal | None, currency: Unit) -> None:
    if amount is None or currency.minor_units is None:
        return
    exponent = amount.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > currency.minor_units:
        raise ValidationError(
            {
                field: _("%(code)s has %(digits)s digits after the decimal point at most.")
                % {"code": currency.code, "digits": currency.minor_units}
            }
        )


Day = datetime.date | None


def check_days(currency: Unit, last: Day) -> None:
    """Raises ValidationError if the currency, or the coin, could be had on no day until the last one."""
    if last and currency.valid_from and last < currency.valid_from:
        known = {"code": currency.code, "day": currency.valid_from}
        raise ValidationError(_("%(code)s was introduced on %(day)s.") % known)


def withdrawn_currency(currency: Unit, first: Day) -> str:
    """The sentence that the currency could neither be paid nor exchanged any more on that day, or nothing.

    Worthless notes are seized, too: they are no error.
    """
    end = currency.exchanged_to or currency.valid_to
    if not (first and end and first > end):
        return ""
    known = {"code": currency.code, "day": currency.valid_to or end, "end": end}
    if currency.exchanged_to:
        return _("%(code)s was withdrawn on %(day)s, and exchanged until %(end)s.") % known
    return _("%(code)s was withdrawn on %(day)s.") % known

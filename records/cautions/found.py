"""Finds all cautions about drafts, in a number of queries that does not depend on theirs."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import User
from common.db.statements import execute_together
from measures import formats
from measures.fitting import is_odd
from measures.models import Dimension
from operations.models import Measured, ReviewedRecord
from records.cautions.caution import Caution
from records.cautions.repeats import Repeats
from records.cautions.stated import OutsideOperation, cautions_of_texts
from records.cautions.usual import Implausible, UsualAmounts
from records.checks import withdrawn_currency
from records.drafts import Draft

# Counted things that may be divided.
DIVIDED = ("U2", "DOSE", "BLOCK", "BTC", "ETH", "XMR", "USDT", "TOKEN")


def cautions_of(drafts: Sequence[Draft[Any]], *, by: User) -> list[list[Caution]]:
    """The cautions about each draft of one kind, saved or not.

    Drafts are compared only with what the user may see.
    """
    if not drafts:
        return []
    usual = UsualAmounts([item for draft in drafts for item in draft.amounts], drafts[0].record, by=by)
    repeats = Repeats(drafts, by=by)
    latest, *alike = execute_together(usual.statement, *repeats.statements)
    usual.read(latest.fetchall())
    repeats.read(row for rows in alike for row in rows.fetchall())
    outside = OutsideOperation(drafts, by=by)
    return [
        [
            *chain.from_iterable(
                _about(item, draft.record, _path(draft.record, number), usual)
                for number, item in enumerate(draft.amounts)
            ),
            *cautions_of_texts(draft.record, draft.amounts),
            *outside.of(draft.record),
            *repeats.of(draft),
        ]
        for draft in drafts
    ]


def caution_records(records: Sequence[ReviewedRecord], *, by: User) -> list[list[Caution]]:
    """The cautions about stored records."""
    if not records:
        return []
    stored = (
        type(records[0])
        .objects.with_amounts()
        .select_related("operation")
        .in_bulk([record.pk for record in records])
    )
    return cautions_of([Draft(stored[record.pk]) for record in records], by=by)


def _path(record: ReviewedRecord, number: int) -> str:
    """The path of the amount with that number in the record."""
    return "" if isinstance(record, Measured) else f"items.{number}."


def _about(item: Measured, record: Any, path: str, usual: UsualAmounts) -> list[Caution]:
    found = []
    if item.unit is not None and is_odd(item.unit, item.measure):
        sentence = _("%(measure)s is seldom stated in %(unit)s. Check the unit.")
        words = {"measure": item.measure, "unit": item.unit.localised}
        found.append(Caution(f"{path}unit", "odd_unit", sentence % words))
    if is_fraction(item):
        sentence = _(
            "%(measure)s: a fraction of a piece is kept as it is stated. Check that the source states it."
        )
        found.append(Caution(f"{path}quantity", "fraction", sentence % {"measure": item.measure}))
    if item.currency is not None and (sentence := withdrawn_currency(item.currency, record.date_from)):
        found.append(Caution(f"{path}currency", "withdrawn_currency", sentence))
    return found + [
        Caution(f"{path}{amount.field}", "implausible_amount", _implausible(item, amount))
        for amount in usual.implausible(item, record)
    ]


def is_fraction(item: Measured) -> bool:
    """Whether the amount is a fraction of something counted one by one; tablets and doses may be divided."""
    if item.unit is None or item.quantity is None or item.unit.dimension != Dimension.COUNT:
        return False
    return item.unit.code not in DIVIDED and bool(item.quantity % 1)


def _implausible(item: Measured, amount: Implausible) -> str:
    words = {"measure": item.measure, "stated": _in_words(amount.stated, item, amount)}
    if amount.median is None:
        sentence = _(
            "%(measure)s: %(stated)s is more than one record is likely to state. Check the number and the unit."
        )
        return sentence % words
    sentence = _(
        "%(measure)s: %(stated)s is far more than usual. Half of the latest verified records state %(median)s or less."
        " Check the number and the unit."
    )
    return sentence % {**words, "median": _in_words(amount.median, item, amount)}


def _in_words(value: Decimal, item: Measured, amount: Implausible) -> str:
    return formats.figure(value, amount.unit, counted_in=item.measure.counts)

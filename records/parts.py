"""Parts of a reported whole are not counted again: the whole must state what they state, and at least as much."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models import User
from common.errors import Findings
from common.text.numbers import number
from measures.models import Dimension
from measures.nouns import unit_noun
from measures.quantity import EXACT, canonical, canonical_unit
from operations.discretion import Discretion
from operations.models import Measured, ReviewedRecord
from records.surroundings import Part, Surroundings

# What is stated of a tree of measures where neither a quantity nor an amount is given.
UNQUANTIFIED = ""
SHORT = {"KGM": "kg", "LTR": "l", "C62": "", "IE": ""}


def check_parts(whole: Sequence[Measured], parts: Iterable[Sequence[Measured]]) -> None:
    """Raises ValidationError if the whole does not state what a part states, or if the parts exceed it."""
    parts = list(parts)
    for part in parts:
        _check_stated(whole, part)
    stated, together = _amounts_of(whole), _amounts_of([item for part in parts for item in part])
    for key, amount in together.items():
        if key in stated and amount > stated[key]:
            sentence = _("The parts come to %(parts)s, and the whole is only %(whole)s.")
            amounts = {"parts": _in_words(amount, key[1]), "whole": _in_words(stated[key], key[1])}
            raise ValidationError(sentence % amounts)


def check_around(record: ReviewedRecord, amounts: Sequence[Measured], around: Surroundings) -> None:
    """Raises Invalid if a draft does not fit its whole, or its own parts do not fit it.

    An amendment of a whole is checked against the parts of the original, which will become its own.
    """
    findings = Findings()
    whole = record.part_of_id
    # The same event may be stated otherwise twice.
    if whole in around.wholes and not record.duplicate:
        others = [part for part in around.parts[whole] if part.pk not in (record.pk, record.amends_id)]
        with findings.at("part_of"):
            check_parts(around.wholes[whole], [*(part.amounts for part in others), amounts])
        # Other drafts of the batch may be parts of the same whole.
        around.parts[whole] = [*others, Part(record.pk, amounts)]
    own = [*around.parts.get(record.pk, ()), *around.parts.get(record.amends_id, ())]
    if own:
        with findings.at():
            check_parts(amounts, [part.amounts for part in own])
    findings.raise_if_any()


def check_counted(record: ReviewedRecord, *, by: User) -> None:
    """Raises ValidationError if the record, once verified, does not fit its whole or its verified parts.

    Parts hidden from the reviewer count, too; the sentence then does not mention them.
    """
    model: Any = type(record)
    whole = None if record.duplicate else record.part_of_id
    wholes = {record.pk, record.amends_id, whole} - {None}
    verified = model.objects.verified().filter(part_of__in=wholes, duplicate=False)
    parts = list(verified.exclude(pk=record.amends_id).with_amounts())
    if not parts and whole is None:
        return
    stated = model.objects.with_amounts().in_bulk({record.pk, whole} - {None})
    try:
        _check_stated_parts(record, whole, parts, stated)
    except ValidationError as error:
        around = {part.pk for part in parts} | stated.keys()
        if Discretion(by).hidden(model, around):
            sentence = _("It does not fit together with records that you may not read.")
            raise ValidationError(sentence) from error
        raise


def _check_stated_parts(
    record: ReviewedRecord, whole: Any, parts: Iterable[Any], stated: dict[Any, Any]
) -> None:
    amounts = stated[record.pk].amounts
    check_parts(amounts, [part.amounts for part in parts if part.part_of_id != whole])
    if whole:
        others = [part.amounts for part in parts if part.part_of_id == whole]
        check_parts(stated[whole].amounts, [*others, amounts])


def _in_words(amount: Decimal, unit: str) -> str:
    noun = SHORT[unit] if unit in SHORT else unit_noun(unit, amount=amount) or unit
    return f"{number(amount)} {noun}".strip()


def _check_stated(whole: Sequence[Measured], part: Sequence[Measured]) -> None:
    stated = {pair for item in whole for pair in _kinds(item)}
    trees = {tree for tree, _kind in stated}
    for item in part:
        for tree, kind in _kinds(item):
            open_ended = kind == UNQUANTIFIED or (tree, UNQUANTIFIED) in stated
            if tree not in trees or not (open_ended or (tree, kind) in stated):
                sentence = _("The whole does not state %(measure)s in such a unit, and a part does.")
                raise ValidationError(sentence % {"measure": item.measure})


def _kinds(item: Measured) -> set[tuple[str, str]]:
    """The tree of the item's measure with each unit in which its amounts are added up."""
    kinds = set()
    if item.quantity is not None and item.unit is not None:
        kinds.add(canonical_unit(item.unit, item.measure))
    if item.amount is not None:
        kinds.add(Dimension.MONEY)
    return {(item.measure.top, str(kind)) for kind in kinds or {UNQUANTIFIED}}


def _amounts_of(items: Iterable[Measured]) -> dict[tuple[str, str], Decimal]:
    """Sums of the amounts by tree and unit, such as ("NARC", "KGM") or ("CASH", "USD")."""
    totals: dict[tuple[str, str], Decimal] = {}
    for item in items:
        quantity = canonical(item.quantity, item.unit)
        if quantity is not None and item.unit is not None:
            key = (item.measure.top, canonical_unit(item.unit, item.measure))
            totals[key] = EXACT.add(totals.get(key, Decimal(0)), quantity)
        if item.amount is not None and item.currency is not None:
            key = (item.measure.top, item.currency.code)
            totals[key] = EXACT.add(totals.get(key, Decimal(0)), item.amount)
    return totals

"""Finds all cautions about drafts, in a number of queries that does not depend on theirs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import User
from measures import formats
from measures.fitting import is_odd
from measures.models import Dimension
from measures.quantity import canonical
from operations.models import Measured, ReviewedRecord
from records.cautions.caution import Caution
from records.cautions.stated import OutsideOperation, cautions_of_texts
from records.cautions.usual import Implausible, UsualAmounts
from records.drafts import Draft

# Counted things that may be divided.
DIVIDED = ("U2", "DOSE", "BLOCK")

Key = tuple[Any, ...]
STATES_THE_SAME = gettext_lazy(
    "%(record)s states the same day, place, agency and amounts. Check that it is not the same event."
)


def cautions_of(drafts: Sequence[Draft[Any]], *, by: User) -> list[list[Caution]]:
    """The cautions about each draft of one kind, saved or not.

    Drafts are compared only with what the user may see.
    """
    if not drafts:
        return []
    usual = UsualAmounts([item for draft in drafts for item in draft.amounts], drafts[0].record, by=by)
    repeats = Repeats(drafts, by=by)
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


class Repeats:
    """Repeats among drafts of one kind and the records that `by` may see."""

    def __init__(self, drafts: Sequence[Draft[Any]], *, by: User) -> None:
        self.drafts = drafts
        self.recorded: dict[Key, list[ReviewedRecord]] = defaultdict(list)
        self.numbers: dict[Key, int] = {}
        self.keys = {id(draft): _key(draft.record, draft.amounts) for draft in drafts}
        for number, draft in enumerate(drafts, start=1):
            self.numbers.setdefault(self.keys[id(draft)], number)
        self.place = {id(draft): number for number, draft in enumerate(drafts, start=1)}
        for record in _alike(drafts, by=by):
            self.recorded[_key(record, record.amounts)].append(record)

    def of(self, draft: Draft[Any]) -> list[Caution]:
        key, record = self.keys[id(draft)], draft.record
        if not draft.amounts:
            return []
        # An amendment says what it amends; so does that of it.
        own = {record.pk, record.amends_id} - {None}
        for other in self.recorded[key]:
            if other.pk not in own and other.amends_id not in own:
                return [Caution("", "repeated", STATES_THE_SAME % {"record": other})]
        if self.numbers[key] < self.place[id(draft)]:
            first = self.drafts[self.numbers[key] - 1].record
            if not first._state.adding:
                return [Caution("", "repeated", STATES_THE_SAME % {"record": first})]
            sentence = _("Number %(number)d of what was sent states the same day, place, agency and amounts.")
            return [Caution("", "repeated", sentence % {"number": self.numbers[key]})]
        return []


def _alike(drafts: Sequence[Draft[Any]], *, by: User) -> QuerySet[Any]:
    """Standing records of the same days and agencies; of unknown days, those that share an amount with a draft."""
    model: Any = type(drafts[0].record)
    acting = {getattr(draft.record, f"{model.acting}_id") for draft in drafts}
    whose = Q(**{f"{model.acting}__in": acting - {None}})
    if None in acting:
        whose |= Q(**{f"{model.acting}__isnull": True})
    alike = Q(date_from__in={draft.record.date_from for draft in drafts} - {None})
    if undated := [item for draft in drafts if draft.record.date_from is None for item in draft.amounts]:
        alike |= Q(_stating(undated, model.amounts_at), date_from__isnull=True)
    own = {draft.record.pk for draft in drafts}
    pks = model.objects.visible_to(by).standing().filter(whose, alike).exclude(pk__in=own).values("pk")
    found: QuerySet[Any] = model.objects.filter(pk__in=pks).with_amounts().order_by("pk")
    return found


def _stating(items: Sequence[Measured], at: str) -> Q:
    measures = Q(**{f"{at}measure__in": {item.measure_id for item in items}})
    quantities = Q(**{f"{at}quantity__in": {item.quantity for item in items} - {None}})
    return measures & (quantities | Q(**{f"{at}amount__in": {item.amount for item in items} - {None}}))


def _key(record: Any, amounts: Iterable[Measured]) -> Key:
    where = record.country_id, getattr(record, "place_id", None)
    when = record.date_from, record.date_to
    stated = sorted((_stated(item) for item in amounts), key=repr)
    return (*when, *where, getattr(record, f"{record.acting}_id"), getattr(record, "stage", ""), *stated)


def _stated(item: Measured) -> Key:
    quantity = canonical(item.quantity, item.unit)
    return item.measure_id, item.qualifier, quantity, item.unit_id, item.amount, item.currency_id

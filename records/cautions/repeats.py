"""Finds records that state the same as another: the same day, place and agency, and the same amounts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from agencies.models import User
from measures.quantity import canonical
from operations.models import Measured, ReviewedRecord
from records.cautions.caution import Caution
from records.drafts import Draft

Key = tuple[Any, ...]


class Repeats:
    """Repeats among drafts of one kind and the records that `by` may see."""

    def __init__(self, drafts: Sequence[Draft[Any]], *, by: User) -> None:
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
                sentence = _(
                    "%(record)s states the same day, place, agency and amounts. Check that it is not the same event."
                )
                return [Caution("", "repeated", sentence % {"record": other})]
        if self.numbers[key] < self.place[id(draft)]:
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

"""Repeats: records that state the same day, place, agency, stage and amounts as a draft."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import orjson
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from agencies.models import User
from common.db.statements import Statement, array
from operations.models import RETIRED, Measured, ReviewedRecord
from operations.sharing import visible_condition
from records.cautions.caution import Caution
from records.drafts import Draft

Key = tuple[Any, ...]
# So many drafts are looked up one by one, each until the first record that states the same.
FEW = 25
STATES_THE_SAME = gettext_lazy(
    "%(record)s states the same day, place, agency and amounts. Check that it is not the same event."
)
TWICE = gettext_lazy("Number %(number)d of what was sent states the same day, place, agency and amounts.")
# What an amount states.
AMOUNT = (
    "measure_id", "qualifier", "quantity", "quantity_high", "unit_id", "amount", "amount_high", "currency_id",
)  # fmt: skip
# Each draft with the first record that states the same; the index of days has the ids in order.
FIRST_REPEATS = """
    SELECT d.number, r.id, r.reference, r.revision
    FROM jsonb_to_recordset(%s::jsonb) d (number integer, id uuid, amends_id uuid, {typed}, stated jsonb)
    CROSS JOIN LATERAL (
        SELECT t.id, t.reference, t.revision FROM {records} t
        WHERE {day} AND {same} AND t.state <> ALL(%s) AND t.id <> ALL(%s::uuid[])
            AND t.id IS DISTINCT FROM d.amends_id AND t.amends_id IS DISTINCT FROM d.id
            AND (t.amends_id IS NULL OR t.amends_id IS DISTINCT FROM d.amends_id)
            AND (SELECT count(*) FROM {amounts}) = jsonb_array_length(d.stated)
            AND NOT EXISTS (
                SELECT {amount} FROM {amounts}
                EXCEPT ALL
                SELECT * FROM jsonb_to_recordset(d.stated) s ({typed_amount})
            )
            AND {readable}
        ORDER BY t.id LIMIT 1
    ) r
"""


class Repeats:
    """Repeats among drafts of one kind and the records that `by` may see.

    A few drafts are looked up by `statements`, of which `read` takes the rows: each finds the first record that
    states the same. More drafts are compared with all records that are alike, read in a number of queries that does
    not depend on theirs.
    """

    def __init__(self, drafts: Sequence[Draft[Any]], *, by: User) -> None:
        self.drafts = drafts
        self.recorded: dict[Key, list[ReviewedRecord]] = defaultdict(list)
        self.numbers: dict[Key, int] = {}
        self.keys = {id(draft): _key(draft.record, draft.amounts) for draft in drafts}
        for number, draft in enumerate(drafts, start=1):
            self.numbers.setdefault(self.keys[id(draft)], number)
        self.place = {id(draft): number for number, draft in enumerate(drafts, start=1)}
        self.statements = [*_first(drafts, by=by)] if len(drafts) <= FEW else []
        if not self.statements:
            for record in _alike(drafts, by=by):
                self.recorded[_key(record, record.amounts)].append(record)

    def read(self, rows: Iterable[tuple[Any, ...]]) -> None:
        model = type(self.drafts[0].record)
        for number, pk, reference, revision in rows:
            record = model(pk=pk, reference=reference, revision=revision)
            self.recorded[self.keys[id(self.drafts[number])]].append(record)

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
            return [Caution("", "repeated", TWICE % {"number": self.numbers[key]})]
        return []


def _first(drafts: Sequence[Draft[Any]], *, by: User) -> Iterator[Statement]:
    """The statements for the first record that repeats each of the drafts: those with a day, and those without."""
    model: Any = type(drafts[0].record)
    readable, params = visible_condition(model, by, table="t")
    ids, retired = array(draft.record.pk for draft in drafts), [str(state) for state in RETIRED]
    for dated in (True, False):
        sent = [
            {
                **{name: getattr(draft.record, name) for name in ("id", "amends_id", *_where(model))},
                "number": number,
                "stated": [{name: getattr(item, name) for name in AMOUNT} for item in draft.amounts],
            }
            for number, draft in enumerate(drafts)
            if (draft.record.date_from is not None) is dated
        ]
        if sent:
            text = _first_text(model, readable, dated)
            yield text, [orjson.dumps(sent, str).decode(), retired, ids, *params]


@cache
def _first_text(model: Any, readable: str, dated: bool) -> str:
    name = model.amounts_at.removesuffix("__")
    amounts = model._meta.get_field(name).related_model if name else model
    record = model._meta.get_field(name).field.column if name else "id"
    where = _where(model)
    return FIRST_REPEATS.format(
        records=model._meta.db_table,
        amounts=f"{amounts._meta.db_table} i WHERE i.{record} = t.id",
        amount=", ".join(f"i.{name}" for name in AMOUNT),
        day="t.date_from = d.date_from" if dated else "t.date_from IS NULL",
        same=" AND ".join(f"t.{name} IS NOT DISTINCT FROM d.{name}" for name in where[1:]),
        typed=_typed(model, where),
        typed_amount=_typed(amounts, AMOUNT),
        readable=readable,
    )


def _where(model: Any) -> list[str]:
    """The columns of a record's date, place and agency, and its stage."""
    names = {field.attname for field in model._meta.concrete_fields}
    wanted = ("date_from", "date_to", "country_id", "place_id", f"{model.acting}_id", "stage")
    return [name for name in wanted if name in names]


def _typed(model: Any, names: Iterable[str]) -> str:
    columns = {field.attname: field.db_type(connection) for field in model._meta.concrete_fields}
    return ", ".join(f"{name} {columns[name]}" for name in names)


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
    stated = sorted((_stated(item) for item in amounts), key=repr)
    return (*(getattr(record, name) for name in _where(type(record))), *stated)


def _stated(item: Measured) -> Key:
    values = (getattr(item, name) for name in AMOUNT)
    return tuple(value.normalize() if isinstance(value, Decimal) else value for value in values)

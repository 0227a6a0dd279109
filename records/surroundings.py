"""The stored rows that drafts are checked against, read in a fixed number of queries; and parts against their whole.

Parts of a reported whole are not counted again: the whole must state what they state, and at least as much.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models import User
from common.db.statements import array, execute_together
from common.errors import Findings
from common.text.numbers import number
from measures.models import Dimension
from measures.nouns import unit_noun
from measures.quantity import EXACT, canonical, canonical_unit
from operations.discretion import Discretion
from operations.models import (
    HEAD,
    Acceptance,
    Measured,
    Operation,
    Participation,
    ReviewedRecord,
    Source,
)
from operations.sharing import condition_of, stricter

OPERATIONS = "SELECT t.id, t.marking, {}, {} FROM operations_operation t WHERE t.id = ANY(%s::uuid[]) AND {}"

# What is stated of a tree of measures where neither a quantity nor an amount is given.
UNQUANTIFIED = ""
SHORT = {"KGM": "kg", "LTR": "l", "C62": "", "IE": ""}


class Part(NamedTuple):
    """A part of a whole, with its amounts."""

    pk: Any
    amounts: Sequence[Measured]


class Surroundings:
    """The surroundings of drafts of one kind. `lock` locks the wholes of parts until the end of the transaction."""

    def __init__(self, records: Sequence[ReviewedRecord], *, by: User, lock: bool = False) -> None:
        self.by, self.model = by, type(records[0])
        self.stored: dict[Any, ReviewedRecord] = {}
        # The operations that the author sees, with their markings.
        self.visible_operations: dict[Any, str] = {}
        self.recordable_operations: Collection[Any] = ()
        self.steered_operations: Collection[Any] = ()
        self.visible_sources: Collection[Any] = ()
        self._heads = self._look_up_heads({record.reference for record in records} - {""})
        # What each whole states.
        self.wholes = self._look_up_wholes({record.part_of_id for record in records} - {None}, lock=lock)
        stored = [record for record in records if not record._state.adding]
        replaced = {record.amends_id for record in records} - {None}
        self.parts = self._look_up_parts({*self.wholes, *(record.pk for record in stored), *replaced})

    def look_up_operations(self, ids: Collection[Any]) -> None:
        """Looks up which of the operations the author may see, and may record in."""
        if not ids or self.by.agency_id is None:
            return
        conditions = [
            condition_of(Operation, rows, self.by, table="t")
            for rows in ("recordable_by", "steered_by", "allowed_to")
        ]
        text = OPERATIONS.format(*(text for text, _params in conditions))
        (recordable, steered, visible) = (params for _text, params in conditions)
        [answer] = execute_together((text, [*recordable, *steered, array(ids), *visible]))
        found = answer.fetchall()
        self.visible_operations = {pk: marking for pk, marking, _records, _steers in found}
        self.recordable_operations = {pk for pk, _marking, records, _steers in found if records}
        self.steered_operations = {pk for pk, _marking, _records, steers in found if steers}

    def look_up_sources(self, ids: Collection[Any]) -> None:
        """Looks up which of the sources the author may see."""
        if ids:
            visible = Source.objects.visible_to(self.by).filter(pk__in=ids)
            self.visible_sources = set(visible.values_list("pk", flat=True))

    @cached_property
    def participants(self) -> set[tuple[Any, int | None]]:
        """Pairs of an operation and an agency that records results in it."""
        recording = Participation.objects.recording().filter(operation__in=self.visible_operations)
        owners = Operation.objects.filter(pk__in=self.visible_operations).values_list("pk", "owner")
        return {*recording.values_list("operation", "agency"), *owners}

    def acceptance_of(self, agency_id: int | None, operation_id: Any, within: Any) -> str:
        """The acceptance of a result for the agency or operation that it names; `within` is its own operation.

        It is accepted at once for the author's agency, for operations that it leads, and among participants of one
        operation.
        """
        if operation_id:
            agreed = operation_id in self.steered_operations
        else:
            own = agency_id in (None, self.by.agency_id)
            agreed = own or within in self.steered_operations or (within, agency_id) in self.participants
        return Acceptance.ACCEPTED if agreed else Acceptance.PENDING

    def mark(self, record: ReviewedRecord) -> None:
        """Raises the marking of a record to that of its operation, as the database's trigger would."""
        within = self.visible_operations.get(record.operation_id, "")
        record.marking = stricter(record.marking, within)

    def claim_reference(self, record: ReviewedRecord) -> None:
        """Raises ValidationError if another record of the agency, stored or of this batch, has the reference."""
        if not record.reference:
            return
        head = self._heads.setdefault(record.reference, record.pk)
        if head not in (record.pk, record.amends_id):
            raise ValidationError(_("Your agency has a record with that reference already."))

    def _look_up_heads(self, references: set[str]) -> dict[str, Any]:
        if not references:
            return {}
        heads = self.model._default_manager.filter(HEAD, owner=self.by.agency, reference__in=references)
        return dict(heads.values_list("reference", "pk"))

    def _look_up_wholes(self, ids: set[Any], *, lock: bool) -> dict[Any, Sequence[Measured]]:
        if not ids:
            return {}
        rows = self.model.objects.visible_to(self.by).standing().filter(pk__in=ids).with_amounts()
        if lock:
            rows = rows.select_for_update(of=("self",), no_key=True)
        return {whole.pk: whole.amounts for whole in rows.order_by("pk")}

    def _look_up_parts(self, wholes: set[Any]) -> dict[Any, list[Part]]:
        """Parts that the author may see; refusing because of a hidden part would reveal its amounts."""
        found: dict[Any, list[Part]] = defaultdict(list)
        if wholes:
            parts = (
                self.model.objects.visible_to(self.by).standing().filter(part_of__in=wholes, duplicate=False)
            )
            for part in newest(parts.with_amounts()):
                found[part.part_of_id].append(Part(part.pk, part.amounts))
        return found


def newest(records: Iterable[Any]) -> list[Any]:
    """The records, without each that has an open amendment among them."""
    records = list(records)
    amended = {record.amends_id for record in records}
    return [record for record in records if record.pk not in amended]


def check_parts(whole: Sequence[Measured], parts: Iterable[Sequence[Measured]]) -> None:
    """Raises ValidationError if the whole does not state what a part states, or if the parts exceed it."""
    parts = list(parts)
    for part in parts:
        _check_stated(whole, part)
    stated, together = _amounts_of(whole, most=True), _amounts_of([item for part in parts for item in part])
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


def _amounts_of(items: Iterable[Measured], *, most: bool = False) -> dict[tuple[str, str], Decimal]:
    """Sums of the amounts by tree and unit, such as ("NARC", "KGM") or ("CASH", "USD").

    Of what lies between two numbers, the least, or the `most`.
    """
    totals: dict[tuple[str, str], Decimal] = {}
    for item in items:
        number, amount = item.quantity, item.amount
        if most:
            number, amount = item.quantity_high or number, item.amount_high or amount
        quantity = canonical(number, item.unit)
        if quantity is not None and item.unit is not None:
            key = (item.measure.top, canonical_unit(item.unit, item.measure))
            totals[key] = EXACT.add(totals.get(key, Decimal(0)), quantity)
        if amount is not None and item.currency is not None:
            key = (item.measure.top, item.currency.code)
            totals[key] = EXACT.add(totals.get(key, Decimal(0)), amount)
    return totals

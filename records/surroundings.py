"""The stored rows that drafts are checked against, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models import User
from common.db.statements import array, execute_together
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
        """Whether a result counts at once for the agency or operation that it names; `within` is its own operation.

        It does for the author's agency and the operations that it leads, and among participants of one operation.
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

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from agencies.models import Role, User
from operations.models import Operation, ReviewedRecord, Source
from operations.versions import Fact, fact_of

# Where a relation leads to another kind of record than its own.
OTHERS: dict[str, Any] = {"operation": Operation, "source": Source}


class Discretion:
    """What a reader of a record is not told of it: its note, if they are outside; names that they may not know."""

    def __init__(self, record: ReviewedRecord, reader: User) -> None:
        self.record, self.reader = record, reader
        # The ids of records that may come up, and whether the reader may see them.
        self._seen: dict[Any, bool] = {record.operation_id: True}

    @cached_property
    def is_inside(self) -> bool:
        """The recording agency, those who steer the operation, auditors and administrators."""
        if self.record.owner_id == self.reader.agency_id:
            return True
        if self.reader.role in (Role.AUDITOR, Role.ADMINISTRATOR):
            return True
        operation = self.record.operation
        return operation is not None and Operation.objects.steered_by(self.reader).contains(operation)

    def may_name(self, model: type[models.Model], pk: Any) -> bool:
        if pk not in self._seen:
            self.look_up(model, [pk])
        return self._seen[pk]

    def look_up(self, model: type[models.Model], pks: Iterable[Any]) -> None:
        """Asks of several at once."""
        pks = list(pks)
        if not pks:
            return
        self._seen |= dict.fromkeys(pks, False)
        visible = model._default_manager.all().visible_to(self.reader).filter(pk__in=pks)  # type: ignore[attr-defined]
        self._seen |= dict.fromkeys(visible.values_list("pk", flat=True), True)

    def tell(self, row: Any, name: str) -> Fact:
        """A field of the record, or of an earlier version of it."""
        fact = fact_of(row, name)
        if name == "note":
            told, key = self.is_inside or not fact.known, fact.value
        elif name in ("operation", "source", "part_of", "amends") and fact.key is not None:
            told, key = self.may_name(OTHERS.get(name, type(self.record)), fact.key), fact.key
        else:
            return fact
        return fact if told else replace(fact, value=_("withheld"), key=key)

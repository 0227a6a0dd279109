"""The parts of a record that only some of its readers see: inner text, persons who acted, names of other records.

A marking decides who reads a record (sharing.py); this decides how much of it. Pages, API, admin screens, files and
figures all use it.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from agencies.models import Role, Scope, User
from operations.models import Operation
from operations.sharing import Reader
from operations.versions import Detail, detail_of

# Free text, which may hold what counts must not.
INNER = ("note", "description", "state_reason", "late_reason", "excerpt")


class Discretion:
    """The permissions of one reader for any number of records; `look_into` and `look_up` query many of them at once.

    Inside a record are the users who enter results for its agency, those of agencies that lead or coordinate its
    operation, and auditors, as far as the marking lets them read it. A key is inside its own agency's records.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        # By id, as text: rows of the API have theirs so.
        self._steered: dict[str, bool] = {}
        self._visible: dict[tuple[Any, str], bool] = {}

    @cached_property
    def _audits(self) -> bool:
        return bool(self.reader.role == Role.AUDITOR)

    @cached_property
    def _writes(self) -> bool:
        return self.reader.agency_id is not None and self.reader.allows(Scope.WRITE_RECORDS)

    def is_inside(self, record: Any) -> bool:
        """Whether the reader may read the inner text of a record or operation."""
        return self.is_inside_of(getattr(record, "owner_id", None), _operation_of(record))

    def is_inside_of(self, owner_id: int | None, operation_id: Any) -> bool:
        if self._audits:
            return True
        if not self._writes:
            return False
        return owner_id == self.reader.agency_id or self._steers(operation_id)

    def look_into(self, records: Iterable[Any]) -> None:
        self.look_into_operations(_operation_of(record) for record in records)

    def look_into_operations(self, operation_ids: Iterable[Any]) -> None:
        wanted = {str(pk) for pk in operation_ids if pk} - self._steered.keys()
        # Keys steer nothing.
        if self._audits or not self._writes or self.reader.user_id is None or not wanted:
            return
        steered = Operation.objects.steered_by(self.reader).filter(pk__in=wanted).values_list("pk", flat=True)
        self._steered |= dict.fromkeys(wanted, False) | {str(pk): True for pk in steered}

    def _steers(self, operation_id: Any) -> bool:
        self.look_into_operations([operation_id])
        return self._steered.get(str(operation_id), False)

    def may_name(self, model: type[models.Model], pk: Any) -> bool:
        """Whether the reader may see the row, and so learn its name and id."""
        self.look_up(model, [pk])
        return self._visible[model, str(pk)]

    def look_up(self, model: type[models.Model], pks: Iterable[Any]) -> None:
        wanted = {str(pk) for pk in pks if pk is not None}
        wanted = {pk for pk in wanted if (model, pk) not in self._visible}
        if wanted:
            visible = model._default_manager.visible_to(self.reader).filter(pk__in=wanted)  # type: ignore[attr-defined]  # every reviewed record has it
            self._visible |= {(model, pk): False for pk in wanted}
            self._visible |= {(model, str(pk)): True for pk in visible.values_list("pk", flat=True)}

    def look_up_relations(self, rows: Iterable[models.Model]) -> None:
        """Looks up, at once, the marked rows that relations of these rows of one model lead to."""
        rows = list(rows)
        for field in rows[0]._meta.concrete_fields if rows else ():
            related = field.related_model
            if related is not None and _is_marked(related):
                self.look_up(related, {getattr(row, field.attname) for row in rows})

    def inside(self, records: Iterable[Any]) -> frozenset[Any]:
        """The ids of the records that the reader is inside of."""
        records = list(records)
        self.look_into(records)
        return frozenset(record.pk for record in records if self.is_inside(record))

    def hidden(self, model: type[models.Model], pks: Iterable[Any]) -> frozenset[Any]:
        """The ids among `pks` that the reader may not see."""
        pks = [pk for pk in pks if pk is not None]
        self.look_up(model, pks)
        return frozenset(pk for pk in pks if not self._visible[model, str(pk)])

    def fact(self, row: Any, name: str, *, inside: bool) -> Detail:
        """A field of a record, or of a version of it, as the reader may see it."""
        related, fact = _related(row, name), detail_of(row, name)
        if name in INNER:
            return fact if inside else Detail(fact.label, None)
        if related is User and not inside:
            return replace(fact, value=_agency_of(getattr(row, name)), kind="text", key=None)
        if fact.key is None or not _is_marked(related) or self.may_name(related, fact.key):
            return fact
        return replace(fact, value=_("withheld"))


def _operation_of(record: Any) -> Any:
    return record.pk if isinstance(record, Operation) else getattr(record, "operation_id", None)


def _related(row: Any, name: str) -> Any:
    # `date` is three columns.
    return None if name == "date" else row._meta.get_field(name).related_model


def _is_marked(model: Any) -> bool:
    return model is not None and hasattr(model._default_manager, "visible_to")


def _agency_of(person: User | None) -> str | None:
    return str(person.agency) if person and person.agency else None

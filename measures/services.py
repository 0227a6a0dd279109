"""The one door for changes to measures, units and rates."""

from typing import Protocol

import pghistory
from django.db import models, transaction
from django.utils.translation import gettext as _

from common.audit import Actor, audited, audited_row
from common.db.seen import Seen
from common.errors import NotAllowed
from measures.models import ExchangeRate


class Person(Actor, Protocol):
    """The account that acts. Accounts are on the same floor as measures, so only this protocol is known here."""

    is_superuser: bool

    @property
    def administers(self) -> bool: ...


@transaction.atomic
def save(record: models.Model, *, by: Person, seen: Seen | None = None) -> None:
    """Saves a row of reference data; `seen` is what the editor read.

    Raises Invalid or Outdated, or NotAllowed unless `by` is an administrator.
    """
    _administrators_only(by)
    adding = record._state.adding
    with audited_row(record, by=by, seen=seen):
        record.save()
        if adding and isinstance(record, ExchangeRate):
            pghistory.create_event(record, label="insert")


def remove(record: models.Model, *, by: Person) -> None:
    """Deletes a row of reference data that no row refers to. Raises NotAllowed unless `by` is an administrator."""
    _administrators_only(by)
    with audited(by=by, action="deleted"):
        record.delete()


def _administrators_only(by: Person) -> None:
    if not (by.administers or by.is_superuser):
        raise NotAllowed(_("Only an administrator may do this."))

"""The one door for changes to measures, units and rates."""

from typing import Protocol

from django.db import models
from django.utils.translation import gettext as _

from common.errors import Findings, NotAllowed


class Person(Protocol):
    """Accounts stand on the same floor as measures, so this is what is asked of one."""

    is_superuser: bool

    @property
    def administers(self) -> bool: ...


def save(record: models.Model, *, by: Person) -> None:
    """Saves a row of reference data. Raises Invalid, or NotAllowed for who is no administrator."""
    if not (by.administers or by.is_superuser):
        raise NotAllowed(_("Only an administrator may do this."))
    found = Findings()
    with found.at():
        record.full_clean()
    found.settle()
    record.save()

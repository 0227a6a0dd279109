"""Transactions, locks and versions of changes, and the database's refusals as sentences."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, TypeVar

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from common.errors import Findings, Invalid, Outdated, Refused

M = TypeVar("M", bound=models.Model)


def read_version(text: str) -> int:
    """The version that a page sends with what it does; 0, which no row has, for what is no version."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0


# True within an act that ends with the first error: a savepoint would be for nobody.
_ends_with_error: ContextVar[bool] = ContextVar("ends_with_error", default=False)


@contextmanager
def all_or_nothing(*, ends_with_error: bool | None = None) -> Iterator[None]:
    """A transaction. A constraint that another writer made it violate, between check and save, is raised as Refused.

    In one that `ends_with_error`, whose caller catches none and goes on, those within it join without a savepoint.
    """
    try:
        with transaction.atomic(savepoint=not _ends_with_error.get()):
            inherited = _ends_with_error.get()
            token = _ends_with_error.set(inherited if ends_with_error is None else ends_with_error)
            try:
                yield
            finally:
                _ends_with_error.reset(token)
    except IntegrityError as error:
        raise refusal_of(error) from error


def locked(row: M, version: int | None = None) -> M:
    """The stored row, locked until the end of the transaction.

    Raises Outdated if it is not in the `version` that the user has read.
    """
    rows: models.QuerySet[M] = type(row)._default_manager.select_for_update(of=("self",), no_key=True)
    stored = rows.filter(pk=row.pk).first()
    if stored is None:
        raise Refused(_("%(record)s is not there any more.") % {"record": row})
    check_version(stored, version)
    return stored


def check_version(stored: Any, version: int | None) -> None:
    """Raises Outdated if a locked row is in another version than the user has read."""
    if version is not None and version != stored.version:
        raise Outdated(stored)


@all_or_nothing(ends_with_error=False)
def record_each(record: Callable[[Any], Any], drafts: Iterable[Any]) -> list[Any]:
    """Passes each draft to `record`, all or none.

    Raises Invalid with the errors of all, each under its draft's number.
    """
    findings, rows = Findings(), []
    for number, draft in enumerate(drafts):
        try:
            with findings.at(str(number)):
                rows.append(record(draft))
        except Refused as refusal:
            refusal.path = (str(number),)
            raise
    findings.raise_if_any()
    return rows


def refusal_of(error: IntegrityError) -> Invalid | Refused:
    """The error for a violated constraint: Invalid beside its field if the constraint names one, else Refused."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    constraint = _constraints().get(str(name))
    if constraint is None:
        return Refused(_("Somebody changed what this depends on at the same moment. Look at it again."))
    code = str(constraint.violation_error_code or "")
    field = code.removeprefix("field:") if code.startswith("field:") else ""
    return Invalid({field: [str(constraint.violation_error_message)]})


@cache
def _constraints() -> dict[str, models.BaseConstraint]:
    return {each.name: each for model in apps.get_models() for each in model._meta.constraints}

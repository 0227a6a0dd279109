from collections.abc import Sequence
from typing import TypeVar

from django.db import models, transaction

from agencies.models import User
from operations.audit import audited
from operations.services.records import begun, copied, reopened
from seizures.checks import check_own, check_seizure
from seizures.models import Credit, SeizedItem, Seizure

M = TypeVar("M", bound=models.Model)


@transaction.atomic
def record_seizure(
    seizure: Seizure, *, items: Sequence[SeizedItem], credits: Sequence[Credit] = (), by: User
) -> Seizure:
    """Enters a seizure as a draft of the author's agency. Raises Invalid with all that is wrong."""
    begun(seizure, by=by)
    if not seizure.seizing_agency_id:
        seizure.seizing_agency = seizure.owner
    _locate(seizure)
    check_seizure(seizure, items, credits, by=by)
    with audited(by=by, action="entered"):
        seizure.save()
        _save_children(seizure, items, credits)
    return seizure


@transaction.atomic
def change_seizure(
    seizure: Seizure,
    *,
    items: Sequence[SeizedItem],
    credits: Sequence[Credit] | None = None,
    by: User,
    version: int | None = None,
) -> Seizure:
    """Saves an edited draft: `items` (and `credits`, where given) replace what it had.

    `version` is the one that the editor saw.
    """
    reopened(seizure, by=by, version=version)
    kept = list(seizure.credits.all()) if credits is None else credits
    _locate(seizure)
    check_own(seizure, items, kept)
    check_seizure(seizure, items, kept, by=by)
    with audited(by=by, action="edited"):
        seizure.save()
        seizure.items.exclude(pk__in=[item.pk for item in items]).delete()
        seizure.credits.exclude(pk__in=[credit.pk for credit in kept]).delete()
        _save_children(seizure, items, kept)
    return seizure


@transaction.atomic
def amend_seizure(original: Seizure, *, by: User) -> Seizure:
    """Opens a copy, with items, credits and dispositions, to be edited in place of a verified seizure."""
    copy = copied(original, by=by)
    with audited(by=by, action="amended"):
        copy.save()
        copy.readers.set(original.readers.all())
        for item in original.items.prefetch_related("dispositions"):
            twin = _twin(item, seizure=copy)
            for disposition in item.dispositions.all():
                _twin(disposition, item=twin)
        for credit in original.credits.all():
            _twin(credit, seizure=copy)
    return copy


def _locate(seizure: Seizure) -> None:
    """A place says in which country it is, where nobody else does."""
    if seizure.place and seizure.country_id is None:
        seizure.country = seizure.place.country


def _save_children(seizure: Seizure, items: Sequence[SeizedItem], credits: Sequence[Credit]) -> None:
    for position, item in enumerate(items):
        item.seizure, item.position = seizure, position
        item.save()
    for credit in credits:
        credit.seizure = seizure
        credit.save()


def _twin(row: M, **changed: models.Model) -> M:
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in changed
    }
    twin = type(row)(**fields, **changed)
    twin.save()
    return twin

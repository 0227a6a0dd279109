from collections.abc import Sequence
from typing import TypeVar

from django.db import models, transaction

from agencies.models import User
from operations.audit import audited
from records.services.drafts import begun, copied, reopened, settled
from seizures.checks import check_own, check_seizure
from seizures.models import Credit, Disposition, SeizedItem, Seizure

M = TypeVar("M", bound=models.Model)


def record_seizure(
    seizure: Seizure, *, items: Sequence[SeizedItem], credits: Sequence[Credit] = (), by: User
) -> Seizure:
    """Enters a seizure as a draft of the author's agency. Raises Invalid with all that is wrong."""
    begun(seizure, by=by)
    if not seizure.seizing_agency_id:
        seizure.seizing_agency = seizure.owner
    _locate(seizure)

    def write() -> Seizure:
        check_seizure(seizure, items, credits, by=by, thorough=False)
        with audited(by=by, action="entered"):
            seizure.save()
            _save_children(seizure, items, credits)
        return seizure

    def look() -> None:
        check_seizure(seizure, items, credits, by=by, thorough=True)

    return settled(write, look, rows=[seizure, *items, *credits])


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

    def checked(*, thorough: bool) -> Sequence[Credit]:
        kept = list(seizure.credits.all()) if credits is None else credits
        _locate(seizure)
        check_own(seizure, items, kept)
        check_seizure(seizure, items, kept, by=by, thorough=thorough)
        return kept

    def write() -> Seizure:
        reopened(seizure, by=by, version=version)
        kept = checked(thorough=False)
        with audited(by=by, action="edited"):
            seizure.save()
            seizure.items.exclude(pk__in=[item.pk for item in items]).delete()
            seizure.credits.exclude(pk__in=[credit.pk for credit in kept]).delete()
            _save_children(seizure, items, kept)
        return seizure

    return settled(write, lambda: checked(thorough=True), rows=[*items, *(credits or ())])


@transaction.atomic
def amend_seizure(original: Seizure, *, by: User) -> Seizure:
    """Opens a copy, with items, credits and dispositions, to be edited in place of a verified seizure."""
    copy = copied(original, by=by)
    with audited(by=by, action="amended"):
        copy.save()
        copy.readers.set(original.readers.all())
        items = {item: _twin(item, seizure=copy) for item in original.items.prefetch_related("dispositions")}
        gone = [_twin(each, item=twin) for item, twin in items.items() for each in item.dispositions.all()]
        SeizedItem.objects.bulk_create(items.values())
        Disposition.objects.bulk_create(gone)
        Credit.objects.bulk_create(_twin(credit, seizure=copy) for credit in original.credits.all())
    return copy


def _locate(seizure: Seizure) -> None:
    """A place says in which country it is, where nobody else does."""
    if seizure.place and seizure.country_id is None:
        seizure.country = seizure.place.country


def _save_children(seizure: Seizure, items: Sequence[SeizedItem], credits: Sequence[Credit]) -> None:
    for position, item in enumerate(items):
        item.seizure, item.position = seizure, position
    for credit in credits:
        credit.seizure = seizure
    _save_all(SeizedItem, items)
    _save_all(Credit, credits)


def _save_all(model: type[M], rows: Sequence[M]) -> None:
    for row in rows:
        if not row._state.adding:
            row.save()
    model._default_manager.bulk_create([row for row in rows if row._state.adding])


def _twin(row: M, **changed: models.Model) -> M:
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in changed
    }
    return type(row)(**fields, **changed)

"""The rows below a seizure, copied into its amendment."""

from typing import Any

from django.db import models

from records.drafts import twin_of
from seizures.models import Credit, Disposition, SeizedItem, Seizure, SeizureAttachment, SeizureSource


def copy_rows(original: Seizure, copy: Seizure) -> dict[Any, models.Model]:
    """The copies of items, credits and dispositions by the ids of their originals."""
    items = {item: twin_of(item, seizure=copy) for item in original.items.prefetch_related("dispositions")}
    dispositions = {
        each: twin_of(each, item=twin) for item, twin in items.items() for each in item.dispositions.all()
    }
    credits = {credit: twin_of(credit, seizure=copy) for credit in original.credits.all()}
    SeizedItem.objects.bulk_create(items.values())
    Disposition.objects.bulk_create(dispositions.values())
    Credit.objects.bulk_create(credits.values())
    SeizureAttachment.objects.bulk_create(twin_of(row, seizure=copy) for row in original.attachments.all())
    SeizureSource.objects.bulk_create(twin_of(row, seizure=copy) for row in original.sources.all())
    return {row.pk: twin for row, twin in (*items.items(), *dispositions.items(), *credits.items())}

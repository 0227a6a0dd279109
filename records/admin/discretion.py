"""Free text of a record stays with those inside, in the admin as on its page."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from operations.admin.trail import Told
from operations.discretion import Discretion
from operations.models import ReviewedRecord

TEXTS = ("note", "state_reason", "description")


def is_inside(request: Any, record: ReviewedRecord) -> bool:
    """Whether the request's user reads the free text of the record: a page asks it for each of its rows."""
    asked = request.__dict__.setdefault("inside", {})
    if record.pk not in asked:
        asked[record.pk] = Discretion(record, request.user).is_inside
    return asked[record.pk]


def withhold_texts(record: ReviewedRecord) -> None:
    """Who is outside may not save the record either: nothing of this is ever stored."""
    for name in TEXTS:
        if getattr(record, name, ""):
            setattr(record, name, _("withheld"))


def without_texts(fieldsets: Any) -> list[Any]:
    """The same fields without those of free text."""
    return [
        (title, {**options, "fields": [name for name in options["fields"] if name not in TEXTS]})
        for title, options in fieldsets
    ]


def without_reasons(histories: list[Told]) -> list[Told]:
    return [
        Told(told.name, [replace(happening, reason="") for happening in told.happenings])
        for told in histories
    ]

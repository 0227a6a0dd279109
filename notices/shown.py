"""Notices as a person may read them now: what they are about is looked up with the rights of this moment."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext as _

from notices.models import ASKING, Notice, NoticeKind
from operations.discretion import Discretion
from operations.models import OPEN, Reminder, ReviewedRecord, State
from operations.sharing import Reader


@dataclass(frozen=True)
class ShownNotice:
    """A notice with the words and the link that its reader may have; `open` where its subject is for everybody."""

    notice: Notice
    sentence: str
    subject: str
    url: str
    open: bool


def shown(notices: Iterable[Notice], reader: Reader) -> list[ShownNotice]:
    """The notices whose subject the reader may still read, in the same order."""
    found = list(notices)
    by_model: dict[str, set[str]] = defaultdict(set)
    for notice in found:
        by_model[notice.model].add(notice.about)
    subjects = {
        (model, str(row.pk)): row for model, ids in by_model.items() for row in _readable(model, ids, reader)
    }
    rows = ((notice, subjects.get((notice.model, notice.about))) for notice in found)
    return [_shown(notice, subject) for notice, subject in rows if subject and _still_about(notice, subject)]


def _readable(label: str, ids: set[str], reader: Reader) -> list[Any]:
    model: Any = apps.get_model(label)
    rows = model.objects.visible_to(reader).filter(pk__in=[UUID(pk) for pk in ids])
    if model is Reminder:
        return list(rows.filter(agency=reader.agency_id).select_related("operation", "agency"))
    if not issubclass(model, ReviewedRecord):
        return list(rows)
    discretion = Discretion(reader)
    # Who commented on a record, or returned it, is known inside it alone.
    return [record for record in rows.select_related("operation") if discretion.is_inside(record)]


def _still_about(notice: Notice, subject: Any) -> bool:
    """Whether a notice that asks for something still does: a record that is decided on waits for nobody."""
    asks = notice.kind in ASKING
    return not asks or subject.state == State.SUBMITTED


def _shown(notice: Notice, subject: Any) -> ShownNotice:
    sentence = str(NoticeKind(notice.kind).label)
    if isinstance(subject, ReviewedRecord):
        link = subject.get_absolute_url() + ("#comments" if notice.kind == NoticeKind.COMMENTED else "")
        return ShownNotice(notice, sentence, str(subject), link, subject.marking in OPEN)
    if isinstance(subject, Reminder):
        words = {"operation": subject.operation, "period": str(subject.date) or _("the whole operation")}
        about = _("%(operation)s, %(period)s") % words
        return ShownNotice(notice, sentence, about, reverse("my-work"), subject.operation.marking in OPEN)
    # A file has no marking: what its name says is for its agency.
    return ShownNotice(notice, sentence, str(subject), subject.get_absolute_url(), open=False)

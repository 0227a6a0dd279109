"""Files as versions of a record show them: those that a reader may not see are not named."""

from typing import Any

from django.utils.translation import gettext as _

from operations.discretion import Discretion
from operations.sharing import OPEN, Marking
from operations.versions import Detail


def may_name_file(row: Any, discretion: Discretion) -> bool:
    """Whether the reader may know of the file, or of the version of it. One that was removed has its last marking."""
    model = getattr(row, "pgh_tracked_model", type(row))
    if discretion.may_name(model, row.id):
        return True
    removed = not model._default_manager.filter(pk=row.id).exists()
    own = row.owner_id == discretion.reader.agency_id
    return removed and (row.marking in OPEN or (own and row.marking != Marking.RED))


def hidden_attachments(events: Any, discretion: Discretion) -> set[int]:
    """The ids of the events of files that the reader may not know of."""
    return {row.pgh_id for row in events if not may_name_file(row, discretion)}


def attachment_detail(row: Any, discretion: Discretion, *, inside: bool) -> Detail:
    """A file, or an event of its history."""
    label = str(_("File"))
    if not may_name_file(row, discretion):
        return Detail(label, _("withheld"), key=row.id)
    words = [row.name, row.description if inside else "", row.marking]
    key = (row.sha256, row.name, row.description if inside else "", row.marking)
    return Detail(label, " · ".join(word for word in words if word), key=key)

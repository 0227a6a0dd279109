from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing, locked
from common.db.seen import Seen
from common.errors import Findings, NotAllowed
from operations import rules
from operations.models import MethodNote


@all_or_nothing()
def record_method_note(
    note: MethodNote, *, by: User, seen: Seen | None = None, reason: str = ""
) -> MethodNote:
    """Records or changes a note on how a country counts. `seen` is what the editor read.

    Users who enter results write about the country of their agency, and administrators about any.
    """
    reason = checked_reason(reason)
    if seen:
        seen.check(note)
    may_note(note, by)
    if not note._state.adding:
        may_note(locked(note), by)
    findings = Findings()
    with findings.at():
        note.full_clean()
    findings.raise_if_any()
    with audited(by=by, action="entered" if note._state.adding else "edited", reason=reason):
        note.save()
    return note


def may_note(note: MethodNote, by: User) -> None:
    """Raises NotAllowed unless the user may write about how the note's country counts."""
    rules.may_state(by)
    own = by.agency.country_id if by.agency else None
    if not by.administers and note.country_id and note.country_id != own:
        raise NotAllowed(_("You write about how the country of your own agency counts."))

from collections.abc import Iterable

from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing, locked
from common.db.seen import Seen
from common.errors import Findings
from measures.partial_date import check_not_future
from operations import rules
from operations.codes import give_code, refuse_taken
from operations.models import Source
from operations.services.readers import readers_of, set_readers
from operations.sharing import points_beyond, preserve_hidden, stricter


@all_or_nothing()
def record_source(
    source: Source,
    *,
    readers: Iterable[User] | None = None,
    by: User,
    seen: Seen | None = None,
    reason: str = "",
) -> Source:
    """Records or changes a source. A new one belongs to its author's agency, or else to that of its operation.

    One without a code is given one. `seen` is what the editor read.
    """
    reason, adding = checked_reason(reason), source._state.adding
    if adding:
        rules.may_state(by)
        source.owner = by.agency or (source.operation.owner if source.operation else None)
    else:
        stored = locked(source)
        if seen:
            seen.check(stored)
        rules.may_change_source(stored, by)
        source.owner = stored.owner
        preserve_hidden(source, stored, "operation", by=by)
    if source.operation:
        source.marking = stricter(source.marking, source.operation.marking)
    give_code(source)
    named = _checked(source, readers, by=by)
    refuse_taken(source, by)
    with audited(by=by, action="entered" if adding else "edited", reason=reason):
        source.save()
        set_readers(source, named)
    return source


def _checked(source: Source, readers: Iterable[User] | None, *, by: User) -> set[int] | None:
    """The ids of the readers to name (None: unchanged). Raises Invalid with all errors."""
    findings, named = Findings(), None
    with findings.at():
        source.full_clean(validate_unique=False)
    with findings.at("date"):
        check_not_future(source.date)
    if points_beyond(source, "operation", by):
        findings.add("operation", _("There is no such operation."))
    with findings.at():
        named = readers_of(source, readers, by=by)
    findings.raise_if_any()
    return named

"""Who may change what. Each rule refuses with the sentence that a person reads."""

from django.utils.translation import gettext as _

from agencies.models import User
from common.errors import NotAllowed
from operations.models import Operation, Source
from operations.sharing import may_see


def may_enter(by: User) -> None:
    if not by.enters or by.agency_id is None:
        raise NotAllowed(_("Only analysts and supervisors of an agency enter results."))


def may_state(by: User) -> None:
    """Enter a source: those who enter results, and administrators."""
    if not by.administers:
        may_enter(by)


def may_change_source(source: Source, by: User) -> None:
    """The people of the agency that recorded it, and administrators as far as they may see it."""
    may_state(by)
    if not may_see(Source, by, source.pk) or not (by.administers or source.owner_id == by.agency_id):
        raise NotAllowed(
            _("%(source)s was recorded by another agency, and only its own people may change it.")
            % {"source": source.code}
        )


def may_steer(operation: Operation, by: User) -> None:
    """Change an operation: those of its lead and coordinating agencies, and administrators."""
    if by.administers:
        return
    may_enter(by)
    if not Operation.objects.steered_by(by).filter(pk=operation.pk).exists():
        raise NotAllowed(
            _("Only the lead and coordinating agencies of %(operation)s may change it.")
            % {"operation": operation}
        )

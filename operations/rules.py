"""Who may change what. Each rule refuses with the sentence that a person reads."""

from django.utils.translation import gettext as _

from agencies.models import User
from common.errors import NotAllowed
from operations.models import Operation


def may_enter(by: User) -> None:
    if not by.enters or by.agency_id is None:
        raise NotAllowed(_("Only analysts and supervisors of an agency enter results."))


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

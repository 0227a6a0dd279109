"""Rules on who may change what, and who counts as the author of it.

Each rule raises NotAllowed or Refused with the sentence for the user.
"""

from django.utils.translation import gettext as _

from agencies.models import ApiKey, User
from common.errors import NotAllowed, Refused
from operations.models import Operation, Source
from operations.sharing import may_see


def may_enter(by: User) -> None:
    if not by.enters or by.agency_id is None:
        raise NotAllowed(_("Only analysts and supervisors of an agency enter results."))


def may_state(by: User) -> None:
    """Enter a source: users who enter results, and administrators."""
    if not by.administers:
        may_enter(by)


def may_change_source(source: Source, by: User) -> None:
    """Rule for changing a source: users of its agency, and administrators who may see it."""
    may_state(by)
    if not may_see(Source, by, source.pk) or not (by.administers or source.owner_id == by.agency_id):
        raise NotAllowed(
            _("%(source)s was recorded by another agency, and only its own people may change it.")
            % {"source": source.code}
        )


def may_steer(operation: Operation, by: User) -> None:
    """Rule for changing an operation: users of its lead and coordinating agencies, and administrators."""
    if by.administers:
        return
    may_enter(by)
    if not steers(operation, by):
        raise NotAllowed(
            _("Only the lead and coordinating agencies of %(operation)s may change it.")
            % {"operation": operation}
        )


def steers(operation: Operation, by: User) -> bool:
    """Whether the user's agency leads, coordinates or recorded the operation: only those move its totals."""
    return by.enters and Operation.objects.steered_by(by).filter(pk=operation.pk).exists()


def may_accept_phase(phase: Operation, by: User) -> None:
    """Rule for taking an operation under an umbrella: users of the umbrella's lead and coordinating agencies."""
    umbrella = phase.proposed_parent
    # The name of an umbrella that is hidden from the user is not for a refusal to tell, nor that there is one.
    if umbrella is None or not may_see(Operation, by, umbrella.pk):
        raise Refused(_("%(operation)s does not ask for an umbrella.") % {"operation": phase})
    if not steers(umbrella, by):
        raise NotAllowed(
            _("Only the lead and coordinating agencies of %(operation)s may take a phase under it.")
            % {"operation": umbrella}
        )


def may_decline_phase(phase: Operation, by: User) -> None:
    """Decline or cancel the request of a phase: users who steer either of the two operations."""
    if phase.proposed_parent is None or not steers(phase, by):
        may_accept_phase(phase, by)


def key_of(account: User) -> ApiKey | None:
    """The key whose account this is; None for a person's account. Nobody can sign in with a key's account."""
    if account.is_active:
        return None
    try:
        return account.key
    except ApiKey.DoesNotExist:
        return None


def authors_of(account: User) -> set[int]:
    """The ids of all accounts that count as authors of what this account writes."""
    key = key_of(account)
    persons = (key.holder_id, key.created_by_id) if key else ()
    return {account.pk, *(person for person in persons if person)}

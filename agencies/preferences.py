"""What a person has chosen to see, or else their agency by default."""

from collections.abc import Mapping

from django.db import transaction

from agencies.models import User
from agencies.models.preferences import PREFERENCES
from common.audit import audited
from common.errors import Findings


def preferred(user: User, name: str) -> str:
    """The user's choice, else the default of their agency; empty where neither has chosen."""
    chosen: str = getattr(user, name)
    return chosen or (getattr(user.agency, name) if user.agency else "")


@transaction.atomic
def choose_preferences(user: User, chosen: Mapping[str, str]) -> User:
    """Saves the preferences of the user's own account; an empty one leaves it to the agency. Raises Invalid."""
    user = User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    for name in PREFERENCES:
        setattr(user, name, chosen[name])
    found = Findings()
    with found.at():
        user.full_clean(exclude={field.name for field in user._meta.fields} - set(PREFERENCES))
    found.raise_if_any()
    with audited(by=user, action="preferences chosen"):
        user.save(update_fields=PREFERENCES)
    return user

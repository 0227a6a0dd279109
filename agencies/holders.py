"""Holders of keys: the person of a key's agency who answers for what is entered with it."""

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext as _

from agencies.models import Agency, ApiKey, Role, Scope, User
from common.errors import Findings

# Who is chosen first where nobody is named: of whom the fewest verify.
ORDER = (Role.ANALYST, Role.PARTNER, Role.SUPERVISOR)


def people_of(agency: Agency) -> QuerySet[User]:
    """The persons who work for the agency and may sign in; keys' accounts are none."""
    return User.objects.filter(agency=agency, is_active=True, key=None, role__in=ORDER)


def usual_holder(agency: Agency) -> User | None:
    """The holder where a command names none: the first analyst of the agency, or whoever else there is."""
    ranks = [When(role=role, then=Value(rank)) for rank, role in enumerate(ORDER)]
    rank = Case(*ranks, output_field=IntegerField())
    return people_of(agency).order_by(rank, "pk").first()


def check_holder(key: ApiKey, findings: Findings, *, needed: bool) -> None:
    """Adds to `findings` that the key's holder is none of its agency's people, or that a key that writes has none."""
    if key.holder is None:
        if needed and Scope.WRITE_RECORDS in key.scopes:
            findings.add("holder", _("Somebody of the agency answers for a key that writes: choose who."))
    elif not people_of(key.agency).filter(pk=key.holder.pk).exists():
        words = {"person": key.holder, "agency": key.agency}
        findings.add("holder", _("%(person)s does not work for %(agency)s.") % words)


def accounts_of(person: User) -> set[int]:
    """The ids of the accounts that write for the person: their own, and those of keys that they hold or made."""
    return {person.pk, *ApiKey.objects.held_by(person).values_list("account", flat=True)}

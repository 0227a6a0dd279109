"""The acts behind postings: who changed what, and why, from the history."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from pghistory.models import Context

from agencies.models import User


@dataclass(frozen=True)
class Act:
    """One act. Texts are empty if the history has none; `agency` is the code of the actor's agency."""

    who: str = ""
    agency: str = ""
    action: str = ""
    reason: str = ""

    @property
    def outside(self) -> "Act":
        """The act as readers outside the record see it: the agency, without the person and the reason."""
        return replace(self, who="", reason="")


def acts(change_ids: Iterable[UUID | None]) -> dict[UUID, Act]:
    """The acts with these ids, in two queries."""
    wanted = {pk for pk in change_ids if pk}
    told = dict(Context.objects.filter(pk__in=wanted).values_list("pk", "metadata"))
    people = {said["user"] for said in told.values() if said.get("user")}
    users = {user.pk: user for user in User.objects.filter(pk__in=people).select_related("agency")}
    return {pk: _act(said, users.get(said.get("user"))) for pk, said in told.items()}


def _act(said: dict[str, str], user: User | None) -> Act:
    return Act(
        # By name, and a key by its own.
        who=str(user) if user else said.get("username", ""),
        agency=user.agency.code if user and user.agency else "",
        action=said.get("action", ""),
        reason=said.get("reason", ""),
    )

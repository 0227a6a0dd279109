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
    contexts = dict(Context.objects.filter(pk__in=wanted).values_list("pk", "metadata"))
    people = {context["user"] for context in contexts.values() if context.get("user")}
    users = {user.pk: user for user in User.objects.filter(pk__in=people).select_related("agency")}
    return {pk: _act(context, users.get(context.get("user"))) for pk, context in contexts.items()}


def _act(context: dict[str, str], user: User | None) -> Act:
    return Act(
        # By name, and a key by its own.
        who=str(user) if user else context.get("username", ""),
        agency=user.agency.code if user and user.agency else "",
        action=context.get("action", ""),
        reason=context.get("reason", ""),
    )

from typing import Any, ClassVar

import pghistory
import pgtrigger
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies import roles
from agencies.models.agency import Agency
from agencies.models.preferences import Preferences
from agencies.roles import ENTERS_RESULTS, WORKS_FOR_AN_AGENCY, Role
from common.db.constraints import one_of


class UserManager(DjangoUserManager["User"]):
    def create_superuser(self, username: str, *args: Any, **kwargs: Any) -> "User":
        kwargs.setdefault("role", Role.ADMINISTRATOR)
        return super().create_superuser(username, *args, **kwargs)


# Who sets a password leaves an event, without the password.
PASSWORD_SET = pghistory.UpdateEvent("password", condition=pgtrigger.AnyChange("password"))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    PASSWORD_SET,
    exclude=["password", "last_login"],
)
class User(Preferences, AbstractUser):
    """An account: one role, and the agency that its person works for."""

    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.PARTNER)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="users", verbose_name=_("agency")
    )

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]
        constraints = [
            *Preferences.Meta.constraints,
            one_of("role", Role.values, name="role_is_known", message=_("There is no such role.")),
            models.CheckConstraint(
                condition=~Q(role__in=WORKS_FOR_AN_AGENCY) | Q(agency__isnull=False),
                name="role_works_for_an_agency",
                violation_error_message=_(
                    "An analyst, supervisor or partner works for an agency: choose it."
                ),
            ),
        ]

    def __str__(self) -> str:
        """The full name, or the user name; a key's account has the key's name."""
        return self.get_full_name() or self.get_username()

    def save(self, *args: Any, **kwargs: Any) -> None:
        # The role decides; Django's admin reads this column.
        self.is_staff = self.is_superuser or any(roles.actions(self.role, model) for model in roles.DUTIES)
        super().save(*args, **kwargs)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Whether the table of roles allows it. Nothing else grants permissions: there are no groups."""
        app, _dot, codename = perm.partition(".")
        action, _line, model = codename.partition("_")
        return action in self._may(f"{app}.{model}")

    def has_perms(self, perm_list: Any, obj: object = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return any(self._may(model) for model in roles.DUTIES if model.startswith(f"{app_label}."))

    def _may(self, model: str) -> roles.Actions:
        if not self.is_active:
            return roles.NOTHING
        if self.is_superuser and model in roles.DUTIES:
            return roles.ALL
        return roles.actions(self.role, model)

    def allows(self, scope: str) -> bool:
        """Whether the role has the scope. An ApiKey has the same method."""
        return self.is_active and scope in roles.scopes(self.role)

    def refusal(self, scope: str) -> str:
        """The sentence for a scope that `allows` refuses. Everybody may read, so the scope was one for writing."""
        return gettext("Your role reads, and does not write.")

    @property
    def user_id(self) -> int:
        """The id of the person; an ApiKey has None. Code that takes a Reader needs no check of its type."""
        return self.pk

    @property
    def actor(self) -> "User":
        """The account that acts for this principal: itself. An ApiKey has an account of its own."""
        return self

    @property
    def enters(self) -> bool:
        return self.role in ENTERS_RESULTS

    @property
    def verifies(self) -> bool:
        return self.role == Role.SUPERVISOR

    @property
    def administers(self) -> bool:
        return self.role == Role.ADMINISTRATOR

import pghistory
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency
from common.constraints import one_of


class Role(models.TextChoices):
    ANALYST = "analyst", _("analyst")
    SUPERVISOR = "supervisor", _("supervisor")
    ADMINISTRATOR = "administrator", _("administrator")
    PARTNER = "partner", _("partner")
    AUDITOR = "auditor", _("auditor")


WORKS_FOR_AN_AGENCY = (Role.ANALYST, Role.SUPERVISOR, Role.PARTNER)


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractUser):
    """Somebody who signs in: one role, and the agency that they work for."""

    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.PARTNER)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="users", verbose_name=_("agency")
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]
        constraints = [
            one_of("role", Role.values, name="role_is_known", message=_("There is no such role.")),
            models.CheckConstraint(
                condition=~Q(role__in=WORKS_FOR_AN_AGENCY) | Q(agency__isnull=False),
                name="role_works_for_an_agency",
                violation_error_message=_("An analyst, supervisor or partner works for an agency: choose it."),
            ),
        ]

    @property
    def user_id(self) -> int:
        """A user and a key read alike: both have an agency, and a key has no user."""
        return self.pk

    @property
    def enters(self) -> bool:
        return self.role in (Role.ANALYST, Role.SUPERVISOR)

    @property
    def verifies(self) -> bool:
        return self.role == Role.SUPERVISOR

    @property
    def administers(self) -> bool:
        return self.role == Role.ADMINISTRATOR

from typing import Any

import pghistory
import uuid_utils.compat as uuid_utils
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency
from agencies.models.user import User
from agencies.roles import Scope


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def usable(self) -> "ApiKeyQuerySet":
        """Keys that are neither revoked nor expired."""
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now()), revoked_at__isnull=True
        )

    def held_by(self, reader: Any) -> "ApiKeyQuerySet":
        """Keys for whose entries the person answers: they hold or made them.

        A key without a holder is anybody's of its agency.
        """
        person = reader.user_id
        if person is None:
            return self.none()
        unheld = Q(holder__isnull=True, agency=reader.agency_id)
        return self.filter(Q(holder=person) | Q(created_by=person) | unheld).order_by()


@pghistory.track(exclude=["key_hash", "last_used_at"])
class ApiKey(models.Model):
    """A partner system's key. Only its SHA-256 is stored; the text is shown once, when the key is made."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    name = models.CharField(_("name"), max_length=80)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="keys", verbose_name=_("agency"))
    account = models.OneToOneField(
        User,
        models.PROTECT,
        related_name="key",
        verbose_name=_("account"),
        help_text=_("Nobody signs in with it: records say by it which key entered them."),
    )
    prefix = models.CharField(_("begins with"), max_length=12)
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(models.CharField(max_length=16, choices=Scope), verbose_name=_("scopes"))
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    # Keys that were made before there were holders have none until an administrator names one.
    holder = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="keys_held",
        verbose_name=_("holder"),
        help_text=_("Who of the agency answers for it: an author of all that is entered with the key."),
    )
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    calls_per_minute = models.PositiveIntegerField(
        _("requests a minute"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: as many as the service allows every key."),
    )

    objects = ApiKeyQuerySet.as_manager()

    # A key reads as its agency does, and has the attributes of a user that requests need; it is no named person.
    user_id = None
    role = "key"
    is_authenticated = True
    is_anonymous = False
    is_active = True
    is_superuser = False
    enters = True
    verifies = False
    administers = False

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__len__gt=0),
                name="key_has_a_scope",
                violation_error_message=_("A key needs at least one scope."),
            ),
            models.CheckConstraint(
                condition=Q(calls_per_minute__isnull=True) | Q(calls_per_minute__gt=0),
                name="key_may_call",
                violation_error_code="field:calls_per_minute",
                violation_error_message=_(
                    "At least one request a minute: a key that may make none is revoked."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_usable(self) -> bool:
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > timezone.now())

    @property
    def actor(self) -> User:
        """The account that acts for this principal, to pass to services."""
        return self.account

    def allows(self, scope: str) -> bool:
        return scope in self.scopes

    def refusal(self, scope: str) -> str:
        """The sentence for a scope that `allows` refuses."""
        return gettext("This key does not have the scope %(scope)s.") % {"scope": scope}

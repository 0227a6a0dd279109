from django.db import models
from django.utils.translation import gettext_lazy as _

from common.db.constraints import one_of


class Access(models.TextChoices):
    PASSWORD = "password", _("password")
    KEY = "key", _("key")


class RefusedAccess(models.Model):
    """Refused passwords and keys, counted by the minute: many refusals do not become as many rows."""

    minute = models.DateTimeField(_("minute"))
    kind = models.CharField(_("kind"), max_length=8, choices=Access)
    # No reference: it stays when the account is deleted, and is what was tried, not who it was.
    who = models.CharField(
        _("account or key"),
        max_length=150,
        blank=True,
        help_text=_("Empty where there is none by that name."),
    )
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)
    number = models.PositiveIntegerField(_("times at least"))
    limited = models.BooleanField(_("told to wait"))
    last_at = models.DateTimeField(_("last at"))

    class Meta:
        verbose_name = _("refused access")
        verbose_name_plural = _("refused access")
        ordering = ["-minute", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["minute", "kind", "who", "address"],
                name="refusals_are_counted_by_the_minute",
                nulls_distinct=False,
            ),
            one_of(
                "kind", Access.values, name="kind_of_access_is_known", message=_("There is no such kind.")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.who}".strip()

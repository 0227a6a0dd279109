from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency


class SavedMappingQuerySet(models.QuerySet["SavedMapping"]):
    def of(self, agency: Agency | None) -> "SavedMappingQuerySet":
        return self.filter(agency=agency) if agency else self.none()

    def newest(self, agency: Agency | None, name: str) -> "SavedMapping | None":
        return self.of(agency).filter(name=name).order_by("-version").first()


@pghistory.track()
class SavedMapping(models.Model):
    """A mapping by its name, shared in an agency.

    Each change is a new version: imports refer to the one that they used.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("agency"))
    name = models.CharField(_("name"), max_length=80)
    version = models.PositiveIntegerField(_("version"), default=1)
    content: "models.JSONField[Any, Any]" = models.JSONField(_("mapping"))
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )

    objects = SavedMappingQuerySet.as_manager()

    class Meta:
        verbose_name = _("mapping")
        verbose_name_plural = _("mappings")
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name", "version"],
                name="one_mapping_a_version",
                violation_error_message=_("Somebody saved a mapping of that name at the same moment."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

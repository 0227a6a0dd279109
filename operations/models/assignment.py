"""Who is to review a record, and when a reviewer looked at the queue."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class Assignment(models.Model):
    """The reviewer whom a submitted record waits for. `record` is the id of a seizure or an outcome.

    It stays when the record is returned, so that a corrected record comes back to whoever returned it.
    """

    record = models.UUIDField(_("record"), primary_key=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("assigned to")
    )
    assigned_at = models.DateTimeField(_("assigned at"), auto_now=True)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("assigned by")
    )

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["-assigned_at", "record"]

    def __str__(self) -> str:
        return str(self.reviewer)


class QueueVisit(models.Model):
    """When a person last opened the queue of review, and when the visit before that one ended."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("person")
    )
    latest_at = models.DateTimeField(_("latest visit"))
    before_at = models.DateTimeField(_("visit before"), null=True)

    class Meta:
        verbose_name = _("visit of the queue")
        verbose_name_plural = _("visits of the queue")

    def __str__(self) -> str:
        return f"{self.person} {self.latest_at}"

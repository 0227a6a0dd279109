from typing import Any

import pghistory
import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agencies.models import Agency, Scope
from operations.sharing import Reader


class ImportState(models.TextChoices):
    UNMAPPED = "unmapped", pgettext_lazy("file", "without a mapping")
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    CHECKED = "checked", pgettext_lazy("file", "checked, nothing recorded")
    REFUSED = "refused", pgettext_lazy("file", "refused")
    DONE = "done", pgettext_lazy("file", "recorded")
    UNDONE = "undone", _("undone")
    STOPPED = "stopped", pgettext_lazy("file", "cancelled, nothing recorded")


class FileImportQuerySet(models.QuerySet["FileImport"]):
    def visible_to(self, reader: Reader) -> "FileImportQuerySet":
        """Imports of the reader's own agency, for those who enter its results: reports repeat what stands in a file."""
        inside = reader.agency_id is not None and reader.allows(Scope.WRITE_RECORDS)
        return self.filter(owner=reader.agency_id) if inside else self.none()


@pghistory.track(exclude=["report", "stored"])
class FileImport(models.Model):
    """A file that was imported by a mapping, whole or not at all, and the result."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    owner = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    mapping_name = models.CharField(_("mapping"), max_length=80, blank=True)
    mapping: "models.JSONField[Any, Any]" = models.JSONField(_("mapping"))
    state = models.CharField(_("state"), max_length=8, choices=ImportState, default=ImportState.WAITING)
    counts: "models.JSONField[Any, Any]" = models.JSONField(_("counts"), default=dict)
    # The totals that it adds, or would add.
    totals: "models.JSONField[Any, Any]" = models.JSONField(_("totals"), default=list)
    # Sums of the file's own numbers in its own units, and the totals that it prints, as a person typed them.
    stated: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    printed: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    # What was asked for, beside reading it: partial, submit, dry_run.
    wanted: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    # The file itself, where a job reads it.
    stored = models.FileField(upload_to="imports/", blank=True, max_length=200)
    # The sentence for whoever sent a file that cannot be read.
    refusal = models.CharField(_("refusal"), max_length=1000, blank=True)
    # Lines with what was found in them, as CSV, packed by gzip.
    report = models.BinaryField(_("report"), default=bytes)
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = FileImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["owner", "-created_at", "-id"], name="import_newest_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[ImportState.UNMAPPED, ImportState.WAITING, ImportState.RUNNING])
                ^ Q(ended_at__isnull=False),
                name="import_ended_or_goes_on",
                violation_error_message=_("An import that has ended says when."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("import", args=[self.pk])

    @property
    def tally(self) -> dict[str, int | None]:
        """The numbers of rows and records, once the file was read."""
        return {"rows": None, "records": None, **self.counts}

    @property
    def is_pending(self) -> bool:
        return self.state in (ImportState.WAITING, ImportState.RUNNING)

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from imports.models.file_import import FileImport

# Bytes of a key, of the 1024 that S3 takes: names of results are longer.
LONGEST_KEY = 900


class Arrival(models.Model):
    """A file that was put into a watched bucket, as one worker took it. A key that is put again is another arrival."""

    bucket = models.CharField(max_length=255)
    key = models.CharField(max_length=1024)
    etag = models.CharField(max_length=200)
    put_at = models.DateTimeField()
    # What reads it; a file that is not read has a refusal instead.
    file_import = models.ForeignKey(
        FileImport, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("import")
    )
    refusal = models.CharField(_("refusal"), max_length=1000, blank=True)
    # When it was moved out of the way, with its result beside it.
    moved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("file of a bucket")
        verbose_name_plural = _("files of a bucket")
        constraints = [
            # The claim of a worker: another one that is as quick is refused.
            models.UniqueConstraint(fields=["bucket", "key", "etag", "put_at"], name="arrival_is_taken_once"),
            models.CheckConstraint(
                condition=Q(file_import__isnull=False) ^ ~Q(refusal=""),
                name="arrival_is_read_or_refused",
                violation_error_message=_("A file is read, or refused with a sentence."),
            ),
        ]
        indexes = [
            models.Index(fields=["bucket"], condition=Q(moved_at__isnull=True), name="arrival_not_moved"),
        ]

    def __str__(self) -> str:
        return self.key

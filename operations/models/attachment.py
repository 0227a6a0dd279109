"""Files of a record, an operation or a source, such as photographs and documents."""

from typing import Any

import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.db.constraints import one_of
from common.uploads.receiving import attachment_storage
from operations.models.operation import Operation
from operations.models.participation import Participation
from operations.sharing import Allowed, Marking, Reader, marking_allows, stricter


class AttachmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, reader: Reader) -> "AttachmentQuerySet":
        """Files that their own marking allows, of records that the reader may see."""
        return self.filter(Allowed(self.model, reader))

    def allowed_to(self, reader: Reader) -> "AttachmentQuerySet":
        """The condition behind `visible_to`."""
        of, above = self.model.of, self.model._meta.get_field(self.model.of).related_model
        visible = above._default_manager.allowed_to(reader).values("pk")
        joined = Participation.objects.of(reader).values("operation")
        named = above.readers.through.objects.filter(user=reader.user_id).values(above._meta.model_name)
        # In statements of their own: a condition brings no tables with it.
        within = (
            joined if above is Operation else above._default_manager.filter(operation__in=joined).values("pk")
        )
        files = self.model._default_manager.filter(**{f"{of}__in": named}).values("pk")
        return self.filter(
            marking_allows(reader, operations=within, field=of, named=files),
            **{f"{of}__in": visible},
        )


class Attachment(models.Model):
    """A file as it is stored: of a kind that its content shows, and a picture without metadata."""

    # The field that leads to what it belongs to.
    of: str

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    owner = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", verbose_name=_("recording agency"), editable=False
    )
    name = models.CharField(_("file"), max_length=140)
    description = models.CharField(
        _("description"), max_length=300, blank=True, help_text=_("What it shows. No names of persons.")
    )
    marking = models.CharField(
        _("marking"),
        max_length=16,
        choices=Marking,
        help_text=_("As strict as that of the record, or stricter."),
    )
    media_type = models.CharField(_("kind of file"), max_length=100, editable=False)
    size = models.PositiveIntegerField(_("size"), editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    stored = models.FileField(upload_to="attachments/%Y/%m/", storage=attachment_storage, max_length=200)
    added_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("added by"),
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["added_at", "id"]
        constraints = [
            one_of(
                "marking",
                Marking.values,
                name="%(class)s_marking_is_known",
                message=_("The marking is one of the five of TLP 2.0."),
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0),
                name="%(class)s_is_not_empty",
                violation_error_message=_("The file is empty."),
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex="^[0-9a-f]{64}$"),
                name="%(class)s_has_a_digest",
                violation_error_message=_("A file has the SHA-256 of its content."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def marked(self) -> str:
        """Its marking, or that of what it belongs to where that has become stricter since."""
        return stricter(self.marking, getattr(self, self.of).marking)


def file_contents(attachments: "models.QuerySet[Any]") -> list[tuple[Any, ...]]:
    """What people see of the files of a record, to compare two versions of it."""
    return sorted(attachments.values_list("sha256", "name", "description", "marking"))

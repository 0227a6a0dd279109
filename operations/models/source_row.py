"""What a record rests on: its sources, each with the page and an excerpt."""

from typing import Any

import uuid_utils.compat as uuid_utils
from django.db import models
from django.utils.translation import gettext_lazy as _

from operations.models.source import Source
from operations.sharing import Reader


class SourceRowQuerySet(models.QuerySet[Any]):
    def visible_to(self, reader: Reader) -> "SourceRowQuerySet":
        """Rows without those of sources that the reader may not see: an excerpt is as sensitive as its source."""
        return self.filter(source__in=Source.objects.visible_to(reader).values("pk"))


class SourceRow(models.Model):
    """One source of a record. The record's own `source` is the first of them, and may have a row, too."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))
    page = models.CharField(
        _("where in it"),
        max_length=60,
        blank=True,
        help_text=_("A page, a paragraph, a sheet, such as p. 14."),
    )
    excerpt = models.TextField(
        _("excerpt"),
        max_length=2000,
        blank=True,
        help_text=_("What the record rests on, as the source words it. No names of persons."),
    )

    objects = SourceRowQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.source}, {self.page}" if self.page else str(self.source)


def stated_once(of: str) -> models.UniqueConstraint:
    """Each source once a record; `of` is the field that leads to the record."""
    return models.UniqueConstraint(
        fields=[of, "source"],
        name=f"{of}_has_a_source_once",
        violation_error_message=_("That source is in the list already. Put both places into its row."),
    )

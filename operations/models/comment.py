from typing import TYPE_CHECKING

import pghistory
import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class Comment(models.Model):
    """A remark on a record, or on one field of it. `record` is the id of a seizure or an outcome."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    record = models.UUIDField(_("record"), db_index=True)
    field = models.CharField(_("field"), max_length=60, blank=True)
    text = models.TextField(_("comment"), max_length=2000)
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )

    if TYPE_CHECKING:
        # The label of the field, which the page of the record sets.
        about: str

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return self.text[:60]

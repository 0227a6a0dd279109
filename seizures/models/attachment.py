import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from operations.models.attachment import Attachment
from seizures.models.seizure import Seizure


@pghistory.track(exclude=["stored"])
class SeizureAttachment(Attachment):
    """A file of a seizure."""

    of = "seizure"
    seizure = models.ForeignKey(
        Seizure, models.CASCADE, related_name="attachments", verbose_name=_("seizure")
    )

    class Meta(Attachment.Meta):
        abstract = False
        verbose_name = _("attachment of a seizure")
        verbose_name_plural = _("attachments of seizures")

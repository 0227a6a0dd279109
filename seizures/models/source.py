import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from operations.models.source_row import SourceRow, stated_once
from seizures.models.seizure import Seizure


@pghistory.track()
class SeizureSource(SourceRow):
    """A source of a seizure."""

    seizure = models.ForeignKey(Seizure, models.CASCADE, related_name="sources", verbose_name=_("seizure"))

    class Meta(SourceRow.Meta):
        abstract = False
        verbose_name = _("source of a seizure")
        verbose_name_plural = _("sources of seizures")
        constraints = [stated_once("seizure")]

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from operations.models.outcome import Outcome
from operations.models.source_row import SourceRow, stated_once


@pghistory.track()
class OutcomeSource(SourceRow):
    """A source of an outcome."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="sources", verbose_name=_("outcome"))

    class Meta(SourceRow.Meta):
        abstract = False
        verbose_name = _("source of an outcome")
        verbose_name_plural = _("sources of outcomes")
        constraints = [stated_once("outcome")]

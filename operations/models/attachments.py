import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from operations.models.attachment import Attachment
from operations.models.operation import Operation
from operations.models.outcome import Outcome
from operations.models.source import Source


@pghistory.track(exclude=["stored"])
class OutcomeAttachment(Attachment):
    """A file of an outcome."""

    of = "outcome"
    outcome = models.ForeignKey(
        Outcome, models.CASCADE, related_name="attachments", verbose_name=_("outcome")
    )

    class Meta(Attachment.Meta):
        abstract = False
        verbose_name = _("attachment of an outcome")
        verbose_name_plural = _("attachments of outcomes")


@pghistory.track(exclude=["stored"])
class OperationAttachment(Attachment):
    """A file of an operation."""

    of = "operation"
    operation = models.ForeignKey(
        Operation, models.PROTECT, related_name="attachments", verbose_name=_("operation")
    )

    class Meta(Attachment.Meta):
        abstract = False
        verbose_name = _("attachment of an operation")
        verbose_name_plural = _("attachments of operations")


@pghistory.track(exclude=["stored"])
class SourceAttachment(Attachment):
    """A file of a source: the document itself."""

    of = "source"
    source = models.ForeignKey(Source, models.PROTECT, related_name="attachments", verbose_name=_("source"))

    class Meta(Attachment.Meta):
        abstract = False
        verbose_name = _("attachment of a source")
        verbose_name_plural = _("attachments of sources")

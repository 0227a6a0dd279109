from typing import Any

import pghistory
import uuid_utils.compat as uuid_utils
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.db.changed import Stamped
from common.db.identifiers import IdentifierField, one_line
from measures.models.dated import Dated
from operations.models.marking import Marked
from operations.models.operation import Operation
from operations.models.participation import Participation
from operations.sharing import OPEN, Allowed, Marking, Reader, marking_allows


class SourceQuerySet(models.QuerySet["Source"]):
    def visible_to(self, reader: Reader) -> "SourceQuerySet":
        """Sources that the marking allows, in operations that the reader may see."""
        return self.filter(Allowed(Source, reader))

    def allowed_to(self, reader: Reader) -> "SourceQuerySet":
        """The condition behind `visible_to`."""
        visible = Operation.objects.allowed_to(reader).values("pk")
        joined = Participation.objects.of(reader).values("operation")
        named = Source.readers.through.objects.filter(user=reader.user_id).values("source")
        recorded = Operation.objects.recorded_by(reader).values("pk")
        # A source may be nobody's, and so may its reader be.
        own = Q(owner=reader.agency_id, owner__isnull=False)
        return self.filter(
            marking_allows(reader, operations=joined, field="operation", named=named)
            | Q(marking=Marking.AMBER, operation__in=recorded),
            # The agency that recorded it still sees it after it has left the operation.
            Q(operation__isnull=True) | Q(operation__in=visible) | own,
        )


@pghistory.track(exclude=["changed_at"])
class Source(Stamped, Marked, Dated):
    """A document or message that states results. Graded by the Admiralty scale: source A to F, information 1 to 6.

    It has a marking of its own: a reader of the record sees its source only if that allows it, too.
    """

    class Reliability(models.TextChoices):
        A = "A", _("A: completely reliable")
        B = "B", _("B: usually reliable")
        C = "C", _("C: fairly reliable")
        D = "D", _("D: not usually reliable")
        E = "E", _("E: unreliable")
        F = "F", _("F: cannot be judged")

    class Credibility(models.TextChoices):
        CONFIRMED = "1", _("1: confirmed by other sources")
        PROBABLE = "2", _("2: probably true")
        POSSIBLE = "3", _("3: possibly true")
        DOUBTFUL = "4", _("4: doubtful")
        IMPROBABLE = "5", _("5: improbable")
        UNKNOWN = "6", _("6: cannot be judged")

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    code = IdentifierField(_("code"), max_length=40, unique=True)
    publisher = models.CharField(_("publisher"), max_length=160)
    title = models.CharField(_("title"), max_length=200)
    reliability = models.CharField(_("reliability"), max_length=1, choices=Reliability, default=Reliability.F)
    credibility = models.CharField(
        _("credibility"), max_length=1, choices=Credibility, default=Credibility.UNKNOWN
    )
    location = models.CharField(
        _("where it is kept"), max_length=300, blank=True, help_text=_("A file number, an address, a shelf.")
    )
    # Strict by default: a title or a shelf may name whom nobody outside should know.
    marking = models.CharField(_("marking"), max_length=16, choices=Marking, default=Marking.AMBER)
    owner = models.ForeignKey(  # type: ignore[assignment]  # unlike a record, a source may have none
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sources",
        verbose_name=_("recording agency"),
    )
    operation = models.ForeignKey(
        Operation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sources",
        verbose_name=_("operation"),
        help_text=_("Who takes part in it reads the source while that is TLP:AMBER."),
    )
    created_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta(Marked.Meta, Dated.Meta):
        abstract = False
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["-created_at", "-id"]
        constraints = [
            *Marked.Meta.constraints,
            *Dated.Meta.constraints,
            one_line("code", name="source_code_is_one_line"),
            models.CheckConstraint(
                condition=Q(marking__in=[*OPEN, Marking.RED]) | Q(owner__isnull=False),
                name="source_for_an_agency_has_one",
                violation_error_code="field:marking",
                violation_error_message=_("A source that not everybody may read belongs to an agency."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"


def sources_for(reader: Reader) -> "models.Prefetch[str, SourceQuerySet, Any]":
    """A prefetch of `source` for rows that have one: a source that the reader may not see becomes None."""
    return models.Prefetch("source", Source.objects.visible_to(reader))

import pghistory
import uuid_utils.compat as uuid_utils
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.db.identifiers import IdentifierField, one_line
from measures.models.dated import Dated


@pghistory.track()
class Source(Dated):
    """Where a result is stated. Graded by the Admiralty scale: source A to F, information 1 to 6."""

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
    created_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta(Dated.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["-created_at", "-id"]
        constraints = [*Dated.Meta.constraints, one_line("code", name="source_code_is_one_line")]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"

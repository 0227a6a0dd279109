import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Country
from operations.sharing import Reader


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def steering(self) -> "ParticipationQuerySet":
        """Participants that lead or coordinate, and so may change the operation."""
        return self.filter(role__in=[Participation.Role.LEAD, Participation.Role.COORDINATOR])

    def recording(self) -> "ParticipationQuerySet":
        """Participants that may record results in the operation: all but observers."""
        return self.exclude(role=Participation.Role.OBSERVER)

    def reporting(self) -> "ParticipationQuerySet":
        """Participations of agencies that are expected to report results."""
        return self.recording().filter(agency__isnull=False, excused=False)

    def of(self, reader: Reader) -> "ParticipationQuerySet":
        """Participations of the reader's agency in any role."""
        return self.none() if reader.agency_id is None else self.filter(agency=reader.agency_id)


@pghistory.track()
class Participation(models.Model):
    """A participant of an operation: an agency, a country with unnamed agencies, or a body named in the note alone."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("coordinator")
        LEAD = "lead", _("lead agency")
        PARTICIPANT = "participant", _("participating agency")
        HOST = "host", _("host")
        OBSERVER = "observer", _("observer")

    operation = models.ForeignKey(
        "operations.Operation", models.CASCADE, related_name="participations", verbose_name=_("operation")
    )
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("agency"),
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("country"),
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.PARTICIPANT)
    joint_lead = models.BooleanField(
        _("leads jointly"),
        default=False,
        help_text=_("Set for every lead agency where several share the lead."),
    )
    excused = models.BooleanField(
        _("is not expected to report"),
        default=False,
        db_default=False,
        help_text=_("Observers never are; all others are, where the operation's plan expects reports."),
    )
    function = models.CharField(_("function"), max_length=160, blank=True)
    area = models.CharField(_("operational area"), max_length=160, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["operation", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=False) | Q(country__isnull=False) | ~Q(note=""),
                name="participation_says_who",
                violation_error_message=_(
                    "Choose the agency, or the country if its agencies are not named;"
                    " where neither is known, say in the note who it was."
                ),
            ),
            models.UniqueConstraint(
                fields=["operation"],
                condition=Q(role="lead", joint_lead=False),
                name="one_lead_agency",
                violation_error_code="field:role",
                violation_error_message=_(
                    "The operation has a lead agency already; mark both as leading jointly."
                ),
            ),
            models.UniqueConstraint(
                fields=["operation", "agency", "role"],
                name="agency_takes_a_role_once",
                violation_error_code="field:agency",
                violation_error_message=_("That agency has that role in the operation already."),
            ),
            models.UniqueConstraint(
                fields=["operation", "country", "note", "role"],
                condition=Q(agency__isnull=True),
                nulls_distinct=False,
                name="participant_takes_a_role_once",
                violation_error_message=_("That participant has that role in the operation already."),
            ),
            models.CheckConstraint(
                condition=Q(joint_lead=False) | Q(role="lead"),
                name="only_a_lead_leads_jointly",
                violation_error_code="field:joint_lead",
                violation_error_message=_("Only a lead agency can lead jointly."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency or self.country or self.note} ({self.get_role_display()})"

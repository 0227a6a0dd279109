import pghistory
import uuid_utils.compat as uuid_utils
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.db.changed import Stamped
from common.db.constraints import in_order
from common.db.folding import HasWords, words
from measures.partial_date import PartialDate, Precision
from operations.models.choices import Concealment, Conveyance, Threat
from operations.models.marking import Marked
from operations.models.participation import Participation
from operations.models.triggers import PHASES_HAVE_NO_PHASES
from operations.sharing import Allowed, Reader, marking_allows

# What an operation is searched by.
NAMED = ("code", "name", "expansion")


class OperationQuerySet(models.QuerySet["Operation"]):
    def search(self, text: str) -> "OperationQuerySet":
        """Operations that have each word of the text as a part of one of their words."""
        return self.filter(HasWords(*NAMED, sought=text))

    def visible_to(self, reader: Reader) -> "OperationQuerySet":
        return self.filter(Allowed(Operation, reader))

    def allowed_to(self, reader: Reader) -> "OperationQuerySet":
        """The condition behind `visible_to`."""
        return self.filter(
            marking_allows(
                reader,
                operations=Participation.objects.of(reader).values("operation"),
                field="pk",
                named=Operation.readers.through.objects.filter(user=reader.user_id).values("operation"),
            )
        )

    def joined_by(self, reader: Reader) -> "OperationQuerySet":
        """Operations in which the reader's agency takes part in any role, or that it recorded."""
        if reader.agency_id is None:
            return self.none()
        named = Participation.objects.of(reader).values("operation")
        return self.filter(Q(owner=reader.agency_id) | Q(pk__in=named))

    def recorded_by(self, reader: Reader) -> "OperationQuerySet":
        return self.none() if reader.agency_id is None else self.filter(owner=reader.agency_id)

    def steered_by(self, reader: Reader) -> "OperationQuerySet":
        """Operations that the reader's agency leads, coordinates or recorded."""
        if reader.agency_id is None:
            return self.none()
        steering = Participation.objects.steering().filter(agency=reader.agency_id)
        return self.filter(Q(owner=reader.agency_id) | Q(pk__in=steering.values("operation")))

    def recordable_by(self, reader: Reader) -> "OperationQuerySet":
        """Operations in which the reader's agency takes part other than as an observer, or that it recorded."""
        if reader.agency_id is None:
            return self.none()
        recording = Participation.objects.recording().filter(agency=reader.agency_id)
        return self.filter(Q(owner=reader.agency_id) | Q(pk__in=recording.values("operation")))

    def within(self, code: str) -> "OperationQuerySet":
        """The operation of that code and its phases, whose results count for it."""
        return self.filter(Q(code=code) | Q(parent__code=code))


@pghistory.track(exclude=["changed_at"])
class Operation(Stamped, Marked):
    """What agencies did together, under a name. `starts_on` and `ends_on` are its first and last possible day."""

    class Kind(models.TextChoices):
        ENFORCEMENT = "enforcement", _("enforcement operation")
        INVESTIGATION = "investigation", _("joint investigation")
        TASK_FORCE = "task_force", _("task force")
        PROGRAMME = "programme", _("programme")
        TRAINING = "training", _("training or exposition")

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(r"^[A-Z0-9]+(-[A-Z0-9]+)*$", _("Capital letters and digits, joined by hyphens."))
        ],
    )
    name = models.CharField(_("name"), max_length=160)
    expansion = models.CharField(_("what the name stands for"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="phases", verbose_name=_("umbrella")
    )
    proposed_parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="proposed_phases",
        verbose_name=_("umbrella asked for"),
        help_text=_("It becomes the umbrella once one of its lead or coordinating agencies accepts."),
    )
    threats = ArrayField(
        models.CharField(max_length=24, choices=Threat), default=list, blank=True, verbose_name=_("threats")
    )
    scope = models.CharField(_("scope"), max_length=200, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    starts_precision = models.CharField(max_length=8, choices=Precision, default=Precision.UNKNOWN)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    ends_precision = models.CharField(max_length=8, choices=Precision, default=Precision.UNKNOWN)
    duration_days = models.PositiveSmallIntegerField(_("length in days"), null=True, blank=True)
    conveyances = ArrayField(
        models.CharField(max_length=20, choices=Conveyance),
        default=list,
        blank=True,
        verbose_name=_("conveyances met"),
    )
    concealments = ArrayField(
        models.CharField(max_length=20, choices=Concealment),
        default=list,
        blank=True,
        verbose_name=_("concealments met"),
    )
    objectives = models.TextField(_("objectives"), blank=True)
    legal_bases = models.TextField(_("legal bases"), blank=True)
    findings = models.TextField(_("findings"), blank=True)
    legal_instruments = models.ManyToManyField(
        "operations.LegalInstrument",
        blank=True,
        related_name="operations",
        verbose_name=_("legal instruments"),
    )
    created_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OperationQuerySet.as_manager()

    class Meta(Marked.Meta):
        verbose_name = _("operation")
        verbose_name_plural = _("operations")
        ordering = ["-created_at", "-id"]
        indexes = [words(*NAMED, name="operation_by_words")]
        constraints = [
            *Marked.Meta.constraints,
            in_order(
                "starts_on",
                "ends_on",
                name="operation_ends_after_it_began",
                message=_("The operation ends before it starts."),
                field="ends",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="operation_is_not_its_own_umbrella",
                violation_error_code="field:parent",
                violation_error_message=_("An operation cannot be its own umbrella."),
            ),
        ]
        triggers = [PHASES_HAVE_NO_PHASES]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("operation", args=[self.code])

    @property
    def starts(self) -> PartialDate:
        if self.starts_on is None:
            return PartialDate()
        return PartialDate.starting(self.starts_on, self.starts_precision)

    @starts.setter
    def starts(self, date: PartialDate) -> None:
        self.starts_on, self.starts_precision = date.first, date.precision

    @property
    def ends(self) -> PartialDate:
        return PartialDate(self.ends_on, self.ends_on, self.ends_precision)

    @ends.setter
    def ends(self, date: PartialDate) -> None:
        self.ends_on, self.ends_precision = date.last, date.precision

    def clean(self) -> None:
        for name in ("starts", "ends"):
            if getattr(self, f"{name}_precision") == Precision.RANGE:
                raise ValidationError({name: _("Give one day, month, quarter or year.")})

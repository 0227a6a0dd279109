import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from measures.models.unit import CANONICAL, Dimension, Unit
from measures.nouns import UNITS


class MeasureQuerySet(models.QuerySet["Measure"]):
    def within(self, code: str) -> "MeasureQuerySet":
        """The measure of that code and all below it."""
        return self.filter(Q(code=code) | Q(code__startswith=f"{code}."))

    def of_seizures(self) -> "MeasureQuerySet":
        return self.filter(kind=Measure.Kind.SEIZURE)

    def of_outcomes(self) -> "MeasureQuerySet":
        return self.filter(kind=Measure.Kind.OUTCOME)


@pghistory.track()
class Measure(models.Model):
    """A kind of thing that is counted. The codes form a tree: `NARC.COCAINE.CRACK` is below `NARC.COCAINE`."""

    class Kind(models.TextChoices):
        SEIZURE = "seizure", _("seized goods")
        OUTCOME = "outcome", _("outcomes")
        # How many events seizures are of: counted by the database, and asked for by name (measure=SEIZURES).
        EVENTS = "events", _("seizures themselves, counted")
        # What sources state and no record adds up, such as a change in percent.
        STATED = "stated", _("statements of sources only")

    class Operator(models.TextChoices):
        SUM = "sum", _("the sum")
        # Countries that take part in two operations may be the same: all together are at least the most of any.
        MAX = "max", _("at least the largest")
        LATEST = "latest", _("the latest")
        NONE = "none", _("nothing: each stands by itself")

    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )
    kind = models.CharField(_("recorded as"), max_length=8, choices=Kind)
    dimension = models.CharField(_("dimension"), max_length=8, choices=Dimension)
    accepted = ArrayField(
        models.CharField(max_length=8, choices=Dimension),
        verbose_name=_("accepted dimensions"),
        help_text=_("Dimensions in which it may be reported; totals never mix them."),
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("canonical unit")
    )
    counted_in = models.CharField(_("counted in"), max_length=40, blank=True)
    operator = models.CharField(
        _("combined by"),
        max_length=8,
        choices=Operator,
        default=Operator.SUM,
        help_text=_(
            "How records of it become one figure. What is not added up does not add into what is above it."
        ),
    )
    rolls_up = models.BooleanField(
        _("rolls up"),
        default=True,
        help_text=_("Whether what is below adds into it: arrests and convictions are never added."),
    )
    needs_text = models.BooleanField(_("needs a description"), default=False)
    nibrs_code = models.CharField(_("NIBRS code"), max_length=4, blank=True)
    unodc_name = models.CharField(_("UNODC name"), max_length=80, blank=True)
    hs_code = models.CharField(_("HS code"), max_length=12, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["position", "code"]
        indexes = [
            models.Index(fields=["code"], opclasses=["varchar_pattern_ops"], name="measure_below"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    accepted__contains=Func(
                        F("dimension"), function="ARRAY", template="ARRAY[%(expressions)s]::varchar[]"
                    )
                ),
                name="measure_accepts_its_own_dimension",
                violation_error_message=_("The accepted dimensions include the measure's own."),
            ),
            models.CheckConstraint(
                condition=Q(accepted__contained_by=Dimension.values),
                name="measure_dimensions_are_known",
                violation_error_message=_("There is no such dimension."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) ^ Q(code__contains="."),
                name="measure_below_another_has_a_parent",
                violation_error_message=_(
                    "A code with a dot stands below a parent, and one without has none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(operator="sum") | ~Q(kind="seizure"),
                name="goods_are_added_up",
                violation_error_code="field:operator",
                violation_error_message=_(
                    "What is seized is added up: only results may be combined otherwise."
                ),
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind="events"),
                name="one_measure_counts_seizures",
                violation_error_message=_("Only one measure counts seizures themselves."),
            ),
            models.CheckConstraint(
                condition=Q(dimension=Dimension.MONEY) ^ Q(unit__isnull=False),
                name="measure_has_a_unit_unless_money",
                violation_error_message=_("A measure of money has no unit of its own; any other needs one."),
            ),
        ]

    def __str__(self) -> str:
        return gettext(self.name)

    @property
    def counts(self) -> str:
        """The noun of a count, in the plural: "weapons"; "units" for other goods.

        For an outcome it is the measure's name.
        """
        return self.counted_in or (UNITS if self.kind == self.Kind.SEIZURE else "")

    @property
    def may_be_by_worth(self) -> bool:
        """Whether it may be stated by its value alone, without a quantity."""
        return self.dimension != Dimension.MONEY and Dimension.MONEY in self.accepted

    @property
    def count_unit(self) -> str:
        """The unit of a count of it, such as persons or rounds; pieces for what is weighed or valued."""
        counted = self.unit if self.dimension == Dimension.COUNT else None
        return counted.code if counted else CANONICAL[Dimension.COUNT]

    def clean(self) -> None:
        above = self.code.rpartition(".")[0]
        if above != (self.parent.code if self.parent else ""):
            raise ValidationError(
                {"code": _("The code is the parent's, a dot, and one word more: NARC.COCAINE is below NARC.")}
            )

    @property
    def top(self) -> str:
        """The code of the measure's tree, such as `NARC`."""
        return self.code.split(".", 1)[0]

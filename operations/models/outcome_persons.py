"""Persons of an outcome, broken down as far as the source does it: counts by sex, age and nationality, never names."""

from typing import Any

import pghistory
import pgtrigger
import uuid_utils.compat as uuid_utils
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Country
from common.db.constraints import one_of
from operations.models.choices import AgeGroup, Sex
from operations.models.outcome import Outcome
from operations.models.triggers import persons_within_the_whole


@pghistory.track()
class OutcomePersons(models.Model):
    """So many of an outcome's persons with one sex, age group and nationality, each as far as it is stated.

    Three women are one row, two girls of Colombia another. By sex, by age and by nationality the rows that state it
    add up to the whole at most; the rest is not stated.
    """

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="persons", verbose_name=_("outcome"))
    number = models.PositiveIntegerField(_("number of persons"), validators=[MinValueValidator(1)])
    sex = models.CharField(_("sex"), max_length=8, choices=Sex, blank=True)
    age = models.CharField(_("age group"), max_length=8, choices=AgeGroup, blank=True)
    nationality = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("nationality"),
    )

    # What a row is told apart by.
    KEY = ("sex", "age", "nationality")

    class Meta:
        ordering = ["id"]
        verbose_name = _("persons of an outcome")
        verbose_name_plural = _("persons of outcomes")
        constraints = [
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="persons_are_one_at_least",
                violation_error_code="field:number",
                violation_error_message=_("How many persons: one at least."),
            ),
            one_of(
                "sex", ["", *Sex.values], name="sex_of_persons_is_known", message=_("There is no such sex.")
            ),
            one_of(
                "age",
                ["", *AgeGroup.values],
                name="age_of_persons_is_known",
                message=_("There is no such age group."),
            ),
            models.CheckConstraint(
                condition=~Q(sex="") | ~Q(age="") | Q(nationality__isnull=False),
                name="persons_are_broken_down",
                violation_error_code="field:sex",
                violation_error_message=_(
                    "Say of these persons their sex, their age group or their nationality."
                ),
            ),
            models.UniqueConstraint(
                fields=["outcome", "sex", "age", "nationality"],
                nulls_distinct=False,
                name="persons_are_listed_once",
                violation_error_message=_(
                    "The same persons are in the list already: put the numbers into one row."
                ),
            ),
        ]
        triggers = [
            persons_within_the_whole(
                "NEW.outcome_id",
                operation=pgtrigger.Insert | pgtrigger.Update,
                name="persons_within_the_whole",
            )
        ]

    def __str__(self) -> str:
        return persons_words(self)

    @property
    def key(self) -> tuple[Any, ...]:
        return (self.sex, self.age, self.nationality_id)


def persons_words(row: Any) -> str:
    """The sex, age group and nationality of a row, or of a version of it, as far as they are stated."""
    words = (row.get_sex_display(), row.get_age_display(), row.nationality)
    return ", ".join(str(word) for word in words if word)

from typing import Any

from django.db import models
from django.db.models import Q

from agencies.models import Agency, Country
from measures.models import Measure, Unit
from measures.numeric import NumericField
from operations.models import Operation, Outcome, State
from operations.sharing import Reader
from seizures.models import SeizedItem, Seizure


class FactQuerySet(models.QuerySet["Fact"]):
    def visible_to(self, reader: Reader) -> "FactQuerySet":
        seizures = Seizure.objects.visible_to(reader).values("pk")
        outcomes = Outcome.objects.visible_to(reader).values("pk")
        return self.filter(Q(seizure__in=seizures) | Q(outcome__in=outcomes))

    def of_amounts(self) -> "FactQuerySet":
        """Without those that count seizures themselves."""
        return self.exclude(kind="seizure")

    def verified(self) -> "FactQuerySet":
        return self.filter(state=State.VERIFIED)


def _key(model: type[models.Model]) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(model, models.DO_NOTHING, null=True, related_name="+", db_constraint=False)


class Fact(models.Model):
    """One contribution of a record to figures. The newest facts.sql of figures/sql/ defines it."""

    id = models.TextField(primary_key=True)
    kind = models.TextField()
    face = models.TextField()
    record_id = models.UUIDField()
    seizure = _key(Seizure)
    outcome = _key(Outcome)
    item = _key(SeizedItem)
    operation = _key(Operation)
    agency = _key(Agency)
    owner = _key(Agency)
    country = _key(Country)
    conveyance = models.TextField(null=True)  # noqa: DJ001 -- NULL is not stated, as of the others
    measure = _key(Measure)
    unit = _key(Unit)
    reported_unit = _key(Unit)
    state = models.TextField()
    part = models.BooleanField()
    stage = models.TextField()
    amount = NumericField(null=True)
    # Between two numbers, the higher one.
    amount_high = NumericField(null=True)
    reported = NumericField(null=True)
    reported_high = NumericField(null=True)
    qualifier = models.TextField()
    unquantified = models.BooleanField()
    unvalued = models.BooleanField()
    unpriced = models.BooleanField()
    date_from = models.DateField(null=True)
    date_to = models.DateField(null=True)
    date_precision = models.TextField()
    # Of a verified report of a series: the days from which and until which it counts.
    reported_from = models.DateField(null=True)
    reported_to = models.DateField(null=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "figures_fact"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.id

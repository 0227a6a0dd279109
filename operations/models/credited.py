"""Credits: agencies, operations and countries that share in a result beside the agency that has it."""

from typing import Any

import uuid_utils.compat as uuid_utils
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Country
from operations.models.acceptance import acceptance
from operations.models.operation import Operation
from operations.sharing import Reader

WHOSE = ("agency", "operation", "country")


class CreditQuerySet(models.QuerySet[Any]):
    def visible_to(self, reader: Reader) -> "CreditQuerySet":
        """Credits without those of operations that the reader may not see: they would disclose the operation."""
        operations = Operation.objects.visible_to(reader).values("pk")
        return self.filter(Q(operation__isnull=True) | Q(operation__in=operations))


def _one_of(names: tuple[str, ...]) -> Q:
    """Exactly one of the fields is set."""
    found = Q()
    for name in names:
        found |= Q(**{f"{each}__isnull": each != name for each in names})
    return found


class CreditRow(models.Model):
    """An agency, an operation, or a country whose agencies the source does not name: one of them."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name=_("agency")
    )
    operation = models.ForeignKey(
        Operation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("operation"),
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country"),
        help_text=_("Where the source names a country and none of its agencies."),
    )
    acceptance = acceptance()

    objects = CreditQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=_one_of(WHOSE),
                name="%(class)s_is_an_agencys_or_an_operations",
                violation_error_message=_("Credit an agency, an operation or a country: one of the three."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.credited)

    @property
    def credited(self) -> Agency | Operation | Country | None:
        return self.agency or self.operation or self.country

    @property
    def whose(self) -> tuple[Any, ...]:
        """The identity of a credit within its record: agency, operation and country."""
        return (self.agency_id, self.operation_id, self.country_id)


def credited_once(of: str) -> list[models.UniqueConstraint]:
    """Each agency, operation and country once a record; `of` is the field that leads to it."""
    sentences = {
        "agency": _("That agency is credited already."),
        "operation": _("That operation is credited already."),
        "country": _("That country is credited already."),
    }
    prefix = "" if of == "seizure" else f"{of}_"
    return [
        models.UniqueConstraint(
            fields=[of, name],
            name=f"{prefix}{name}_is_credited_once",
            violation_error_message=sentence,
        )
        for name, sentence in sentences.items()
    ]

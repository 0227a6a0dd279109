from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, IntegerField, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from imports.models.file_import import FileImport
from operations.models import Claim, Operation, Outcome
from seizures.models import Seizure

# The fields that lead to the record of a row.
RECORDS = ("seizure", "outcome", "operation", "claim")


def _led_to(model: type[models.Model]) -> Any:
    return models.ForeignKey(
        model, models.CASCADE, null=True, blank=True, related_name="imported_rows", db_index=False
    )


class ImportedRow(models.Model):
    """The values that a file states of one record. It is found again by its key, so that no file counts twice.

    `values` are as the mapping read them: a later edition is compared with these, not with the edited record. Of
    several editions, the last is `current`.
    """

    class Act(models.TextChoices):
        CREATED = "created", _("recorded")
        CHANGED = "changed", _("changed")

    file_import = models.ForeignKey(FileImport, models.CASCADE, related_name="rows", db_index=False)
    owner = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    # The record: one of these. An index of each has the rows of its kind alone.
    seizure = _led_to(Seizure)
    outcome = _led_to(Outcome)
    operation = _led_to(Operation)
    claim = _led_to(Claim)
    line = models.PositiveIntegerField(_("line"))
    # Of the other rows of the same record.
    more_lines = ArrayField(models.PositiveIntegerField(), default=list, verbose_name=_("more lines"))
    key = models.UUIDField()
    # The identity of all its cells.
    cells = models.UUIDField()
    # A place that is in no list, as the file has it.
    place = models.CharField(_("place"), max_length=300, blank=True)
    values: "models.JSONField[Any, Any]" = models.JSONField(_("values"))
    act = models.CharField(max_length=7, choices=Act, default=Act.CREATED)
    current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        ordering = ["file_import", "line"]
        indexes = [
            models.Index(fields=["file_import", "line"], name="imported_row_by_line"),
            models.Index(fields=["owner", "key"], condition=Q(current=True), name="imported_row_by_key"),
            *(
                models.Index(
                    fields=[name], condition=Q(**{f"{name}__isnull": False}), name=f"imported_row_of_{name}"
                )
                for name in RECORDS
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Exact(Func(*RECORDS, function="num_nonnulls", output_field=IntegerField()), 1),
                name="imported_row_has_one_record",
                violation_error_message=_("A row of a file is of one record."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_import_id}/{self.line}"

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Counted(models.Model):
    """The agencies of a record, and the status by which it counts. The newest ledger.sql of figures/sql/ defines it."""

    record_id = models.UUIDField(primary_key=True)
    agencies = ArrayField(models.BigIntegerField(null=True))
    whole_agencies = ArrayField(models.BigIntegerField(null=True), null=True)
    counted_as = models.TextField()

    class Meta:
        managed = False
        db_table = "figures_counted"

    def __str__(self) -> str:
        return str(self.pk)

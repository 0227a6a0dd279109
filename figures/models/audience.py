from typing import Any

from django.db import models
from django.db.models import Q

from agencies.models import Agency
from operations.models import Operation, Outcome
from operations.sharing import Marking, Reader, marking_allows
from seizures.models import Seizure

# Audiences that have no row: of records that every reader may see, and all the others together.
EVERYBODY = 0
RESTRICTED = -1


# The audience of records that everybody may see who sees their operation, which was restricted when they were posted.
CLOSED = Q(marking=Marking.GREEN, draft=False)


class AudienceQuerySet(models.QuerySet["Audience"]):
    def visible_to(self, reader: Reader) -> "AudienceQuerySet":
        """Audiences that the reader belongs to, by the conditions of the records (operations/models/reviewed.py)."""
        joined = list(Operation.objects.joined_by(reader).values_list("pk", flat=True))
        visible = Operation.objects.visible_to(reader)
        hidden = list(Operation.objects.exclude(pk__in=visible.values("pk")).values_list("pk", flat=True))
        red = Q(record_id__in=_named(Seizure, reader)) | Q(record_id__in=_named(Outcome, reader))
        named = Audience.objects.filter(red).values("pk")
        # Leads to the few there are by index: the others are somebody else's. Only persons are named.
        near = Q(owner=reader.agency_id) | Q(operation__in=joined) | CLOSED
        near |= red if reader.user_id else Q()
        # Nobody's own, where the reader works for no agency.
        own = Q(owner=reader.agency_id, owner__isnull=False)
        return self.filter(
            near,
            marking_allows(reader, operations=joined, field="operation", named=named),
            Q(operation__isnull=True) | ~Q(operation__in=hidden) | own,
            Q(draft=False) | own,
        )


def _named(model: Any, reader: Reader) -> Any:
    through = model.readers.through
    return through.objects.filter(user=reader.user_id).values(model._meta.model_name)


class Audience(models.Model):
    """Readers of a restricted posting: the values that the visibility of its record depends on."""

    id = models.BigAutoField(primary_key=True)
    # All of the following in one text, to be found by.
    key = models.TextField(unique=True)
    marking = models.CharField(max_length=16, choices=Marking)
    draft = models.BooleanField()
    owner = models.ForeignKey(Agency, models.DO_NOTHING, null=True, related_name="+", db_constraint=False)
    operation = models.ForeignKey(
        Operation, models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )
    record_id = models.UUIDField(null=True, db_index=True)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["id"], condition=CLOSED, name="audience_of_an_operation")]

    def __str__(self) -> str:
        return self.key

from django.db import models


class AnsweredOnce(models.Model):
    """A POST with an Idempotency-Key, and the answer to it."""

    principal = models.CharField(max_length=80)
    key = models.CharField(max_length=255)
    # Of the address and the body: the key is for this request, and for no other.
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    location = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(null=True)
    # The answer, and the row whose ETag it has.
    # JSON as text: a column of JSON would put its names in another order, and the answer's ETag would be another.
    body = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["principal", "key"], name="a_key_is_used_once_by_a_principal"),
        ]

    def __str__(self) -> str:
        return f"{self.principal} {self.key}"


class Announcement(models.Model):
    """What happened to a row, until the people who are to know of it have their notices."""

    kind = models.CharField(max_length=40)
    model = models.CharField(max_length=80)
    about = models.CharField(max_length=40)
    # The account that did it, if any; it may be deleted later.
    by = models.BigIntegerField(null=True)
    key = models.CharField(max_length=120, blank=True)
    details = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="announcements_to_tell", condition=models.Q(told_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=~models.Q(key=""), name="announced_once_by_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.model} {self.about}"

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import TransactionNow
from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from measures.numeric import NumericField


class Posting(models.Model):
    """One change of a record's contribution, written by the newest ledger.sql of figures/sql/ and never changed.

    Its numbers are differences between facts that agree in every other column; a total is their sum.
    """

    class Status(models.TextChoices):
        VERIFIED = "verified"
        UNVERIFIED = "unverified"
        PART = "part"
        # Parts that count for those agencies which they are credited to and their wholes are not, verified or not yet.
        SHARE = "share"
        OPEN_SHARE = "open_share"
        # A report of a series that has a newer one.
        EARLIER = "earlier"

    id = models.BigAutoField(primary_key=True)
    posted_at = models.DateTimeField(db_default=TransactionNow())
    # The act in the history (pghistory.Context) that it came from; none where the database was written to by hand.
    change_id = models.UUIDField(null=True)
    record_id = models.UUIDField()
    # The record's own first (NULL where none is stated), then those credited and their umbrellas, each once.
    operations = ArrayField(models.UUIDField(null=True))
    agencies = ArrayField(models.BigIntegerField(null=True))
    # Of a share: whom its wholes count for, without signs, the outermost's own first.
    whole_agencies = ArrayField(models.BigIntegerField(null=True), null=True)
    country_id = models.BigIntegerField(null=True)
    conveyance = models.CharField(max_length=20, null=True)  # noqa: DJ001 -- NULL is not stated, as of the others
    measure_id = models.BigIntegerField()
    stage = models.CharField(max_length=12)
    status = models.CharField(max_length=10, choices=Status)
    audience_id = models.BigIntegerField()
    # `quantity`, `money`, or `events` of a seizure; the others take off records that are counted more than once
    # (figures_entry in ledger.sql).
    face = models.CharField(max_length=16)
    # What `amount` is in: the canonical unit of a quantity, or the reporting currency.
    unit_id = models.BigIntegerField(null=True)
    # Of money: the currency of `reported`. Of a quantity: its unit, where that converts by a method of its own.
    reported_unit_id = models.BigIntegerField(null=True)
    # Money with an amount and no rate to value it.
    unvalued = models.BooleanField()
    date_from = models.DateField(null=True)
    date_to = models.DateField(null=True)
    # A record counts once a measure, stage, unit and date, however many facts it has there.
    # Of a report of a series: the day of which it is, and that of the next one, from which on it counts no more.
    reported_from = models.DateField(null=True)
    reported_to = models.DateField(null=True)
    records = models.IntegerField()
    facts = models.IntegerField()
    events = models.IntegerField()
    aggregates = models.IntegerField()
    # Aggregates that do not say of how many events they are: of one at least.
    uncounted = models.IntegerField()
    amount = NumericField()
    reported = NumericField()
    # How far the true amounts may lie below and above: of what is at most so much, and between two numbers.
    less = NumericField(default=0, db_default=0)
    more = NumericField(default=0, db_default=0)
    reported_less = NumericField(default=0, db_default=0)
    reported_more = NumericField(default=0, db_default=0)
    exact = models.IntegerField()
    at_least = models.IntegerField()
    at_most = models.IntegerField()
    between = models.IntegerField(default=0, db_default=0)
    approximately = models.IntegerField()
    unquantified = models.IntegerField()
    # Goods of no stated worth.
    unpriced = models.IntegerField(default=0)

    # What adds up.
    NUMBERS = (
        "records", "facts", "events", "aggregates", "uncounted", "amount", "reported", "less", "more", "reported_less",
        "reported_more", "exact", "at_least", "at_most", "between", "approximately", "unquantified", "unpriced",
    )  # fmt: skip

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["record_id"], name="posting_of_a_record"),
            BrinIndex(fields=["posted_at"], name="posting_by_instant"),
            # For measures that are not added up: they are of outcomes.
            models.Index(
                fields=["measure_id"], name="posting_of_an_outcome", condition=models.Q(stage="outcome")
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Pending(models.Model):
    """A posting that is in no balance yet."""

    id = models.BigIntegerField(primary_key=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.pk)


class Tally(models.Model):
    """Counters that change whenever figures may change: the rows named `folded` and `epoch`.

    Postings are never deleted, so the number folded and the number pending together identify a state of the ledger.
    `epoch` changes with what stands beside it: codes, markings of operations, participations, named readers.
    """

    name = models.CharField(primary_key=True, max_length=8)
    number = models.BigIntegerField()
    token = models.UUIDField()

    def __str__(self) -> str:
        return self.name

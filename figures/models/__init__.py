from figures.models.audience import Audience
from figures.models.balance import Balance, Grain
from figures.models.counted import Counted
from figures.models.fact import Fact, FactQuerySet
from figures.models.posting import Pending, Posting, Tally
from figures.models.reconciliation import Reconciliation

__all__ = [
    "Audience",
    "Balance",
    "Counted",
    "Fact",
    "FactQuerySet",
    "Grain",
    "Pending",
    "Posting",
    "Reconciliation",
    "Tally",
]

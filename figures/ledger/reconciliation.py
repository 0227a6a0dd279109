"""The nightly reconciliation: compares, logs an error for any drift, repairs it, and stores the result."""

import logging
import time
from collections.abc import Callable

from django.utils import timezone

from figures.ledger.drift import drift
from figures.ledger.repair import repair
from figures.models import Reconciliation

logger = logging.getLogger(__name__)


def reconcile(*, repairs: bool, output: Callable[[str], None] = lambda _line: None) -> Reconciliation:
    """Compares records, ledger and balances. After a repair it compares again before it reports the repair."""
    at, began = timezone.now(), time.monotonic()
    found = repair(output) if repairs else drift(output)
    if found:
        logger.error(
            "The ledger has drifted: %s records and %s balances are not what they should be.",
            found.records,
            found.balances,
        )
    left = found
    if found and repairs:
        output("Comparing again:")
        left = drift(output)
    return Reconciliation.objects.create(
        began_at=at,
        seconds=time.monotonic() - began,
        facts=found.facts,
        postings=found.postings,
        balances=found.balances_compared,
        drifted_records=found.records,
        drifted_balances=found.balances,
        repaired=bool(found) and not left,
    )

"""Seizures and outcomes side by side, as the lists of work and of review show them."""

from collections.abc import Callable
from itertools import chain
from typing import Any

from operations.models import Outcome, ReviewedQuerySet, ReviewedRecord
from seizures.models import Seizure

PEOPLE = ("created_by", "last_edited_by", "amends")
SHOWN = ("operation", "owner", "measure", "unit", "currency", "agency")


def both(of: Callable[[ReviewedQuerySet], Any]) -> list[ReviewedRecord]:
    """Those that `of` chooses of each, with what a row shows, in a fixed number of queries."""
    seizures = of(Seizure.objects.with_items().select_related(*PEOPLE))
    outcomes = of(Outcome.objects.select_related(*SHOWN, *PEOPLE))
    return list(chain(seizures, outcomes))

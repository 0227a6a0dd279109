"""Both kinds of records, for rules that hold for either."""

from typing import Any

from agencies.models import User
from outcomes.services import amend_outcome, change_outcome
from seizures.models import Seizure
from seizures.services import amend_seizure, change_seizure
from tests.factories.agencies import UserFactory
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import SeizureFactory

FACTORIES = {"seizure": SeizureFactory, "outcome": OutcomeFactory}
ADDRESSES = {"seizure": "/api/v1/seizures/", "outcome": "/api/v1/outcomes/"}


def amend(original: Any, **act: Any) -> Any:
    service = amend_seizure if isinstance(original, Seizure) else amend_outcome
    return service(original, **{"by": original.created_by, "reason": "Corrected.", **act})


def change(record: Any, quantity: int | None = None, **act: Any) -> Any:
    """Saves the record, of another quantity where one is given."""
    act = {"by": record.created_by, **act}
    if not isinstance(record, Seizure):
        record.quantity = record.quantity if quantity is None else quantity
        return change_outcome(record, **act)
    items = list(record.items.select_related("measure", "unit", "currency"))
    items[0].quantity = items[0].quantity if quantity is None else quantity
    return change_seizure(record, items=items, **act)


def supervisor_of(record: Any) -> User:
    return UserFactory(role="supervisor", agency=record.owner)

"""No page breaks over what somebody types into its address: all pages are walked, with each of some odd values."""

import pytest
from django.db import transaction

from tests.calls import person, signed_in
from tests.factories.operations import OperationFactory, ParticipationFactory, PlanFactory
from tests.factories.seizures import SeizureFactory
from tests.ops_tracker.addresses import IN_PLACE_OF, addresses

pytestmark = pytest.mark.django_db

# Names of parameters that pages have; each page passes over those that it does not know, or says so.
NAMES = (
    "q", "page", "operation", "earlier", "closing", "person", "since", "until", "record", "change", "measure", "period",
    "calendar", "from", "to", "by", "show", "draw", "state", "date_from", "date_to", "like", "name", "country", "at",
)  # fmt: skip
# What text cannot hold, the last day there is, and more pages than there are.
VALUES = ("\0", "9999-12-31", "9")
LISTS = ("people", "keys", "agencies", "places")


def filling(before, kind):
    named = {"operations": ["ATLAS"], "completeness": ["ATLAS"], "manage": list(LISTS)}
    return named.get(before, [IN_PLACE_OF[kind]]) if kind == "text" else [IN_PLACE_OF[kind]]


@pytest.mark.parametrize(
    ("role", "only"), [("supervisor", ("/",)), ("administrator", ("/manage/", "/audit", "/my-work/"))]
)
def test_no_page_breaks_over_what_is_typed_into_its_address(role, only):
    operation = OperationFactory(code="ATLAS", owner="US-ICE", starts="2026-01")
    ParticipationFactory(operation=operation, agency="US-ICE")
    PlanFactory(operation=operation, begins_on="2026-01-01")
    SeizureFactory(owner="US-ICE", operation=operation, verified=True)
    client = signed_in(person(role))
    client.raise_request_exception = False
    others = ("/admin/", "/api/", "/sign-out/")
    pages = [each for each in addresses(filling) if each.startswith(only) and not each.startswith(others)]

    broken = []
    for address in pages:
        for value in VALUES:
            # What the database refuses in one does not stop the next.
            with transaction.atomic():
                response = client.get(address, dict.fromkeys(NAMES, value))
                if response.status_code >= 500 and address != "/readyz":
                    broken.append((address, value))
                transaction.set_rollback(True)

    assert broken == []

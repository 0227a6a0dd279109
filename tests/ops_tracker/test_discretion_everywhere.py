"""No address of the product tells a reader what is not theirs to know: all of them are walked, with the scene's ids."""

import re
from urllib.parse import quote as percent

import pytest
from django.contrib.admin.utils import quote
from django.db.models import Model
from pghistory.models import Events

from operations.models import Operation
from ops_tracker.event_access import ABOVE, tracked
from tests.documents import text_in
from tests.ops_tracker.addresses import IN_PLACE_OF, addresses
from tests.ops_tracker.discreet import CLIENTS, READERS, TRAIL, WORDS, discreet_scene

pytestmark = pytest.mark.django_db

# What they are asked for beside: by operation, as filters and as searches do.
NARROWED = [
    "/api/v1/figures/?by=operation,agency",
    "/api/v1/figures/changes/?since=2009-01-01",
    "/api/v1/figures/changes/?since=2009-01-01&operation=withheld",
    "/api/v1/figures/evidence/?operation=withheld",
    "/api/v1/figures/persons/?by=sex,operation",
    "/evidence/?operation=withheld",
    "/evidence.csv?operation=withheld",
    "/evidence/changes/?since=2009-01-01",
    "/evidence/changes.csv?since=2009-01-01",
    "/my-work/?whose=agency",
    "/seizures/?operation=PLAIN",
    "/search/?q=TAKEN",
    "/search/?q=STANDING",
    "/admin/seizures/seizure/?q=TAKEN",
    "/admin/outcomes/outcome/?q=TAKEN",
    "/seizures/references/?q=TAKEN",
    "/outcomes/references/?q=S",
    "/typed/number/?q=1",
]
# Ends the session, which the rest of the walk needs.
LEFT_OUT = ["/sign-out/"]
MOST = 12


@pytest.fixture
def scene(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return discreet_scene()


def ids_of(model: type[Model]) -> list[str]:
    """The newest: of the scene they are all, and of reference data, which is everybody's, a few."""
    return [str(pk) for pk in model._default_manager.order_by("-pk").values_list("pk", flat=True)[:MOST]]


def filling():
    """What to put into a gap: the scene's rows by the word before it, as far as the word names a kind of row."""
    found = {"results": ["CASH", "NARC", "PEOPLE"], "events": slugs()}
    for event in tracked().values():
        model, meta = event.pgh_tracked_model, event.pgh_tracked_model._meta
        found |= dict.fromkeys((meta.model_name, str(meta.verbose_name_plural)), ids_of(model))
    found["operations", "text"] = list(Operation.objects.values_list("code", flat=True))

    def of(before, kind):
        named = found.get((before, kind)) or found.get(before)
        return [percent(text) for text in named] if named else [IN_PLACE_OF[kind]]

    return of


def slugs():
    """One event of each kind of row that has a marking: tests/ops_tracker/test_discretion.py opens them all."""
    events = Events.objects.across(*(tracked()[label] for label in ABOVE))
    by_kind = {slug.partition(":")[0]: slug for slug in events.values_list("pgh_slug", flat=True)}
    return [quote(slug) for slug in by_kind.values()]


# The other readers are at every door of tests/ops_tracker/test_discretion.py.
@pytest.mark.parametrize(
    "reader", ["colleague", "taken out", "outsider", "auditor", "key of who was taken out"]
)
def test_no_address_tells_a_reader_what_is_not_theirs(scene, reader):
    client = CLIENTS[reader]()
    client.raise_request_exception = False
    may_know = READERS[reader] | TRAIL.get(reader, set())
    hidden = {name: word for name, word in WORDS.items() if name not in may_know}
    walk = [address for address in addresses(filling()) if address not in LEFT_OUT] + NARROWED
    if "key" in reader:
        walk = [address for address in walk if address.startswith("/api/")]

    told, broken, unread = {}, {}, set()
    for address in walk:
        if (shape := re.sub(r"[0-9a-f-]{36}|[0-9]+", "", address)) in unread:
            continue
        answer = client.get(address)
        if answer.status_code == 405:
            unread.add(shape)
        text = text_in(answer)
        if names := [name for name, word in hidden.items() if word in text]:
            told[address] = names
        if answer.status_code >= 500 and address != "/readyz":
            broken[address] = answer.status_code

    assert (told, broken) == ({}, {})

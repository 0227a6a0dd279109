"""Many records on a page: chosen, and submitted or verified in the versions that the page showed."""

import pytest

from operations.models import Outcome
from tests.calls import person
from tests.entry import text_of
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import SeizureFactory
from tests.page import parsed

pytestmark = pytest.mark.django_db


def chosen(page):
    return [box.attributes["value"] for box in parsed(page).css('input[name="record"]')]


def test_drafts_are_submitted_from_my_work(client):
    author = person()
    client.force_login(author)
    for factory in (OutcomeFactory, SeizureFactory):
        factory(owner=author.agency, created_by=author)
    stale = OutcomeFactory(owner=author.agency, created_by=author)
    boxes = chosen(client.get("/my-work/"))
    Outcome.objects.filter(pk=stale.pk).update(version=2)

    answer = client.post("/my-work/", {"record": boxes}, follow=True)

    assert "2 records submitted for review." in text_of(answer)
    assert f"{stale} was changed since you opened it" in text_of(answer)
    assert Outcome.objects.get(pk=stale.pk).state == "draft"


def test_more_than_fifty_are_verified_at_once(client):
    for _ in range(60):
        OutcomeFactory(owner="US-ICE", submitted=True)
    client.force_login(person("supervisor"))

    few, many = chosen(client.get("/review/")), chosen(client.get("/review/?size=200"))
    answer = client.post("/review/?size=200", {"record": many}, follow=True)

    assert (len(few), len(many)) == (50, 60)
    assert "60 records verified." in text_of(answer)
    assert set(Outcome.objects.values_list("state", flat=True)) == {"verified"}


@pytest.mark.parametrize("size", ["7", "-1", "x", "99999999999"])
def test_no_other_size_is_shown(client, size):
    OutcomeFactory(owner="US-ICE", submitted=True)
    client.force_login(person("supervisor"))

    assert client.get(f"/review/?size={size}").context["size"] == 50

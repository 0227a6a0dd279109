"""Sources and claims by API."""

import pytest

from operations.models import Claim, Source
from tests.calls import findings, person, post, send, signed_in
from tests.factories.operations import ClaimFactory, OperationFactory, SourceFactory

pytestmark = pytest.mark.django_db
SOURCES, CLAIMS = "/api/v1/sources/", "/api/v1/claims/"
SOURCE = {"code": "GAO-1", "publisher": "GAO", "title": "Report", "date": "2009-07", "reliability": "B"}


@pytest.fixture
def api():
    return signed_in(person())


def claim(operation, source, **changed):
    stated = {"operation": operation.code, "source": str(source.pk), "measure": "CASH", "stage": "seized"}
    return stated | {"code": "C-1", "value": "5", "unit": "USD", "statement": "Five dollars.", **changed}


def test_a_source_is_entered_and_changed(api):
    made = post(api, SOURCES, SOURCE)
    changed = send(api, "PATCH", f"{SOURCES}{made.json()['id']}/", {"title": "Audit"}, if_match=made["ETag"])

    assert (made.status_code, made.json()["recording_agency"], made.json()["date"]) == (
        201,
        "US-ICE",
        "2009-07",
    )
    assert (changed.status_code, Source.objects.get().title) == (200, "Audit")


def test_only_its_agency_changes_a_source(api):
    made = post(signed_in(person(agency="US-CBP")), SOURCES, {**SOURCE, "marking": "TLP:GREEN"})

    assert (
        send(api, "PATCH", f"{SOURCES}{made.json()['id']}/", {"title": "X"}, if_match="*").status_code == 403
    )


def test_who_leads_an_operation_enters_and_changes_its_claims(api):
    operation, source = OperationFactory(owner="US-ICE"), SourceFactory(marking="TLP:GREEN")

    made = post(api, CLAIMS, claim(operation, source))
    changed = send(api, "PATCH", f"{CLAIMS}{made.json()['id']}/", {"value": "6"}, if_match=made["ETag"])

    assert (made.status_code, made.json()["standing"]) == (201, "nothing_recorded")
    assert (changed.json()["value"], Claim.objects.get().value) == ("6", 6)


def test_nobody_else_does(api):
    operation, source = OperationFactory(owner="US-CBP"), SourceFactory(marking="TLP:GREEN")

    assert post(api, CLAIMS, claim(operation, source)).status_code == 403


def test_a_hidden_source_is_not_there(api):
    operation, source = (
        OperationFactory(owner="US-ICE"),
        SourceFactory(owner="US-CBP", marking="TLP:AMBER+STRICT"),
    )

    assert list(findings(post(api, CLAIMS, claim(operation, source)))) == ["/source"]


def test_a_change_leaves_a_hidden_source_as_it_is(api):
    hidden = SourceFactory(owner="US-CBP", marking="TLP:AMBER+STRICT")
    stated = ClaimFactory(operation=OperationFactory(owner="US-ICE"), source=hidden)
    address = f"{CLAIMS}{stated.pk}/"
    read = api.get(address)

    changed = send(api, "PATCH", address, {"statement": "Other words."}, if_match=read["ETag"])

    assert (read.json()["source"], changed.json()["source"], changed.status_code) == (None, None, 200)
    stated.refresh_from_db()
    assert stated.source == hidden

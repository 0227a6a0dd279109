"""Sources and indicators, as the API has them; claims are with the figures that they are held against."""

import pytest

from tests.calls import changed_at, person, post, send, signed_in
from tests.factories.keys import key_client
from tests.factories.operations import IndicatorFactory, OperationFactory, SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return key_client("records:read", "records:write")


def test_a_source_in_full(api):
    source = SourceFactory(
        code="GAO-02-13", publisher="GAO", title="Seizures", date="2001-11", reliability="A", credibility="2",
        location="https://example.org/gao",
    )  # fmt: skip

    assert api.get(f"/api/v1/sources/{source.pk}/").json() == {
        "id": str(source.pk),
        "code": "GAO-02-13",
        "publisher": "GAO",
        "title": "Seizures",
        "date": "2001-11",
        "date_from": "2001-11-01",
        "date_to": "2001-11-30",
        "date_precision": "month",
        "reliability": "A",
        "credibility": "2",
        "location": "https://example.org/gao",
        "operation": None,
        "marking": "TLP:CLEAR",
        "recording_agency": None,
        "created_at": source.created_at.isoformat().replace("+00:00", "Z"),
        "changed_at": changed_at(source),
    }


def test_an_indicator_in_full(api):
    source = SourceFactory()
    indicator = IndicatorFactory(
        code="WU-I3", operation=OperationFactory(code="WESTERN-US"), name="Reports", before="200", after="75.5",
        before_period="2008", after_period="2009-Q1", source=source,
    )  # fmt: skip

    assert api.get(f"/api/v1/indicators/{indicator.pk}/").json() == {
        "id": str(indicator.pk),
        "code": "WU-I3",
        "operation": "WESTERN-US",
        "name": "Reports",
        "before": "200",
        "before_period": "2008",
        "after": "75.5",
        "after_period": "2009-Q1",
        "unit": "C62",
        "source": str(source.pk),
        "created_at": indicator.created_at.isoformat().replace("+00:00", "Z"),
        "changed_at": changed_at(indicator),
    }


def test_an_indicator_of_a_hidden_operation_is_not_there(api):
    hidden = IndicatorFactory(operation=OperationFactory(marking="TLP:RED"))

    assert api.get("/api/v1/indicators/").json()["results"] == []
    assert api.get(f"/api/v1/indicators/{hidden.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [("sources/?code=A", {"A"}), ("sources/?reliability=B", {"B"}), ("sources/?from=2009-07", {"B"})],
)
def test_lists_are_narrowed(api, query, found):
    SourceFactory(code="A", reliability="A", date="2008")
    SourceFactory(code="B", reliability="B", date="2010")

    assert {row["code"] for row in api.get(f"/api/v1/{query}").json()["results"]} == found


def test_an_indicator_is_added_and_changed_under_its_tag():
    client = signed_in(person())
    operation = OperationFactory(owner="US-ICE")
    body = {"operation": operation.code, "name": "Street price", "before": "30", "after": "41", "unit": "USD"}

    made = post(client, "/api/v1/indicators/", body)
    path = f"/api/v1/indicators/{made.json()['id']}/"
    tag = client.get(path).headers["ETag"]
    changed = send(client, "PATCH", path, {"after": "42"}, if_match=tag)
    late = send(client, "PATCH", path, {"after": "43"}, if_match=tag)

    assert made.status_code == 201, made.content
    assert made.json()["code"].startswith("IND-")
    assert (changed.status_code, changed.json()["after"]) == (200, "42")
    assert late.status_code == 412


@pytest.mark.parametrize("kind", ["indicators", "claims"])
def test_only_those_who_steer_the_operation_state_what_it_did(kind):
    operation = OperationFactory(owner="US-ICE")
    source = SourceFactory(marking="TLP:CLEAR")
    body = {"operation": operation.code, "unit": "USD", "source": str(source.pk)}
    body |= {
        "indicators": {"name": "Price", "before": "1"},
        "claims": {"measure": "CASH", "statement": "Cash."},
    }[kind]

    refused = post(signed_in(person(agency="US-FBI")), f"/api/v1/{kind}/", body)

    assert refused.status_code == 403, refused.content


@pytest.mark.parametrize("length", [1, 6])
def test_lists_cost_the_same_for_any_length(api, django_assert_num_queries, length):
    for _ in range(length):
        IndicatorFactory(source=SourceFactory())

    # the key, the note of its use, the page, its sources
    with django_assert_num_queries(4):
        assert len(api.get("/api/v1/indicators/").json()["results"]) == length
    # the key, the page
    with django_assert_num_queries(2):
        assert len(api.get("/api/v1/sources/").json()["results"]) == length

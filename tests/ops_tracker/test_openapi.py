"""The published description of the API is valid, whole, and true of what the API sends."""

import pytest
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate

from ops_tracker.api_v1 import ROOMS
from tests.calls import person, post, signed_in
from tests.factories.keys import key_client
from tests.factories.operations import (
    ClaimFactory,
    IndicatorFactory,
    OperationFactory,
    OutcomeFactory,
    ParticipationFactory,
    SourceFactory,
)
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizureFactory

pytestmark = pytest.mark.django_db

SCHEMA = "/api/schema/?format=json"


@pytest.fixture(scope="module")
def described():
    return SchemaGenerator().get_schema(request=None, public=True)


@pytest.fixture
def samples():
    operation, source = OperationFactory(code="ATLAS", starts="2009"), SourceFactory()
    ParticipationFactory(operation=operation, country="COL")
    seizure = SeizureFactory(
        verified=True, operation=operation, source=source, seizing_agency="US-ICE", date="2009"
    )
    CreditFactory(seizure=seizure, agency="US-CBP")
    DispositionFactory(item=seizure.items.get())
    SeizureFactory(submitted=True)
    OutcomeFactory(verified=True, operation=operation, agency="US-ICE", quantity=None)
    ClaimFactory(operation=operation, source=source)
    IndicatorFactory(operation=operation, source=source)


def conforms(described, path, method, status, body):
    answer = described["paths"][path][method]["responses"][str(status)]["content"]
    fits(described, answer["application/json"]["schema"], body)


def fits(described, schema, body):
    found = Draft202012Validator({**described, **schema}, format_checker=FormatChecker()).iter_errors(body)
    assert [f"{error.json_path}: {error.message[:200]}" for error in found] == []


def test_it_is_valid_openapi(described):
    assert described["openapi"].startswith("3.1")
    validate(described)


def test_every_room_is_in_it(described):
    figures = {"/api/v1/figures/", "/api/v1/figures/evidence/", "/api/v1/figures/changes/"}
    assert {f"/api/v1/{name}/" for name in ROOMS} | figures <= set(described["paths"])


@pytest.mark.parametrize("name", sorted(ROOMS))
def test_lists_and_details_are_as_described(described, samples, name):
    client, path = key_client(), f"/api/v1/{name}/"
    page = client.get(path).json()
    key = "code" if name in ("agencies", "countries", "measures", "operations", "units") else "id"

    # Files are seen by those who sent them (tests/imports/api).
    assert page["results"] or name in ("places", "imports")
    conforms(described, path, "get", 200, page)
    for row in page["results"][:3]:
        detail = client.get(f"{path}{row[key]}/").json()
        conforms(described, f"{path}{{{key}}}/", "get", 200, detail)


@pytest.mark.parametrize(
    "query", ["", "by=agency,year", "by=operation,measure,month&calendar=us&currency=reported"]
)
def test_figures_and_their_evidence_are_as_described(described, samples, query):
    client = key_client()

    conforms(described, "/api/v1/figures/", "get", 200, client.get(f"/api/v1/figures/?{query}").json())
    conforms(
        described, "/api/v1/figures/evidence/", "get", 200, client.get("/api/v1/figures/evidence/").json()
    )


@pytest.mark.parametrize("query", ["", "by=country,year&currency=reported&status=unverified"])
def test_changes_and_evidence_of_the_past_are_as_described(described, samples, query):
    client = key_client()
    changed = client.get(f"/api/v1/figures/changes/?since=2026-01-01&{query}").json()
    then = client.get(f"/api/v1/figures/evidence/?as_of={changed['until']}&{query}").json()

    assert changed["results"]
    assert then["results"]
    conforms(described, "/api/v1/figures/changes/", "get", 200, changed)
    conforms(described, "/api/v1/figures/evidence/", "get", 200, then)


def test_the_example_is_as_described(described):
    content = described["paths"]["/api/v1/figures/"]["get"]["responses"]["200"]["content"]["application/json"]

    [example] = content["examples"].values()
    conforms(described, "/api/v1/figures/", "get", 200, example["value"])


def test_what_is_written_is_as_described(described):
    client, body = signed_in(person()), {"measure": "PEOPLE.ARRESTED", "quantity": 2, "unit": "C62"}
    path = "/api/v1/outcomes/"

    for sent in (body, [body, body]):
        accepted = described["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
        fits(described, accepted, sent)
        conforms(described, path, "post", 201, post(client, path, sent).json())


def test_problems_are_as_described(described, client):
    refused = client.get("/api/v1/figures/").json()

    fits(described, described["components"]["schemas"]["Problem"], refused)
    for methods in described["paths"].values():
        assert all("default" in operation["responses"] for operation in methods.values())


def test_every_change_asks_for_if_match(described):
    for methods in described["paths"].values():
        for method in methods.keys() & {"put", "patch"}:
            assert "If-Match" in {parameter["name"] for parameter in methods[method]["parameters"]}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        pytest.param(lambda: key_client("figures:read"), 200, id="key"),
        pytest.param(lambda: signed_in(person("partner")), 200, id="partner"),
    ],
)
def test_who_reads_it(who, status):
    assert who().get(SCHEMA).status_code == status


def test_nobody_else_reads_it(client):
    assert client.get(SCHEMA).status_code == 401
    assert client.get("/api/docs/").headers["Location"] == "/sign-in/?next=/api/docs/"

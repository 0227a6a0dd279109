"""The published description of the API is valid, whole, and true of what the API sends."""

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate

from agencies.models import Agency
from measures.partial_date import PartialDate
from operations.models import Closing, NothingReported, Reminder
from ops_tracker.api_v1 import ROOMS
from tests.calls import person, post, signed_in
from tests.factories.keys import key_client
from tests.factories.operations import (
    ClaimFactory,
    IndicatorFactory,
    OperationFactory,
    OutcomeFactory,
    ParticipationFactory,
    PlanFactory,
    SourceFactory,
    TargetFactory,
)
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizureFactory
from tests.ops_tracker.described import operations_of

pytestmark = pytest.mark.django_db
SCHEMA = "/api/schema/?format=json"


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
    PlanFactory(operation=operation)
    about = {"operation": operation, "agency": Agency.objects.get(code="US-FBI")}
    acted = person("supervisor", "US-FBI")
    NothingReported.objects.create(**about, stated_by=acted)
    Reminder.objects.create(**about, sent_by=acted, people=1, mailed=0)
    Closing.objects.create(**about, closed_by=acted, date=PartialDate.parse("2009"))
    TargetFactory(operation=operation)


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
    figures = {f"/api/v1/figures/{name}" for name in ("", "evidence/", "changes/", "persons/")}
    assert {f"/api/v1/{name}/" for name in ROOMS} | figures <= set(described["paths"])


@pytest.mark.parametrize("name", sorted(ROOMS))
def test_lists_and_details_are_as_described(described, samples, name):
    client, path = key_client(), f"/api/v1/{name}/"
    page = client.get(path).json()
    key = (
        "code"
        if name
        in ("agencies", "countries", "legal-instruments", "measures", "operations", "regions", "units")
        else "id"
    )

    # Files are seen by those who sent them (tests/imports/api).
    assert page["results"] or name in (
        "places",
        "imports",
        "method-notes",
        "notices",
        "saved-questions",
        "subscriptions",
        "signals",
        "forecasts",
    )
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


@pytest.mark.parametrize("by", ["sex", "nationality,year", "age,agency"])
def test_figures_of_persons_are_as_described(described, samples, by):
    found = key_client().get(f"/api/v1/figures/persons/?by={by}").json()

    assert found["figures"]
    conforms(described, "/api/v1/figures/persons/", "get", 200, found)


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


def parts_of(part, where="#"):
    """Every object of the description, with the pointer to it."""
    if isinstance(part, dict):
        yield where, part
    below = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for name, each in below:
        yield from parts_of(each, f"{where}/{name}")


def test_types_are_those_of_version_3_1(described):
    assert [where for where, part in parts_of(described) if part.get("nullable") is True] == []


def test_choices_are_some_and_differ(described):
    choices = {
        where: part["enum"] for where, part in parts_of(described) if isinstance(part.get("enum"), list)
    }

    assert choices
    assert [where for where, found in choices.items() if not found or len(set(found)) < len(found)] == []


def test_all_that_is_referred_to_is_there(described):
    referred = {part["$ref"] for _where, part in parts_of(described) if isinstance(part.get("$ref"), str)}
    there = {
        f"#/components/{kind}/{name}"
        for kind in ("schemas", "responses")
        for name in described["components"][kind]
    }

    assert referred <= there


def test_it_says_where_it_is_served_and_by_which_licence(described):
    assert [server["url"] for server in described["servers"]] == ["/"]
    assert described["info"]["license"]["identifier"] == "Apache-2.0"


def test_each_operation_has_a_name_and_a_summary_of_its_own(described):
    named = [
        (operation["operationId"], operation["summary"]) for _p, _m, operation in operations_of(described)
    ]

    for found in zip(*named, strict=True):
        assert len(set(found)) == len(named)
        assert all(found)


def test_no_status_hides_behind_a_default(described):
    assert [
        path for path, _method, operation in operations_of(described) if "default" in operation["responses"]
    ] == []


def test_problems_are_as_described(described, client):
    refused = client.get("/api/v1/figures/").json()

    fits(described, described["components"]["schemas"]["Problem"], refused)
    for _path, _method, operation in operations_of(described):
        assert {"400", "401", "403", "429", "503"} < operation["responses"].keys()


def choices_in(described, schema):
    """The choices of each property of what is sent, as far as it has some."""
    for name, stated in schema["properties"].items():
        parts = [stated, *stated.get("oneOf", ())]
        referred = [
            described["components"]["schemas"][each["$ref"].rpartition("/")[2]]
            for each in parts
            if "$ref" in each
        ]
        if found := [choice for each in (*parts, *referred) for choice in each.get("enum", ())]:
            yield name, found


@pytest.mark.parametrize("name", ["operations", "outcomes", "participations", "seizures"])
def test_an_empty_choice_is_taken_only_where_it_is_offered(described, name):
    operation = described["paths"][f"/api/v1/{name}/"]["post"]
    reference, _several = operation["requestBody"]["content"]["application/json"]["schema"]["oneOf"]
    schema = described["components"]["schemas"][reference["$ref"].rpartition("/")[2]]
    client, choices = signed_in(person()), dict(choices_in(described, schema))
    assert choices

    sent = post(client, f"/api/v1/{name}/", dict.fromkeys(choices, ""))

    refused = {error["pointer"].strip("/") for error in sent.json()["errors"]}
    assert refused & choices.keys() == {field for field, offered in choices.items() if "" not in offered}


@pytest.mark.parametrize("name", sorted(ROOMS))
def test_an_empty_parameter_is_refused(described, name):
    client = key_client()
    parameters = described["paths"][f"/api/v1/{name}/"]["get"]["parameters"]
    chosen = [each["name"] for each in parameters if "enum" in each["schema"]]

    assert {client.get(f"/api/v1/{name}/?{each}=").status_code for each in chosen} <= {400}


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

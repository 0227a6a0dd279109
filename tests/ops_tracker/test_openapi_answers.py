"""Each status and header of an answer is declared in the description of the API."""

import re

import pytest
from django.test import Client

from tests.calls import person, send, signed_in
from tests.factories.keys import key_client
from tests.factories.operations import (
    OutcomeFactory,
)
from tests.ops_tracker.described import operations_of

pytestmark = pytest.mark.django_db


def requests_of():
    """Requests that are answered and refused in all ways, each of a client, a method, an address and what it sends."""
    key, person_of = key_client, lambda role="analyst": signed_in(person(role))
    outcome = {"measure": "PEOPLE.ARRESTED", "quantity": 2, "unit": "C62"}
    one, step = "/api/v1/outcomes/{id}/", "/api/v1/outcomes/{id}/submit/"
    return [
        ("read", key, "get", one, {}),
        ("unchanged", key, "get", "/api/v1/units/", {"if_none_match": "*"}),
        ("unknown parameter", key, "get", "/api/v1/outcomes/?nothing=1", {}),
        ("no key", Client, "get", "/api/v1/outcomes/", {}),
        ("scope", lambda: key("figures:read"), "get", "/api/v1/outcomes/", {}),
        ("not there", key, "get", "/api/v1/outcomes/01900000-0000-7000-8000-000000000000/", {}),
        ("form", key, "get", "/api/v1/outcomes/", {"accept": "image/png"}),
        ("figures as a picture", key, "get", "/api/v1/figures/", {"accept": "image/png"}),
        ("no such release", key, "get", "/api/v1/figures/?release=2026-Q9", {}),
        ("no such release of evidence", key, "get", "/api/v1/figures/evidence/?release=2026-Q9", {}),
        ("created", person_of, "post", "/api/v1/outcomes/", {"body": outcome}),
        ("created at once", person_of, "post", "/api/v1/outcomes/", {"body": [outcome] * 2}),
        ("invalid", person_of, "post", "/api/v1/outcomes/", {"body": {}}),
        ("too many", person_of, "post", "/api/v1/outcomes/", {"body": [outcome] * 501}),
        ("no JSON", person_of, "post", "/api/v1/outcomes/", {"body": "{"}),
        ("partner", lambda: person_of("partner"), "post", "/api/v1/outcomes/", {"body": outcome}),
        ("no version", person_of, "patch", one, {"body": {"quantity": 3}}),
        ("another version", person_of, "patch", one, {"body": {"quantity": 3}, "if_match": '"1-0"'}),
        ("any version", person_of, "patch", one, {"body": {"quantity": 3}, "if_match": "*"}),
        ("step of another version", person_of, "post", step, {"if_match": '"1-0"'}),
        ("step", person_of, "post", step, {}),
        ("step that is refused", lambda: person_of("supervisor"), "post", one + "verify/", {"if_match": "*"}),
        ("step of no version", lambda: person_of("supervisor"), "post", one + "verify/", {}),
        ("step of others", lambda: signed_in(person("analyst", "US-CBP")), "post", step, {}),
    ]  # fmt: skip


@pytest.mark.parametrize("asked", requests_of(), ids=lambda asked: asked[0])
def test_statuses_and_headers_are_as_described(described, asked):
    _what, client_of, method, address, sent = asked
    record = OutcomeFactory(owner="US-ICE")
    client, body = client_of(), sent.pop("body", None) if (sent := dict(sent)) else None

    response = send(client, method.upper(), address.replace("{id}", str(record.pk)), body, **sent)

    path = re.sub(r"[0-9a-f-]{36}", "{id}", address).partition("?")[0]
    declared = described["paths"][path][method]["responses"]
    assert str(response.status_code) in declared, response.content
    found = declared[str(response.status_code)]
    if "$ref" in found:
        found = described["components"]["responses"][found["$ref"].rpartition("/")[2]]
    of_ours = {"ETag", "Link", "Location", "WWW-Authenticate", "Retry-After", "Idempotent-Replayed"}
    assert of_ours & response.headers.keys() <= found.get("headers", {}).keys()


@pytest.mark.parametrize("name", ["operations", "outcomes", "seizures"])
def test_what_is_read_and_written_has_its_version_in_a_header(described, name):
    for path, method, operation in operations_of(described):
        if path.startswith(f"/api/v1/{name}/") and method != "delete":
            answers = [
                operation["responses"][status]
                for status in ("200", "201")
                if status in operation["responses"]
            ]
            assert answers
            assert all("ETag" in answer["headers"] for answer in answers)
    assert "Link" in described["paths"][f"/api/v1/{name}/"]["get"]["responses"]["200"]["headers"]


# Steps that decide on a record, or move totals.
OF_THE_VERSION_READ = {
    "verify", "return", "withdraw", "raise-marking", "accept", "object", "accept-phase", "decline-phase",
    "mark-duplicate", "undo-duplicate",
}  # fmt: skip


def test_every_change_asks_for_if_match_and_every_step_takes_it(described):
    for path, method, operation in operations_of(described):
        asked = {each["name"]: each.get("required", False) for each in operation["parameters"]}
        if method in ("put", "patch"):
            assert asked["If-Match"]
        if method == "post":
            assert "Idempotency-Key" in asked
            of_version = path.rpartition("}/")[2].strip("/") in OF_THE_VERSION_READ
            assert asked.get("If-Match") == (of_version if "{" in path else None)
        if method == "get":
            assert not asked["If-None-Match"]

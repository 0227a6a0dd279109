"""A code is used once, and asking for one tells as little as can be of hidden rows that have it."""

import logging

import pytest

from operations.models import Claim, Marking, Operation, Source
from tests.admin_page import errors, filled
from tests.calls import findings, person, post, send, signed_in
from tests.entry import beside
from tests.entry import operation as typed
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.operations import (
    ClaimFactory,
    IndicatorFactory,
    OperationFactory,
    ParticipationFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db

PATH = "/api/v1/operations/"
ADD = "/admin/operations/operation/add/"
LEAD = {"agency": "US-ICE", "role": "lead"}
BODY = {"name": "Operation", "kind": "enforcement"}
TAKEN = "operation with this code already exists."


@pytest.fixture(autouse=True)
def taken():
    OperationFactory(code="HIDDEN", marking=Marking.RED)
    OperationFactory(code="SEEN", marking=Marking.GREEN)


@pytest.fixture
def analyst():
    return person("analyst", "US-ICE")


def by_api(analyst, code, *, wrong=False):
    response = post(
        key_client(agency="US-ICE"), PATH, {**BODY, "code": code, **({"kind": "none"} if wrong else {})}
    )
    return {} if response.status_code == 201 else findings(response)


def by_page(analyst, code, *, wrong=False):
    response = signed_in(analyst).post(
        "/operations/new/", typed(LEAD, code=code, **({"kind": "none"} if wrong else {}))
    )
    if response.status_code == 302:
        return {}
    return (
        {"/code": found} if (found := beside(response, "id_code")) else {"/kind": beside(response, "id_kind")}
    )


def by_admin(analyst, code, *, wrong=False):
    client = signed_in(analyst)
    words = {**BODY, "code": code, **({"kind": "none"} if wrong else {})}
    response = client.post(ADD, filled(client.get(ADD), **words))
    return (
        {}
        if response.status_code == 302
        else {f"/{name}": told[0] for name, told in errors(response).items()}
    )


DOORS = pytest.mark.parametrize("door", [by_api, by_page, by_admin])


@DOORS
def test_a_hidden_code_is_refused_in_the_words_of_one_that_is_seen(analyst, door):
    assert door(analyst, "HIDDEN") == door(analyst, "SEEN") == {"/code": TAKEN}
    assert Operation.objects.count() == 2


@DOORS
@pytest.mark.parametrize("code", ["HIDDEN", "SEEN", "FREE"])
def test_nobody_learns_whether_a_code_is_taken_from_what_cannot_be_recorded(analyst, door, code):
    assert "/code" not in door(analyst, code, wrong=True)
    assert "/kind" in door(analyst, code, wrong=True)


@DOORS
def test_a_code_that_is_free_costs_an_operation(analyst, door):
    assert door(analyst, "FREE") == {}
    assert Operation.objects.get(code="FREE").owner.code == "US-ICE"


@pytest.mark.parametrize("role", ["partner", "auditor", "administrator"])
@pytest.mark.parametrize("code", ["HIDDEN", "SEEN", "FREE"])
def test_who_records_no_operations_learns_nothing(role, code):
    client = signed_in(UserFactory(role=role, agency="US-ICE" if role == "partner" else None))

    assert post(client, PATH, {**BODY, "code": code}).status_code == 403


def test_a_code_is_not_tried_by_renaming_what_is_wrong_either():
    own = OperationFactory(code="OWN", owner="US-ICE")
    ParticipationFactory(operation=own, agency="US-ICE", lead=True)
    client = key_client(agency="US-ICE")
    etag = client.get(f"{PATH}OWN/")["ETag"]

    wrong = send(client, "PATCH", f"{PATH}OWN/", {"code": "HIDDEN", "kind": "none"}, if_match=etag)
    refused = send(client, "PATCH", f"{PATH}OWN/", {"code": "HIDDEN"}, if_match=etag)

    assert findings(wrong).keys() == {"/kind"}
    assert findings(refused) == {"/code": TAKEN}


def test_who_asks_for_a_hidden_code_is_noted(analyst, caplog):
    with caplog.at_level(logging.WARNING, logger="operations.codes"):
        by_page(analyst, "SEEN")
        assert caplog.records == []
        by_page(analyst, "HIDDEN")

    assert f"Account {analyst.pk} asked for the code" in caplog.text


@pytest.mark.parametrize("make", [SourceFactory, ClaimFactory, IndicatorFactory])
def test_what_sources_state_has_its_code_refused_last_of_all(make):
    hidden = OperationFactory(marking=Marking.AMBER_STRICT, owner="US-FBI")
    there = (
        {"marking": Marking.AMBER_STRICT, "owner": "US-FBI"}
        if make is SourceFactory
        else {"operation": hidden}
    )
    make(code="there", **there)
    led = OperationFactory(owner="US-ICE", code="LED")
    ParticipationFactory(operation=led, agency="US-ICE", lead=True)
    own = make(code="own", **({"owner": "US-ICE"} if make is SourceFactory else {"operation": led}))
    client = signed_in(person("analyst", "US-ICE"))
    address = f"/admin/operations/{own._meta.model_name}/{own.pk}/change/"
    name = {Source: "title", Claim: "statement"}.get(type(own), "name")

    wrong = client.post(address, filled(client.get(address), code="there", **{name: ""}))
    refused = client.post(address, filled(client.get(address), code="there"))

    assert errors(wrong).keys() == {name}
    assert errors(refused).keys() == {"code"}

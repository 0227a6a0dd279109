"""Operations and who takes part in them, as the API has them."""

import pytest

from operations.models import Operation
from tests.calls import changed_at, findings, person, post, send, signed_in
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, ParticipationFactory

pytestmark = pytest.mark.django_db

OPERATIONS, PARTICIPATIONS = "/api/v1/operations/", "/api/v1/participations/"


@pytest.fixture
def api():
    return key_client("records:read", agency="US-FBI")


def codes(client, query=""):
    return {row["code"] for row in client.get(f"{OPERATIONS}{query}").json()["results"]}


def test_an_operation_in_full(api):
    operation = OperationFactory(
        code="COURIER", name="Cash couriers", parent=OperationFactory(code="UMBRELLA"), owner="US-ICE",
        starts="2009-07", ends="2009-07", duration_days=5, threats=["bulk_cash_smuggling"], scope="Mexico",
        conveyances=["commercial_flight"], concealments=["baggage"], objectives="Find it.", findings="Found it.",
    )  # fmt: skip
    taking_part = ParticipationFactory(operation=operation, agency="US-CBP", role="lead", function="Searches")

    assert api.get(f"{OPERATIONS}COURIER/").json() == {
        "id": str(operation.pk),
        "code": "COURIER",
        "url": f"{OPERATIONS}COURIER/",
        "name": "Cash couriers",
        "expansion": "",
        "kind": "enforcement",
        "parent": "UMBRELLA",
        "proposed_parent": None,
        "threats": ["bulk_cash_smuggling"],
        "scope": "Mexico",
        "starts": "2009-07",
        "starts_on": "2009-07-01",
        "starts_precision": "month",
        "ends": "2009-07",
        "ends_on": "2009-07-31",
        "ends_precision": "month",
        "duration_days": 5,
        "conveyances": ["commercial_flight"],
        "concealments": ["baggage"],
        "objectives": "Find it.",
        "legal_bases": "",
        "findings": "Found it.",
        "legal_instruments": [],
        "marking": "TLP:GREEN",
        "recording_agency": "US-ICE",
        "created_at": operation.created_at.isoformat().replace("+00:00", "Z"),
        "changed_at": changed_at(operation),
        "version": 1,
        "participations": [
            {
                "id": taking_part.pk,
                "operation": "COURIER",
                "agency": "US-CBP",
                "country": None,
                "role": "lead",
                "joint_lead": False,
                "excused": False,
                "function": "Searches",
                "area": "",
                "note": "",
            }
        ],
    }


def test_what_the_reader_may_not_see_is_not_there(api):
    hidden = OperationFactory(code="HIDDEN", marking="TLP:AMBER")
    OperationFactory(code="PHASE", parent=hidden)
    ParticipationFactory(operation=hidden)

    assert codes(api) == {"PHASE"}
    assert api.get(f"{OPERATIONS}HIDDEN/").status_code == 404
    assert api.get(f"{OPERATIONS}PHASE/").json()["parent"] is None
    assert api.get(PARTICIPATIONS).json()["results"] == []


def test_amber_is_for_those_who_take_part(api):
    ParticipationFactory(operation=OperationFactory(code="SHARED", marking="TLP:AMBER"), agency="US-FBI")

    assert codes(api) == {"SHARED"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("parent=A", {"B"}),
        ("agency=US-CBP", {"A"}),
        ("country=COL", {"B"}),
        ("country=USA", {"A"}),
        ("kind=training", {"B"}),
        ("threat=wildlife_trafficking", {"B"}),
        ("marking=TLP:CLEAR", {"A"}),
        ("recording_agency=US-ICE", {"A"}),
        ("from=2009-07", {"B"}),
        ("to=2009-07-31", {"A"}),
    ],
)
def test_the_list_is_narrowed(api, query, found):
    first = OperationFactory(code="A", owner="US-ICE", marking="TLP:CLEAR", starts="2009-06", ends="2009-07")
    second = OperationFactory(
        code="B",
        parent=first,
        kind="training",
        threats=["wildlife_trafficking"],
        starts="2009-07",
        ends="2009-08",
    )
    ParticipationFactory(operation=first, agency="US-CBP")
    ParticipationFactory(operation=second, agency=None, country="COL")

    assert codes(api, f"?{query}") == found


@pytest.mark.parametrize("length", [1, 6])
def test_lists_and_details_cost_the_same_for_any_length(django_assert_num_queries, length):
    client = signed_in(person("partner", "US-FBI"))
    umbrella = OperationFactory(code="UMBRELLA")
    for _ in range(length):
        ParticipationFactory(operation=umbrella)
        ParticipationFactory(operation=OperationFactory(parent=umbrella), agency=None, country="COL")

    # session, user, the page, what its operations rest on
    with django_assert_num_queries(4):
        assert len(client.get(OPERATIONS).json()["results"]) == length + 1
    with django_assert_num_queries(3):
        assert len(client.get(PARTICIPATIONS).json()["results"]) == 2 * length
    # session, user, the operation, what it rests on, who takes part, their agencies
    with django_assert_num_queries(6):
        assert len(client.get(f"{OPERATIONS}UMBRELLA/").json()["participations"]) == length


def test_an_operation_is_entered_and_belongs_to_its_author_s_agency(analyst):
    response = post(
        analyst,
        OPERATIONS,
        {"code": "NEW", "name": "New", "kind": "training", "starts": "2009-Q1", "ends": "2009"},
    )

    operation = Operation.objects.get()
    assert (response.status_code, response.headers["Location"]) == (201, f"{OPERATIONS}NEW/")
    assert (operation.owner.code, str(operation.starts), str(operation.ends)) == ("US-ICE", "2009-Q1", "2009")


@pytest.mark.parametrize(
    ("body", "pointer", "sentence"),
    [
        ({"starts": "2009-08", "ends": "2009-07"}, "/ends", "The operation ends before it starts."),
        ({"starts": "2008/2009"}, "/starts", "Give one day, month, quarter or year."),
        ({"code": "new one"}, "/code", "Capital letters and digits, joined by hyphens."),
        ({"code": "TAKEN"}, "/code", "operation with this code already exists."),
        ({"parent": "NOPE"}, "/parent", "There is no operation NOPE. /api/v1/operations/ lists them all."),
        ({"parent": "PHASE"}, "/parent", "A phase cannot have phases of its own: choose its umbrella."),
        (
            {"threats": ["boredom"]},
            "/threats/0",
            "“boredom” is not possible; possible are drug_trafficking, money_laundering, bulk_cash_smuggling,"
            " arms_trafficking, human_trafficking, human_smuggling, violent_crime, cybercrime, child_exploitation,"
            " wildlife_trafficking, counterfeiting, fugitives, other.",
        ),
        ({"duration_days": 40000}, "/duration_days", "Ensure this value is less than or equal to 32767."),
    ],
)
def test_bad_input_is_refused_in_its_place(analyst, body, pointer, sentence):
    OperationFactory(code="TAKEN")
    OperationFactory(code="PHASE", parent=OperationFactory(code="UMBRELLA"))

    response = post(analyst, OPERATIONS, {"code": "NEW", "name": "New", "kind": "training"} | body)

    assert response.status_code == 400
    assert findings(response) == {pointer: sentence}
    assert Operation.objects.count() == 3


def test_an_operation_is_changed_by_its_lead_who_has_read_it(analyst):
    operation = OperationFactory(code="SHARED")
    ParticipationFactory(operation=operation, agency="US-ICE", role="lead")
    address = f"{OPERATIONS}SHARED/"
    etag = analyst.get(address).headers["ETag"]

    blind = send(analyst, "PATCH", address, {"name": "Renamed"})
    seen = send(analyst, "PATCH", address, {"name": "Renamed"}, if_match=etag)
    stale = send(analyst, "PATCH", address, {"name": "Again"}, if_match=etag)

    assert [blind.status_code, seen.status_code, stale.status_code] == [428, 200, 412]
    assert (seen.json()["name"], seen.json()["version"]) == ("Renamed", 2)


def test_an_operation_is_not_changed_by_who_only_takes_part(analyst):
    ParticipationFactory(operation=OperationFactory(code="SHARED", name="Shared"), agency="US-ICE")

    response = send(analyst, "PATCH", f"{OPERATIONS}SHARED/", {"name": "Renamed"}, if_match="*")

    assert response.status_code == 403
    assert findings(response) == {"": "Only the lead and coordinating agencies of Shared may change it."}


def test_whoever_marks_an_operation_red_does_not_lose_sight_of_it(analyst):
    body = {"code": "SECRET", "name": "Secret", "kind": "investigation", "marking": "TLP:RED"}

    by_key = post(key_client(agency="US-ICE"), OPERATIONS, body)
    by_person = post(analyst, OPERATIONS, body)

    assert findings(by_key) == {"/marking": "Only named persons read TLP:RED, and a key is none."}
    assert analyst.get(by_person.headers["Location"]).status_code == 200

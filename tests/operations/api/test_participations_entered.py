"""Who takes part in an operation, entered over the API."""

import pytest

from operations.models import Participation
from tests.calls import findings, person, post, signed_in
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, ParticipationFactory

pytestmark = pytest.mark.django_db
PARTICIPATIONS = "/api/v1/participations/"


def test_who_takes_part_is_entered_as_a_list(analyst):
    OperationFactory(code="OURS", owner="US-ICE")
    both = [
        {"operation": "OURS", "agency": "US-CBP"},
        {"operation": "OURS", "country": "COL", "role": "host"},
    ]

    response = post(analyst, PARTICIPATIONS, both)

    assert response.status_code == 201
    assert [(row["agency"], row["country"], row["role"]) for row in response.json()] == [
        ("US-CBP", None, "participant"),
        (None, "COL", "host"),
    ]


def test_of_a_list_in_which_one_is_refused_nothing_is_entered(analyst):
    OperationFactory(code="OURS", owner="US-ICE")
    OperationFactory(code="THEIRS", name="Theirs")
    both = [{"operation": code, "country": "COL"} for code in ("OURS", "THEIRS")]

    response = post(analyst, PARTICIPATIONS, both)

    assert response.status_code == 403
    assert findings(response) == {"/1": "Only the lead and coordinating agencies of Theirs may change it."}
    assert not Participation.objects.exists()


@pytest.mark.parametrize(
    ("body", "pointer", "words"),
    [
        ({"role": "lead", "agency": "US-CBP"}, "/role", "The operation has a lead agency already;"),
        (
            {"role": "observer", "joint_lead": True, "agency": "US-CBP"},
            "/joint_lead",
            "Only a lead agency can",
        ),
        ({}, "", "Choose the agency, or the country if its agencies are not named;"),
        (
            {"agency": "US-ICE", "role": "lead", "joint_lead": True},
            "/agency",
            "That agency has that role in the",
        ),
        ({"agency": "NOPE"}, "/agency", "There is no agency NOPE."),
    ],
    ids=["two-lead-agencies", "joint-observer", "nobody", "twice-the-same", "unknown"],
)
def test_bad_participations_are_refused_in_their_place(analyst, body, pointer, words):
    ours = OperationFactory(code="OURS", owner="US-ICE")
    ParticipationFactory(operation=ours, agency="US-ICE", role="lead")

    response = post(analyst, PARTICIPATIONS, {"operation": "OURS"} | body)

    assert response.status_code == 400
    assert any(found == pointer and text.startswith(words) for found, text in findings(response).items())
    assert Participation.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [
        pytest.param(lambda: signed_in(person("analyst")), 201, id="analyst"),
        pytest.param(lambda: signed_in(person("analyst", "US-CBP")), 403, id="analyst-of-another-agency"),
        pytest.param(lambda: signed_in(person("partner")), 403, id="partner"),
        pytest.param(lambda: key_client("records:write", agency="US-ICE"), 201, id="key-that-writes"),
        pytest.param(lambda: key_client("records:read", agency="US-ICE"), 403, id="key-that-reads"),
    ],
)
def test_who_says_who_takes_part(who, status):
    OperationFactory(code="OURS", owner="US-ICE")

    assert post(who(), PARTICIPATIONS, {"operation": "OURS", "country": "COL"}).status_code == status

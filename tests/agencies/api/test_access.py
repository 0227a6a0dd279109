"""Who gets in: a key as Bearer or as the password of Basic, a person signed in; by scope and by role."""

import base64

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from agencies import services
from agencies.models import Agency, ApiKey, Role
from tests.factories.agencies import UserFactory

pytestmark = pytest.mark.django_db

UNITS = "/api/v1/units/"
SCOPES = ["figures:read", "records:read", "records:write"]


@pytest.fixture
def raw():
    return services.make_key(
        agency=Agency.objects.get(code="US-FBI"), name="x", scopes=["records:read"], by=None
    )[1]


def basic(text: str) -> str:
    return f"Basic {base64.b64encode(text.encode()).decode()}"


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(lambda raw: f"Bearer {raw}", id="bearer"),
        pytest.param(lambda raw: f"bearer   {raw} ", id="bearer, sloppy"),
        pytest.param(lambda raw: basic(f"anybody:{raw}"), id="basic"),
        pytest.param(lambda raw: basic(f":{raw}"), id="basic without a name"),
    ],
)
def test_a_key_opens(header, raw):
    assert Client().get(UNITS, headers={"authorization": header(raw)}).status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(lambda raw: "", id="nothing"),
        pytest.param(lambda raw: "Bearer", id="no key"),
        pytest.param(lambda raw: "Bearer opt_wrong", id="unknown key"),
        pytest.param(lambda raw: f"Bearer {raw}x", id="almost"),
        pytest.param(lambda raw: f"Bearer {raw.upper()}", id="in capitals"),
        pytest.param(lambda raw: f"Token {raw}", id="another scheme"),
        pytest.param(lambda raw: basic(f"{raw}:"), id="the key as name"),
        pytest.param(basic, id="basic without a colon"),
        pytest.param(lambda raw: "Basic %%%", id="no base64"),
        pytest.param(lambda raw: "Basic /////w==", id="no text"),
        pytest.param(lambda raw: f"Bearer {'x' * 20_000}", id="endless"),
    ],
)
def test_anything_else_does_not(header, raw):
    answer = Client().get(UNITS, headers={"authorization": header(raw)})

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer, Basic realm="Ops Tracker"'
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "change", [{"expires_at": timezone.now()}, {"revoked_at": timezone.now()}], ids=["expired", "revoked"]
)
def test_an_ended_key_does_not_open(change, raw):
    ApiKey.objects.update(**change)

    answer = Client().get(UNITS, headers={"authorization": f"Bearer {raw}"})

    assert answer.status_code == 401
    assert "expired, or was revoked" in answer.json()["detail"]


class Room(APIView):
    """A room that keeps figures: read with one scope, written with another."""

    required_scopes = {"GET": "figures:read"}

    def get(self, request):
        return Response({"agency": request.user.agency_id, "user": request.user.user_id})

    def post(self, request):
        return Response()


class Records(Room):
    required_scopes = {}


@pytest.mark.parametrize(
    ("room", "method", "opens"),
    [
        pytest.param(Records, "get", "records:read", id="records are read"),
        pytest.param(Records, "options", "records:read", id="records are asked about"),
        pytest.param(Records, "post", "records:write", id="records are written"),
        pytest.param(Room, "get", "figures:read", id="figures are read"),
        pytest.param(Room, "head", "figures:read", id="figures are looked up"),
        pytest.param(Room, "post", "records:write", id="what is not stated is written with records:write"),
    ],
)
@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_opens_what_it_says(room, method, opens, scope):
    _key, raw = services.make_key(agency=Agency.objects.get(code="WCO"), name="x", scopes=[scope], by=None)
    request = getattr(APIRequestFactory(headers={"authorization": f"Bearer {raw}"}), method)("/")

    answer = room.as_view()(request)

    assert answer.status_code == (200 if scope == opens else 403)
    if scope != opens:
        assert opens in answer.content.decode()


def test_a_key_reads_as_its_agency_and_is_no_person(raw):
    _key, raw = services.make_key(
        agency=Agency.objects.get(code="WCO"), name="x", scopes=["figures:read"], by=None
    )

    answer = Room.as_view()(APIRequestFactory(headers={"authorization": f"Bearer {raw}"}).get("/"))

    assert answer.data == {"agency": Agency.objects.get(code="WCO").pk, "user": None}


@pytest.mark.parametrize(
    ("role", "writes"),
    [
        (Role.ANALYST, True),
        (Role.SUPERVISOR, True),
        (Role.ADMINISTRATOR, False),
        (Role.PARTNER, False),
        (Role.AUDITOR, False),
    ],
)
def test_everybody_signed_in_reads_and_those_who_enter_write(role, writes):
    client = Client()
    client.force_login(UserFactory(role=role))

    assert client.get(UNITS).status_code == 200
    # Nothing is written to a list of units; who may write at all learns that it cannot be.
    assert client.post(UNITS).status_code == (405 if writes else 403)


def test_a_person_s_write_needs_the_csrf_token():
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory(role=Role.ANALYST))

    answer = client.post(UNITS)

    assert (answer.status_code, "CSRF" in answer.json()["detail"]) == (403, True)

"""What no page expects in an address is refused before any page sees it."""

import pytest
from django.test import Client

from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/operations/%00/", 400),
        ("/admin/autocomplete/?app_label=agencies&model_name=user&field_name=agency&term=%00", 400),
        ("/search/?q=%00", 200),
        ("/seizures/?q=%00", 200),
        ("/evidence/?measure=%00", 400),
        ("/api/v1/figures/?measure=%00", 400),
    ],
)
def test_a_nul_character_is_no_fault_of_ours(client, address, status):
    client.force_login(UserFactory(role="administrator", agency=None))

    assert client.get(address).status_code == status


def test_a_post_without_the_slash_is_a_problem_in_the_apis_own_form(client):
    response = client.post("/api/v1/seizures", "{}", content_type="application/json")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


@pytest.fixture
def over_tls(settings):
    settings.SECURE_SSL_REDIRECT = settings.HTTPS = True


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("headers", [{"authorization": "Bearer opt_secret"}, {}])
def test_a_key_that_comes_in_the_clear_is_refused_and_not_sent_on(over_tls, method, headers):
    response = getattr(Client(), method)("/api/v1/units/", headers=headers)

    assert response.status_code == 403
    assert response["Content-Type"] == "application/problem+json"
    assert "Call https" in response.json()["detail"]


def test_a_key_for_any_other_address_is_not_sent_on_either(over_tls):
    assert Client().get("/seizures/", headers={"authorization": "Basic eDp5"}).status_code == 403


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/operations/"])
def test_a_person_who_types_http_is_sent_to_https(over_tls, path):
    assert Client().get(path).status_code == 301


def test_what_watches_the_server_from_inside_goes_on(over_tls, settings):
    settings.METRICS_TOKEN = "token"

    assert Client().get("/metrics", headers={"authorization": "Bearer token"}).status_code == 200


def test_over_tls_a_key_works(over_tls):
    assert key_client().get("/api/v1/units/", secure=True).status_code == 200


def test_the_description_is_read_with_a_key():
    assert b"swagger" in key_client().get("/api/docs/").content
    assert key_client("figures:read").get("/api/schema/").status_code == 200


def test_the_description_is_not_read_without():
    assert Client().get("/api/docs/").status_code == 302
    assert Client().get("/api/docs/", headers={"authorization": "Bearer opt_wrong"}).status_code == 401

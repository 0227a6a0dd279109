"""What no page expects in an address is refused before any page sees it."""

import pytest

from tests.factories.agencies import UserFactory

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

import pytest
from django.urls import reverse

from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reader(client):
    user = UserFactory(role="partner")
    client.force_login(user)
    return user


def found(client, text):
    return client.get(reverse("search"), {"q": text}).content.decode()


def test_a_code_leads_straight_to_its_operation(client):
    OperationFactory(code="ATLAS")

    response = client.get(reverse("search"), {"q": " atlas "})

    assert response.url == reverse("operation", args=["ATLAS"])


def test_a_part_of_a_name_or_reference_is_found(client):
    OperationFactory(code="PACIFIC-RIM", name="Pacific Rim")
    SeizureFactory(verified=True, reference="RIM-S-1")
    OutcomeFactory(verified=True, reference="RIM-O-1")

    page = found(client, "rim")

    for name in ("Pacific Rim", "RIM-S-1", "RIM-O-1"):
        assert name in page


def test_what_one_may_not_see_is_not_found(client):
    OperationFactory(code="SECRET-1", amber=True)
    SeizureFactory(verified=True, reference="SECRET-2", marking="TLP:AMBER+STRICT")

    page = found(client, "secret")

    assert "SECRET-1" not in page
    assert "SECRET-2" not in page
    assert "Nothing found" in page


def test_an_empty_search_says_what_can_be_searched(client):
    assert "What are you looking for?" in found(client, "")


def test_what_was_typed_is_shown_as_text(client):
    assert "<script>alert" not in found(client, "<script>alert(1)</script>")

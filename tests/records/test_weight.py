"""The weight of the entry pages: a long list is sent once, however many fields offer it."""

import pytest
from django.urls import reverse

from tests.factories.operations import OperationFactory

pytestmark = pytest.mark.django_db
HEAVIEST = 150_000


@pytest.mark.parametrize("name", ["seizure-new", "outcome-new"])
def test_an_entry_page_sends_the_list_of_countries_once(client, analyst, name):
    client.force_login(analyst)

    page = client.get(reverse(name)).content.decode()

    assert page.count('<option value="COL"') == 1


@pytest.mark.parametrize("name", ["seizure-new", "outcome-new", "operation-new", "outcome-grid"])
def test_no_entry_page_is_heavy(client, analyst, name):
    OperationFactory.create_batch(100)
    client.force_login(analyst)

    assert len(client.get(reverse(name)).content) <= HEAVIEST

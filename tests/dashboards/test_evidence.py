import csv
import io
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.factories.agencies import UserFactory
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reader(client):
    user = UserFactory(role="partner")
    client.force_login(user)
    return user


def test_the_records_of_a_figure_add_up_to_it(client):
    for amount in ("100.25", "200.50"):
        seizure = SeizureFactory(verified=True, item=None)
        SeizedItemFactory(seizure=seizure, cash=amount)

    response = client.get(reverse("evidence"), {"measure": "CASH", "stage": "seized"})
    (tile,) = response.context["tiles"]

    assert tile.value == sum(fact.amount for fact in response.context["page"]) == Decimal("300.75")


def test_what_is_left_out_says_why(client):
    OutcomeFactory(submitted=True, reference="WAITING")

    page = client.get(reverse("evidence"), {"measure": "PEOPLE.ARRESTED"}).content.decode()

    assert "WAITING" in page
    assert "not verified yet" in page


def test_no_column_has_a_bare_number(client):
    seizure = SeizureFactory(verified=True, item=None)
    SeizedItemFactory(seizure=seizure, cash="155000000", qualifier="approximately")
    SeizedItemFactory(seizure=seizure, quantity="3.3", unit="TON")

    page = client.get(reverse("evidence"), {}).content.decode()

    assert page.count("about US$155,000,000<") == 2
    assert ">3.3\xa0ton" in page
    assert "about 2,993.709642\xa0kg" in page


def test_a_wrong_question_is_answered_with_what_is_possible(client):
    response = client.get(reverse("evidence"), {"stage": "vanished"})

    assert response.status_code == 400
    assert "There is no stage vanished" in response.content.decode()


def test_the_file_holds_the_same_records_exactly_and_inert(client):
    seizure = SeizureFactory(verified=True, item=None, reference="=1+1")
    SeizedItemFactory(seizure=seizure, cash="12345678901.23")

    response = client.get(reverse("evidence-csv"), {"measure": "CASH"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))

    assert (row["reference"], row["amount"], row["unit"]) == ("'=1+1", "12345678901.23", "USD")

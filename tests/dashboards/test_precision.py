"""No page shows more digits of a figure than its source warrants; the exact value is a hover away, and in the files."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from seizures.models import Seizure
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db
DECIMALS = re.compile(r"\d[\d,]*\.\d{3,}")
EXACT = "2,993.709642"
# What a short ton is, as the note of the method has it.
METHOD = "907.18474 kg"


@pytest.fixture
def operation(client):
    """About 3.3 tons of no stated kind, exactly 26,407.5 pounds, and the worth of it in euros."""
    user = UserFactory(role="supervisor", agency="US-ICE")
    client.force_login(user)
    operation = OperationFactory(owner=user.agency)
    common = {
        "operation": operation,
        "owner": user.agency,
        "seizing_agency": user.agency,
        "date": "2009-07-14",
    }
    SeizureFactory(
        verified=True, item__quantity="3.3", item__unit="TON", item__qualifier="approximately", **common
    )
    SeizureFactory(
        verified=True, item__quantity="26407.5", item__unit="LBR", item__measure="NARC.HEROIN",
        item__amount="1234.56", item__currency="EUR", **common,
    )  # fmt: skip
    SeizureFactory(
        submitted=True, item__quantity="3.3", item__unit="TON", item__qualifier="at_least", **common
    )
    return operation


def shown(response):
    """What a reader sees without pointing at anything."""
    page = re.sub(r"<(script|style)\b.*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return strip_tags(page).replace("\N{NO-BREAK SPACE}", " ").replace(METHOD, "")


def test_no_page_shows_more_digits_than_its_source_warrants(client, operation):
    pages = {
        "overview": reverse("overview"),
        "operation": reverse("operation", args=[operation.code]),
        "evidence": reverse("evidence") + "?measure=NARC",
        "changes": reverse("changes") + "?measure=NARC&since=2000-01-01",
        "review": reverse("review"),
        "records": reverse("seizures"),
        **{f"record {each}": each.get_absolute_url() for each in Seizure.objects.all()},
    }

    responses = {name: client.get(address) for name, address in pages.items()}

    assert {name: response.status_code for name, response in responses.items()} == dict.fromkeys(pages, 200)
    assert {
        name: found for name, response in responses.items() if (found := DECIMALS.findall(shown(response)))
    } == {}
    assert sum("about 2,990 kg" in shown(response) for response in responses.values()) >= 3


def test_the_exact_value_is_a_hover_and_a_file_away(client, operation):
    question = {"measure": "NARC.COCAINE", "stage": "seized"}

    assert EXACT in client.get(reverse("evidence"), question).content.decode()
    assert EXACT.replace(",", "") in b"".join(client.get(reverse("evidence-csv"), question)).decode()
    (figure,) = client.get("/api/v1/figures/", question).json()["figures"]
    assert Decimal(figure["value"]) == Decimal("2993.709642")

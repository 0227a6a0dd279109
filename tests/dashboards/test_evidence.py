import csv
import io
from decimal import Decimal
from importlib import import_module

import pytest
from django.urls import reverse

from tests.factories.agencies import UserFactory
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import SeizedItemFactory, SeizureFactory
from tests.figures.api.test_changes import now, written
from tests.figures.scene import run

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

    assert (
        tile.value
        == sum(row.amount.value for row in response.context["counted"]["rows"])
        == Decimal("300.75")
    )


def test_money_in_no_currency_opens_to_itself(client):
    SeizureFactory(verified=True, item__cash="100")
    SeizureFactory(verified=True, item__measure="CASH.CURRENCY", item__quantity=None, item__unit=None)

    tiles = client.get(reverse("evidence"), {"currency": "reported"}).context["tiles"]
    (nothing,) = [tile for tile in tiles if not tile.unit]

    assert [tile.records for tile in client.get(nothing.url).context["tiles"]] == ["1 record"]


def test_the_worth_of_goods_is_no_money_that_was_taken(client):
    SeizureFactory(verified=True, item__quantity="2", item__amount="5000", item__currency="USD")

    tiles = client.get(reverse("evidence"), {}).context["tiles"]

    assert {tile.label for tile in tiles} == {"Narcotics seized", "Narcotics seized, by value"}


def test_what_is_listed_adds_up_to_the_figure(client):
    for amount in ("100.25", "200.50"):
        SeizureFactory(verified=True, item=None).items.add(SeizedItemFactory(cash=amount), bulk=False)

    response = client.get(reverse("evidence"), {"measure": "CASH"})
    (tile,), (total,) = response.context["tiles"], response.context["counted"]["sums"]

    assert total["amount"].value == tile.value
    assert "These 2 facts add up to" in response.content.decode()


def test_page_by_page_it_says_what_is_on_the_page(client, monkeypatch):
    monkeypatch.setattr(import_module("dashboards.views.evidence"), "PAGE", 2)
    for amount in ("1", "2", "4"):
        SeizureFactory(verified=True, item__cash=amount, item__quantity=None)
        OutcomeFactory(submitted=True, quantity=amount)

    first = client.get(reverse("evidence"), {})
    second = client.get(reverse("evidence"), {"page": first.context["counted"]["page"].next})
    more = client.get(reverse("evidence"), {"left": first.context["outside"]["page"].next})

    assert values(first, "counted") == [4, 2]
    assert "The 2 facts on this page add up to" in first.content.decode()
    assert values(second, "counted") == [1]
    assert "All pages together add up to the figures above." in second.content.decode()
    assert (values(first, "outside"), values(more, "outside")) == ([4, 2], [1])
    assert values(client.get(reverse("evidence"), {"page": "made-up"}), "counted") == [4, 2]


def values(response, name):
    return [row.amount.value for row in response.context[name]["rows"]]


@pytest.mark.django_db(transaction=True)
def test_of_an_instant_in_the_past_it_lists_what_counted_then(client):
    kept, gone = (
        SeizureFactory(verified=True, item__quantity="3"),
        OutcomeFactory(verified=True, quantity="5"),
    )
    then = now()
    kept.items.update(canonical_quantity="4")
    run("DELETE FROM operations_outcome WHERE id = %s", gone.pk)

    response = client.get(reverse("evidence"), {"as_of": written(then)})
    page = response.content.decode()
    file = client.get(reverse("evidence-csv"), {"as_of": written(then)})
    rows = list(csv.DictReader(io.StringIO(b"".join(file.streaming_content).decode("utf-8-sig"))))

    assert values(response, "counted") == [5, 3]
    assert "a record that was deleted" in page
    assert "As of:" in page
    assert [(row["reference"], row["amount"]) for row in rows] == [("", "5"), (kept.reference, "3")]
    assert "until=" in response.context["changes_url"]


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

    assert page.count("about US$155,000,000<") == 3
    assert ">3.3\xa0ton" in page
    assert "about 2,993.709642\xa0kg" in page


def test_a_wrong_question_is_answered_with_what_is_possible(client):
    response = client.get(reverse("evidence"), {"stage": "vanished", "from": "2009", "to": "2009"})
    page = response.content.decode()

    assert response.status_code == 400
    assert "Stage: There is no stage vanished" in page
    assert "From: “2009” is not a month" in page
    assert "To: “2009” is not a month" in page
    assert f'href="{reverse("overview")}"' in page


@pytest.mark.parametrize(
    ("status", "words"),
    [("verified", "No verified result yet."), ("unverified", "Nothing is waiting to be verified.")],
)
def test_where_all_is_left_out_it_says_what_there_is_none_of(client, status, words):
    SeizureFactory(submitted=True, part_of=SeizureFactory(withdrawn=True))

    assert words in client.get(reverse("evidence"), {"status": status}).content.decode()


def test_the_question_is_said_in_words(client):
    asked = {"measure": "CASH", "country": "COL,none", "from": "2009-07", "agency": "none"}
    said = client.get(reverse("evidence"), asked).context["conditions"]

    assert {condition["label"]: condition["text"] for condition in said} == {
        "Measure": "Cash and monetary instruments",
        "Agency": "not stated",
        "Country": "Colombia, not stated",
        "From": "1 July 2009",
    }


def test_no_figure_opens_to_the_page_it_stands_on(client):
    SeizureFactory(verified=True)
    OutcomeFactory(verified=True)

    several = client.get(reverse("evidence"), {}).context["tiles"]
    alone = client.get(several[0].url)

    assert all(tile.url for tile in several)
    assert [tile.url for tile in alone.context["tiles"]] == [""]
    assert "1 record" in alone.content.decode()


def test_the_file_holds_the_same_records_exactly_and_inert(client):
    seizure = SeizureFactory(verified=True, item=None, reference="=1+1")
    SeizedItemFactory(seizure=seizure, cash="12345678901.23")

    response = client.get(reverse("evidence-csv"), {"measure": "CASH"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))

    assert (row["reference"], row["amount"], row["unit"]) == ("'=1+1", "12345678901.23", "USD")

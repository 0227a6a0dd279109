"""Amounts between two numbers, and the least and the most that a figure can be."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from figures.answer.query import answer
from figures.ledger.drift import drift
from figures.ledger.folding import fold_all
from figures.question.question import Question
from operations.models import Claim, Outcome
from seizures.models import Disposition, SeizedItem, Seizure
from tests.calls import person, post, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.operations import ClaimFactory, OutcomeFactory
from tests.factories.seizures import DispositionFactory, SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db

FIGURES = "/api/v1/figures/"
BETWEEN = {"qualifier": "between"}
TEN_TO_TWELVE = {**BETWEEN, "quantity": "10", "quantity_high": "12"}


@pytest.fixture
def reader():
    return UserFactory()


@pytest.fixture(params=["pending", "folded"])
def folded(request):
    return fold_all if request.param == "folded" else lambda: None


def seized(**item):
    return SeizureFactory(verified=True, item=None, date="2009-07-14"), item


def recorded(*items):
    seizure = SeizureFactory(verified=True, item=None, date="2009-07-14")
    for item in items:
        SeizedItemFactory(seizure=seizure, **item)
    return seizure


def bounds(reader, **question):
    found = answer(Question(**question), reader).figures
    return [(figure.value, figure.low, figure.high, str(figure.qualifier)) for figure in found]


@pytest.mark.parametrize(
    ("items", "value", "low", "high", "qualifier"),
    [
        ([{"quantity": "5"}], 5, 5, 5, "exact"),
        ([{"quantity": "5", "qualifier": "at_least"}], 5, 5, None, "at_least"),
        ([{"quantity": "5", "qualifier": "at_most"}], 5, 0, 5, "at_most"),
        ([TEN_TO_TWELVE], 10, 10, 12, "approximately"),
        ([TEN_TO_TWELVE, {"quantity": "5"}], 15, 15, 17, "approximately"),
        ([TEN_TO_TWELVE, {"quantity": "5", "qualifier": "at_most"}], 15, 10, 17, "approximately"),
        ([TEN_TO_TWELVE, {"quantity": "5", "qualifier": "at_least"}], 15, 15, None, "approximately"),
        ([TEN_TO_TWELVE, {"quantity": "5", "qualifier": "approximately"}], 15, None, None, "approximately"),
        ([TEN_TO_TWELVE, {"quantity": None}], 10, None, None, "at_least"),
    ],
)
def test_a_figure_says_the_least_and_the_most_that_its_parts_can_be(
    reader, folded, items, value, low, high, qualifier
):
    recorded(*items)
    folded()

    assert bounds(reader) == [(value, low, high, qualifier)]
    assert not drift()


def test_both_ends_are_converted_and_valued(reader, folded):
    recorded({"qualifier": "between", "quantity": "10", "quantity_high": "20", "unit": "LBR"})
    OutcomeFactory(
        verified=True, measure="FORFEITURE.CRIMINAL", quantity=None, unit=None, date="2009-07-14",
        qualifier="between", amount="100", amount_high="250", currency="USD",
    )  # fmt: skip
    folded()

    kilograms, dollars = bounds(reader, by=("measure",))[::-1]

    assert kilograms == (Decimal("4.5359237"), Decimal("4.5359237"), Decimal("9.0718474"), "approximately")
    assert dollars == (100, 100, 250, "approximately")


def test_the_face_that_has_one_number_is_about_so_much(reader):
    recorded({**TEN_TO_TWELVE, "amount": "500", "currency": "USD"})

    assert bounds(reader, unit="KGM") == [(10, 10, 12, "approximately")]
    assert bounds(reader, unit="USD") == [(500, None, None, "approximately")]


def test_the_most_is_known_of_the_past_and_a_change_of_it_alone_is_a_change(reader):
    seizure = recorded(TEN_TO_TWELVE)
    item = seizure.items.get()

    SeizedItem.objects.filter(pk=item.pk).update(quantity_high="13")

    assert bounds(reader) == [(10, 10, 13, "approximately")]
    assert not drift()


REFUSED = [
    ({"qualifier": "between", "quantity": "10"}, "between what and what"),
    ({"qualifier": "between", "quantity": "10", "quantity_high": "10"}, "must be the higher one"),
    ({"qualifier": "between", "quantity_high": "10", "quantity": None}, "must be the higher one"),
    ({"qualifier": "exact", "quantity": "10", "quantity_high": "12"}, "goes with “between” only"),
    ({"qualifier": "between", "quantity": "10", "quantity_high": "1e60"}, ""),
]


@pytest.mark.parametrize(("stated", "sentence"), REFUSED)
def test_what_is_no_range_is_refused_by_the_database(stated, sentence):
    seizure = SeizureFactory(item=None)
    for factory, more in (
        (OutcomeFactory, {}), (SeizedItemFactory, {"seizure": seizure, "measure": "NARC.COCAINE"}),
        (DispositionFactory, {"item": SeizedItemFactory(seizure=seizure)}),
        (ClaimFactory, {}),
    ):  # fmt: skip
        named = {
            name.replace("quantity", "value") if factory is ClaimFactory else name: value
            for name, value in stated.items()
        }
        with pytest.raises(IntegrityError), transaction.atomic():
            factory(**more, **named)


@pytest.mark.parametrize(("stated", "sentence"), REFUSED)
def test_what_is_no_range_is_refused_with_a_sentence(stated, sentence):
    client = signed_in(person())
    result = {"measure": "PEOPLE.ARRESTED", "unit": "C62", **stated}
    goods = {"items": [{"measure": "NARC.COCAINE", "unit": "KGM", **stated}]}

    for address, body in (("/api/v1/outcomes/", result), ("/api/v1/seizures/", goods)):
        refused = client.post(address, body, content_type="application/json")

        assert refused.status_code == 400
        assert sentence in str(refused.json())
    assert not Seizure.objects.exists()
    assert not Outcome.objects.exists()


def test_a_range_is_written_read_and_changed_through_the_api():
    client = signed_in(person())
    body = {"items": [{"measure": "NARC.COCAINE", "unit": "KGM", **TEN_TO_TWELVE}]}

    made = client.post("/api/v1/seizures/", body, content_type="application/json")

    assert made.status_code == 201, made.content
    [item] = made.json()["items"]
    told = ("qualifier", "quantity", "quantity_high", "canonical_quantity_high", "amount_high")
    assert [item[name] for name in told] == ["between", "10", "12", "12", None]
    address = f"/api/v1/seizures/{made.json()['id']}/"
    assert client.get(address).json()["items"] == made.json()["items"]
    changed = client.patch(
        address,
        {"items": [{"id": item["id"], "quantity_high": "13"}]},
        content_type="application/json",
        headers={"If-Match": client.get(address)["ETag"]},
    )
    assert changed.status_code == 200, changed.content
    assert changed.json()["items"][0]["quantity_high"] == "13"


def test_figures_and_their_evidence_publish_both_ends(folded):
    recorded(TEN_TO_TWELVE, {"quantity": "5", "qualifier": "at_most"})
    folded()
    client = signed_in(person())

    [figure] = client.get(FIGURES).json()["figures"]

    assert (figure["value"], figure["low"], figure["high"], figure["between"]) == ("15", "10", "17", 1)
    found = client.get(figure["evidence"]).json()
    assert sorted((fact["value"], fact["low"], fact["high"]) for fact in found["results"]) == [
        ("10", "10", "12"), ("5", "0", "5"),
    ]  # fmt: skip
    assert [(total["low"], total["high"]) for total in found["sums"]] == [("10", "17")]
    rows = client.get(FIGURES, headers={"accept": "text/csv"}).text.splitlines()
    assert dict(zip(rows[0].split(","), rows[1].split(","), strict=False))["high"] == "17"


def test_pages_say_between_what_and_what():
    seizure = recorded(TEN_TO_TWELVE)
    DispositionFactory(item=seizure.items.get(), stage="destroyed", **{**TEN_TO_TWELVE, "quantity": "3"})
    client = signed_in(person())

    page = client.get(seizure.get_absolute_url()).text
    evidence = client.get("/evidence/?measure=NARC.COCAINE&stage=seized").text

    for text in (page, evidence):
        assert "between 10 and 12\N{NO-BREAK SPACE}kg" in text
    assert "between 3 and 12\N{NO-BREAK SPACE}kg" in page


def test_no_more_can_be_disposed_of_than_there_may_have_been():
    seizure = SeizureFactory(item=None, owner="US-ICE")
    item = SeizedItemFactory(seizure=seizure, **TEN_TO_TWELVE)
    client = signed_in(seizure.created_by)

    def disposed(quantity):
        body = {"item": str(item.pk), "stage": "destroyed", "quantity": quantity, "unit": "KGM"}
        return post(client, "/api/v1/dispositions/", body).status_code

    assert disposed("12.1") == 400
    assert disposed("12") == 201
    assert Disposition.objects.get().quantity == 12


def test_a_claim_of_a_range_agrees_with_what_lies_in_it():
    claim = ClaimFactory(value="5", value_high="12", qualifier="between")
    OutcomeFactory(verified=True, operation=claim.operation, quantity="10")
    client = signed_in(person())

    def standing(**stated):
        Claim.objects.update(**stated)
        return client.get(f"/api/v1/claims/{claim.pk}/").json()["standing"]

    assert standing() == "agrees"
    assert standing(value_high="9") == "falls_short"
    assert standing(value="11", value_high="19") == "exceeds"

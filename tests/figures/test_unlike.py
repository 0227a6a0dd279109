"""What does not add up: counts of unlike things, measures that are no sum, money beside goods of no stated worth."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from common.errors import Invalid
from figures.answer.query import answer
from figures.effects import contribution_of
from figures.models import Fact
from figures.question.question import Question
from figures.question.reading import parse_question
from measures.models import Dimension, Measure, Unit
from measures.quantity import figure_unit
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return UserFactory()


def asked(reader, **question):
    return answer(Question(**question), reader).figures


def amounts(figures, *dimensions):
    return {
        (*(figure.cell[name] for name in dimensions), figure.unit): (figure.value, str(figure.qualifier))
        for figure in figures
    }


def countries(number, operation=None, **stated):
    given = {"operation": operation} if operation else {}
    return OutcomeFactory(
        verified=True, measure="ACTIVITY.COUNTRIES", quantity=number, unit="C62", **given, **stated
    )


def test_blocks_doses_plants_and_tablets_do_not_add_up(reader):
    for quantity, unit in (("3", "BLOCK"), ("1000", "DOSE"), ("5", "PLANT"), ("2", "U2")):
        SeizureFactory(verified=True, item__quantity=quantity, item__unit=unit)

    assert amounts(asked(reader)) == {
        ("BLOCK",): (3, "exact"),
        ("DOSE",): (1000, "exact"),
        ("PLANT",): (5, "exact"),
        ("U2",): (2, "exact"),
    }


def test_a_unit_of_then_can_be_asked_for_as_of_then(reader):
    SeizureFactory(verified=True, item__quantity="5", item__unit="BLOCK")
    then = timezone.now()

    # No measure counts in blocks: as pieces, they are a unit of figures no more.
    Unit.objects.filter(code="BLOCK").update(counts_pieces=True)

    assert parse_question({"unit": "BLOCK", "as_of": then.isoformat()}, reader).unit == "BLOCK"
    with pytest.raises(Invalid, match="BLOCK"):
        parse_question({"unit": "BLOCK"}, reader)
    with pytest.raises(Invalid, match="BUSHEL"):
        parse_question({"unit": "BUSHEL", "as_of": then.isoformat()}, reader)


def test_what_a_measure_counts_in_is_a_unit_of_figures_whatever_it_is_elsewhere(reader):
    SeizureFactory(verified=True, item__measure="NARC.CANNABIS.PLANT", item__quantity="7", item__unit="C62")

    Unit.objects.filter(code="PLANT").update(counts_pieces=True)

    found = answer(parse_question({"unit": "PLANT"}, reader), reader).figures
    assert [(figure.unit, figure.value) for figure in found if figure.cell["measure"] == "NARC"] == [
        ("PLANT", 7)
    ]


@pytest.mark.parametrize(
    ("measure", "quantity", "unit", "counted"),
    [
        pytest.param("WEAPONS.PISTOL", "2", "DZN", ("C62", 24), id="a-dozen-is-of-pieces"),
        pytest.param("AMMUNITION", "1", "MIL", ("ROUND", 1000), id="a-thousand-is-of-rounds"),
        pytest.param("AMMUNITION", "7", "C62", ("ROUND", 7), id="a-piece-of-ammunition-is-a-round"),
        pytest.param("WILDLIFE.LIVE", "7", "C62", ("HEA", 7), id="a-piece-is-an-animal"),
        pytest.param("GOODS.TOBACCO.CIGARETTES", "3", "MIL", ("STK", 3000), id="a-stick"),
        pytest.param("NARC.COCAINE", "7", "C62", ("C62", 7), id="a-piece-of-what-is-weighed"),
        pytest.param("NARC.CANNABIS.PLANT", "7", "C62", ("PLANT", 7), id="a-plant"),
    ],
)
def test_pieces_are_of_whatever_the_measure_counts(reader, measure, quantity, unit, counted):
    SeizureFactory(verified=True, item__measure=measure, item__quantity=quantity, item__unit=unit)

    [figure] = asked(reader)

    assert (figure.unit, figure.value) == counted


def test_the_ledger_and_what_is_not_saved_yet_agree_on_the_unit(reader):
    """Of every kind of measure, and every unit of quantity."""
    kinds = {
        (measure.dimension, measure.unit_id): measure for measure in Measure.objects.filter(kind="seizure")
    }
    units = Unit.objects.exclude(dimension__in=[Dimension.MONEY, Dimension.RATIO])
    seizure = SeizureFactory()
    wanted = {}
    for measure in kinds.values():
        for unit in units:
            item = SeizedItemFactory(seizure=seizure, measure=measure.code, quantity="1", unit=unit.code)
            wanted[item.pk] = figure_unit(unit, measure)

    facts = Fact.objects.filter(face="quantity", item__in=wanted).select_related("unit")

    assert {fact.item_id: fact.unit.code for fact in facts} == wanted
    assert len({*wanted.values()}) > 8


def test_countries_of_two_operations_are_at_least_those_of_the_larger(reader):
    first, second = OperationFactory(code="FIRST"), OperationFactory(code="SECOND")
    countries("80", first)
    countries("30", second)

    [together] = asked(reader)
    apart = asked(reader, by=("operation",))

    assert (together.value, together.qualifier, together.operator) == (80, "at_least", "max")
    assert not together.additive
    assert amounts(apart, "operation") == {("FIRST", "C62"): (80, "exact"), ("SECOND", "C62"): (30, "exact")}
    assert not any(figure.additive for figure in apart)
    assert answer(Question(by=("operation",)), reader).overlaps == []


@pytest.mark.parametrize(
    ("operator", "value", "qualifier"),
    [
        pytest.param("sum", 110, "exact", id="sum"),
        pytest.param("max", 80, "at_least", id="max"),
        pytest.param("latest", 30, "exact", id="latest"),
        pytest.param("none", None, "exact", id="none"),
    ],
)
def test_a_measure_says_how_its_records_are_combined(reader, operator, value, qualifier):
    Measure.objects.filter(code="ACTIVITY.COUNTRIES").update(operator=operator)
    ids = [countries("80", date="2009-01").pk, countries("30", date="2010-01").pk]

    [figure] = asked(reader)
    [added] = contribution_of(ids).figures
    body = key_client("figures:read", agency="US-FBI").get("/api/v1/figures/").json()

    assert (figure.value, figure.qualifier, figure.operator) == (value, qualifier, operator)
    assert (added.value, added.operator) == (value, operator)
    assert [each["operator"] for each in body["figures"]] == [operator]


def test_a_period_with_one_of_them_has_its_number(reader):
    countries("80", date="2009-01")
    countries("30", date="2010-01")

    [figure] = asked(reader, first=dt.date(2010, 1, 1), last=dt.date(2010, 12, 31))

    assert (figure.value, figure.qualifier) == (30, "exact")


def test_money_beside_goods_of_no_stated_worth_is_a_lower_bound(reader):
    for amount in ("100", None, None):
        SeizureFactory(
            verified=True, item__measure="GOODS.COUNTERFEIT", item__quantity="2", item__unit="C62",
            item__amount=amount, item__currency=amount and "USD",
        )  # fmt: skip
    SeizureFactory(verified=True, item__measure="CASH", item__amount="7", item__currency="USD")

    figures = {(figure.cell["measure"], figure.unit): figure for figure in asked(reader)}
    worth, cash = figures["GOODS", "USD"], figures["CASH", "USD"]

    assert (worth.value, worth.qualifier, worth.unpriced) == (100, "at_least", 2)
    assert (cash.value, cash.qualifier, cash.unpriced) == (Decimal(7), "exact", 0)
    assert (figures["GOODS", "C62"].qualifier, figures["GOODS", "C62"].unpriced) == ("exact", 0)


@pytest.mark.parametrize(
    "query", ["", "unit=USD", "unit=USD&currency=reported", "by=country,year", "from=2009-01"]
)
def test_the_api_says_how_many_goods_state_no_worth(query):
    for amount in ("100", None):
        SeizureFactory(
            verified=True, country="COL", date="2009-07", item__measure="GOODS.COUNTERFEIT", item__quantity="2",
            item__unit="C62", item__amount=amount, item__currency=amount and "USD",
        )  # fmt: skip
    body = key_client("figures:read", agency="US-FBI").get(f"/api/v1/figures/?{query}").json()
    [worth] = [figure for figure in body["figures"] if figure["unit"] == "USD"]

    assert (worth["value"], worth["qualifier"], worth["unpriced"]) == ("100", "at_least", 1)


def counterfeit(**stated):
    given = {f"item__{name}": value for name, value in stated.items()}
    nothing = {"item__quantity": None, "item__unit": None, "item__amount": None, "item__currency": None}
    return SeizureFactory(verified=True, item__measure="GOODS.COUNTERFEIT", **nothing | given)


def test_what_is_stated_by_its_worth_shows_no_quantity(reader):
    first = counterfeit(amount="100", currency="USD")

    assert amounts(asked(reader)) == {("USD",): (100, "exact")}
    assert [each.unit for each in contribution_of([first.pk]).figures] == ["USD"]


def test_beside_a_quantity_it_makes_that_a_lower_bound(reader):
    counterfeit(amount="100", currency="USD")
    counterfeit(quantity="3", unit="C62")

    assert amounts(asked(reader)) == {("USD",): (100, "at_least"), ("C62",): (3, "at_least")}


@pytest.mark.parametrize("measure", ["GOODS.COUNTERFEIT", "NARC.COCAINE"])
def test_what_is_not_stated_at_all_is_shown(reader, measure):
    unit = "C62" if measure.startswith("GOODS") else "KGM"
    SeizureFactory(
        verified=True, item__measure=measure, item__quantity=None, item__unit=None, item__amount=None,
        item__currency=None,
    )  # fmt: skip

    assert amounts(asked(reader)) == {(unit,): (None, "at_least")}


def test_drugs_of_a_stated_worth_are_of_a_weight_that_is_not_stated(reader):
    SeizureFactory(
        verified=True, item__quantity=None, item__unit=None, item__amount="100", item__currency="USD"
    )

    assert amounts(asked(reader)) == {("KGM",): (None, "at_least"), ("USD",): (100, "exact")}


def test_ivory_and_timber_have_no_common_weight(reader):
    for measure in ("WILDLIFE.IVORY", "WILDLIFE.TIMBER"):
        SeizureFactory(verified=True, item__measure=measure, item__quantity="10", item__unit="KGM")

    assert amounts(asked(reader, measure=("WILDLIFE",)), "measure") == {
        ("WILDLIFE.IVORY", "KGM"): (10, "exact"),
        ("WILDLIFE.TIMBER", "KGM"): (10, "exact"),
    }

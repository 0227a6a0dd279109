"""What is taken and yet looks wrong: amounts beyond the usual, odd units, and records that repeat another."""

from decimal import Decimal

import pytest

from common.db.statements import execute_together
from measures.models import Measure, Unit
from measures.partial_date import PartialDate
from measures.quantity import is_odd
from records.cautions import caution_records, cautions_of
from records.cautions.usual import FEW, TIMES, UsualAmounts
from seizures.drafts import SeizureDraft
from seizures.models import SeizedItem, Seizure
from seizures.services import record_seizures
from tests.factories.agencies import AgencyFactory
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import SeizedItemFactory, SeizureFactory
from tests.taken import cash, cocaine

pytestmark = pytest.mark.django_db


def draft(*items, by, **stated):
    """An unsaved seizure of the analyst's agency, as an import hands it over."""
    record = Seizure(owner=by.agency, seizing_agency=by.agency, **stated)
    return SeizureDraft(record, items=list(items))


def codes(drafts, *, by):
    return [[(each.path, each.code) for each in found] for found in cautions_of(drafts, by=by)]


def usual(quantity, **stated):
    for _number in range(FEW):
        SeizureFactory(verified=True, item__quantity=quantity, **stated)


@pytest.mark.parametrize(
    ("quantity", "unit", "found"),
    [
        pytest.param(
            "4500000", "KGM", [("items.0.quantity", "implausible_amount")], id="kilograms-for-grams"
        ),
        pytest.param("4500", "TNE", [("items.0.quantity", "implausible_amount")], id="in-another-unit"),
        pytest.param("20000", "KGM", [], id="the-largest-known"),
        pytest.param(None, None, [], id="not-stated"),
    ],
)
def test_where_few_are_known_a_table_says_what_is_implausible(analyst, quantity, unit, found):
    assert codes([draft(cocaine(quantity, unit), by=analyst)], by=analyst) == [found]


@pytest.mark.parametrize("beyond", [0, 1])
def test_more_than_a_thousand_times_the_median_is_implausible(analyst, beyond):
    usual("2")
    SeizureFactory(verified=True, item__quantity="90000")

    found = codes([draft(cocaine(str(2 * TIMES + beyond)), by=analyst)], by=analyst)

    assert found == [[("items.0.quantity", "implausible_amount")] if beyond else []]


def test_what_is_usual_is_that_of_the_measure_and_of_the_unit(analyst):
    usual("0.001")
    tablets = cocaine("5000", "U2")

    assert codes([draft(tablets, by=analyst)], by=analyst) == [[]]
    assert codes([draft(cocaine("5000"), by=analyst)], by=analyst) != [[]]


def test_money_is_held_against_money_of_its_currency(analyst):
    for _number in range(FEW):
        SeizedItemFactory(seizure=SeizureFactory(verified=True, item=None), cash="100")

    assert codes([draft(cash("100001"), by=analyst)], by=analyst) == [
        [("items.0.amount", "implausible_amount")]
    ]
    assert codes([draft(cash("100001", "EUR"), by=analyst)], by=analyst) == [[]]


def test_only_verified_records_that_the_person_may_see_say_what_is_usual(analyst):
    usual("2", owner=AgencyFactory(), marking="TLP:AMBER+STRICT")
    for _number in range(FEW):
        SeizureFactory(submitted=True, item__quantity="2", owner=analyst.agency)
    much = draft(cocaine("3000"), by=analyst)

    assert codes([much], by=analyst) == [[]]

    usual("2")
    assert codes([much], by=analyst) == [[("items.0.quantity", "implausible_amount")]]


@pytest.mark.parametrize(
    ("stated", "implausible"),
    [
        pytest.param({"kind": "aggregate", "event_count": 10}, False, id="of-ten-events"),
        pytest.param({"kind": "aggregate", "event_count": 2}, True, id="of-two-events"),
        pytest.param({"kind": "aggregate"}, False, id="of-nobody-knows-how-many"),
    ],
)
def test_an_aggregate_may_have_as_much_as_its_events(analyst, stated, implausible):
    usual("1")

    found = codes([draft(cocaine("5000"), by=analyst, **stated)], by=analyst)

    assert bool(found[0]) == implausible


def test_persons_are_held_against_persons(analyst):
    for _number in range(FEW):
        OutcomeFactory(verified=True, quantity="3")
    outcome = OutcomeFactory(owner=analyst.agency, quantity="3001")

    (found,) = caution_records([outcome], by=analyst)

    assert [(each.path, each.code) for each in found] == [("quantity", "implausible_amount")]
    assert "3,001" in found[0].sentence
    assert "3\N{NO-BREAK SPACE}persons or less" in found[0].sentence


@pytest.mark.parametrize(
    ("measure", "unit", "odd"),
    [
        ("NARC.CANNABIS.HERB", "GLL", True),
        ("NARC.CANNABIS.HERB", "KGM", False),
        ("NARC.CANNABIS.HERB", "PLANT", False),
        ("NARC.CANNABIS.OIL", "LTR", False),
        ("NARC.COCA_LEAF", "LTR", True),
        ("NARC.COCA_LEAF", "U2", True),
        ("NARC.COCAINE", "LTR", False),
        ("NARC.COCAINE", "PLANT", True),
        ("NARC.MDMA", "U2", False),
        ("NARC", "GLL", False),
    ],
)
def test_some_drugs_are_hardly_ever_stated_in_some_units(measure, unit, odd):
    assert is_odd(Unit.objects.quantity(unit), Measure.objects.get(code=measure)) is odd


def test_marijuana_in_gallons_is_taken_with_a_word(analyst):
    gallons = SeizedItem(
        measure=Measure.objects.get(code="NARC.CANNABIS.HERB"),
        quantity=Decimal(3),
        unit=Unit.objects.quantity("GLL"),
    )

    assert codes([draft(cocaine(), gallons, by=analyst)], by=analyst) == [[("items.1.unit", "odd_unit")]]


def test_rows_of_one_batch_are_held_against_each_other(analyst):
    day = PartialDate.parse("2026-09-09")
    rows = [draft(cocaine(), by=analyst) for _number in range(2)]
    for row in rows:
        row.record.date = day

    first, second = cautions_of(rows, by=analyst)

    assert (first, [each.code for each in second]) == ([], ["repeated"])
    assert "Number 1" in second[0].sentence


@pytest.mark.parametrize("length", [1, 60])
def test_thousands_of_rows_cost_no_more_queries_than_one(analyst, django_assert_max_num_queries, length):
    day = PartialDate.parse("2026-09-09")
    rows = [draft(cocaine(str(number + 1)), cash(), by=analyst) for number in range(length)]
    for row in rows:
        row.record.date = day
    record_seizures([draft(cocaine(str(number + 1)), by=analyst) for number in range(length)], by=analyst)

    # The latest amounts, the same days with their items, and what these refer to.
    with django_assert_max_num_queries(7):
        cautions_of(rows, by=analyst)


def test_the_latest_records_say_what_is_usual(analyst, monkeypatch):
    monkeypatch.setattr("records.cautions.usual.LATEST", FEW)
    usual("1000")
    usual("1")

    assert codes([draft(cocaine("1001"), by=analyst)], by=analyst) != [[]]


def test_what_is_hidden_takes_no_place_among_the_latest(analyst, monkeypatch):
    monkeypatch.setattr("records.cautions.usual.LATEST", FEW)
    usual("2")
    much = draft(cocaine("3000"), by=analyst)
    before = cautions_of([much], by=analyst)

    usual("2000", owner=AgencyFactory(), marking="TLP:AMBER+STRICT")

    assert before != [[]]
    assert cautions_of([much], by=analyst) == before


def plainly_latest(record, measure, by):
    """Of the latest twelve amounts the four that say what is usual, by plain querysets."""
    readable = type(record).objects.visible_to(by).verified()
    latest = SeizedItem.objects.filter(measure=measure).order_by("-pk")[:12]
    items = [item for item in latest if readable.filter(pk=item.seizure_id).exists()]
    return sorted(item.canonical_quantity for item in items[:4])


def test_the_statement_finds_the_latest_amounts_that_plain_queries_find(analyst, monkeypatch):
    monkeypatch.setattr("records.cautions.usual.FURTHEST", 12)
    monkeypatch.setattr("records.cautions.usual.LATEST", 4)
    hidden = {"owner": AgencyFactory(), "marking": "TLP:AMBER+STRICT"}
    for number in range(18):
        state = {"verified": True} if number % 3 else {"submitted": True}
        SeizureFactory(item__quantity=str(number), **state, **(hidden if number % 4 == 0 else {}))
    much = draft(cocaine(), by=analyst)
    measure = Measure.objects.get(code="NARC.COCAINE")

    usual_amounts = UsualAmounts(much.items, much.record, by=analyst)
    [rows] = execute_together(usual_amounts.statement)

    assert sorted(row[1] for row in rows.fetchall()) == plainly_latest(much.record, measure, analyst)

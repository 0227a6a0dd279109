"""What is taken and yet looks wrong: amounts beyond the usual, odd units, and records that repeat another."""

from decimal import Decimal

import pytest
from django.urls import reverse

from agencies.models import Place
from measures.fitting import is_odd
from measures.models import Measure, Unit
from measures.partial_date import PartialDate
from operations.models import Outcome
from records.cautions import caution_records, cautions_of
from records.cautions.usual import FEW, TIMES
from seizures.drafts import SeizureDraft
from seizures.models import SeizedItem, Seizure
from seizures.services import record_seizures
from tests import entry
from tests.calls import post, send, signed_in
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.keys import key_client
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import SeizedItemFactory, SeizureFactory
from tests.records.kinds import ADDRESSES, FACTORIES, amend
from tests.taken import cash, cocaine

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return UserFactory(role="analyst", agency="US-ICE")


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


def repeated(kind, analyst, **other):
    """Two records of the analyst's agency that state the same, but for what is `other` of the second."""
    stated = {"owner": analyst.agency, "date": "2026-09-09"}
    if kind == "outcome":
        stated["agency"] = analyst.agency
    FACTORIES[kind](reference="FIRST", **stated)
    second = FACTORIES[kind](**{**stated, **other})
    return [each.code for each in caution_records([second], by=analyst)[0]]


@pytest.mark.parametrize("kind", FACTORIES)
def test_an_exact_repeat_names_the_record_that_it_repeats(analyst, kind):
    assert repeated(kind, analyst) == ["repeated"]


@pytest.mark.parametrize(
    ("kind", "other"),
    [
        ("seizure", {"date": "2026-09-10"}),
        ("seizure", {"date": "2026-09"}),
        ("seizure", {"item__quantity": "11"}),
        ("seizure", {"item__unit": "LBR"}),
        ("seizure", {"item__measure": "NARC.HEROIN"}),
        ("seizure", {"seizing_agency": "US-CBP"}),
        ("seizure", {"stage": "detected"}),
        ("outcome", {"quantity": "77"}),
        ("outcome", {"measure": "PEOPLE.INDICTED"}),
        ("outcome", {"agency": None}),
    ],
)
def test_what_differs_repeats_nothing(analyst, kind, other):
    assert repeated(kind, analyst, **other) == []


def test_what_is_elsewhere_repeats_nothing(analyst):
    here = Place.objects.create(name="Here", kind="city")
    SeizureFactory(owner=analyst.agency, date="2026-09-09", place=here)
    there = SeizureFactory(owner=analyst.agency, date="2026-09-09")

    assert caution_records([there], by=analyst) == [[]]


@pytest.mark.parametrize("other", [{"withdrawn": True}, {"superseded": True}])
def test_what_does_not_stand_is_not_repeated(analyst, other):
    SeizureFactory(owner=analyst.agency, date="2026-09-09", **other)

    assert caution_records([SeizureFactory(owner=analyst.agency, date="2026-09-09")], by=analyst) == [[]]


def test_a_record_without_a_date_is_repeated_by_the_same_amounts(analyst):
    SeizureFactory(owner=analyst.agency, date="", item__quantity="12.5")
    same, other = (
        SeizureFactory(owner=analyst.agency, date="", item__quantity=each) for each in ("12.5", "13")
    )

    found = caution_records([same, other], by=analyst)

    assert [[each.code for each in about] for about in found] == [["repeated"], []]


@pytest.mark.parametrize("kind", FACTORIES)
def test_an_amendment_does_not_repeat_what_it_amends(analyst, kind):
    original = FACTORIES[kind](verified=True, owner=analyst.agency, date="2026-09-09")

    assert caution_records([amend(original, by=analyst)], by=analyst) == [[]]


def test_a_record_that_the_person_may_not_see_is_not_named(analyst):
    stated = {"seizing_agency": "US-ICE", "date": "2026-09-09"}
    SeizureFactory(owner=AgencyFactory(), verified=True, marking="TLP:AMBER+STRICT", **stated)
    SeizureFactory(owner=AgencyFactory(), **stated)

    assert caution_records([SeizureFactory(owner=analyst.agency, **stated)], by=analyst) == [[]]


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


# The doors.


@pytest.mark.parametrize("then", ["draft", "submit", "another"])
def test_a_page_saves_and_says_what_looks_wrong(client, analyst, then):
    client.force_login(analyst)
    much = {**entry.COCAINE, "quantity": "4500000"}

    page = entry.text_of(client.post(reverse("seizure-new"), entry.seizure(much, then=then), follow=True))

    assert Seizure.objects.get().amounts[0].quantity == 4500000
    assert page.count("4,500,000 kg is more than one record is likely to state") == 1


@pytest.mark.parametrize(
    ("state", "told"), [("submitted", True), ("returned", True), ("verified", False), ("withdrawn", False)]
)
def test_who_decides_on_a_record_is_told_too(client, analyst, state, told):
    record = SeizureFactory(owner=analyst.agency, item__quantity="4500000", **{state: True})
    client.force_login(UserFactory(role="supervisor", agency="US-ICE"))

    page = entry.text_of(client.get(record.get_absolute_url()))

    assert ("is more than one record is likely to state" in page) is told


def test_a_reader_from_outside_is_told_nothing(client, analyst):
    record = SeizureFactory(owner=analyst.agency, item__quantity="4500000", submitted=True)
    client.force_login(UserFactory(role="partner"))

    assert "likely to state" not in entry.text_of(client.get(record.get_absolute_url()))


def test_an_edit_on_a_page_says_it_too(client, analyst):
    OutcomeFactory(owner=analyst.agency, agency=analyst.agency, date="2009-07", quantity="18")
    client.force_login(analyst)

    response = client.post(reverse("outcome-new"), entry.outcome(agency="US-ICE"))

    assert Outcome.objects.count() == 2
    assert "states the same day" in entry.text_of(client.get(response.url))


@pytest.mark.parametrize("key", [False, True])
def test_the_api_answers_a_write_with_warnings(analyst, key):
    api = key_client("records:read", "records:write", agency="US-ICE") if key else signed_in(analyst)
    much = {"items": [{"measure": "NARC.COCAINE", "quantity": "4500000", "unit": "KGM"}]}

    response = post(api, ADDRESSES["seizure"], much)

    (warning,) = response.json()["warnings"]
    assert response.status_code == 201
    assert (warning["pointer"], warning["code"]) == ("/items/0/quantity", "implausible_amount")
    assert "warnings" not in api.get(response.json()["url"]).json()


def test_the_api_answers_each_of_a_list_and_a_change_with_warnings(analyst):
    api = signed_in(analyst)
    arrests = {"measure": "PEOPLE.ARRESTED", "quantity": "3", "unit": "IE", "date": "2026-09-09"}

    first, second = post(api, ADDRESSES["outcome"], [arrests, {**arrests, "agency": "US-ICE"}]).json()
    changed = send(api, "PATCH", second["url"], {"quantity": "3000000"}, if_match="*")

    assert (first["warnings"], changed.status_code) == ([], 200)
    assert [each["pointer"] for each in changed.json()["warnings"]] == ["/quantity"]


def test_an_admin_screen_says_what_looks_wrong(client, analyst):
    outcome = OutcomeFactory(owner=analyst.agency, created_by=analyst, quantity="18")
    client.force_login(analyst)
    address = reverse("admin:operations_outcome_change", args=[outcome.pk])
    form = client.get(address).context["adminform"].form
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (None, [], "")}
    sent |= {"credits-TOTAL_FORMS": 0, "credits-INITIAL_FORMS": 0}

    page = client.post(address, {**sent, "quantity": "3000000", "_continue": "1"}, follow=True)

    outcome.refresh_from_db()
    assert outcome.quantity == 3000000
    assert "more than one record is likely to state" in entry.text_of(page)

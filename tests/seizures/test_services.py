"""Entering seizures: items, credits, parts and dispositions, all or nothing."""

from decimal import Decimal

import pytest

from agencies.models import Country, Place
from common.errors import Invalid, NotAllowed, Refused
from measures.models import Measure, Unit
from measures.partial_date import PartialDate
from records import services as review
from seizures import services
from seizures.models import Credit, Disposition, SeizedItem, Seizure
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import OperationFactory
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizedItemFactory, SeizureFactory
from tests.taken import cash, cocaine

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return UserFactory()


def test_a_seizure_is_entered_with_what_was_taken(analyst):
    entered = services.record_seizure(Seizure(), items=[cocaine("3", "LBR"), cash()], by=analyst)

    drugs, money = entered.items.all()
    assert drugs.canonical_quantity == Decimal("1.36077711")
    assert money.value == Decimal(3500000)
    assert (entered.owner, entered.seizing_agency) == (analyst.agency, None)


def test_what_is_not_reported_stays_unknown(analyst):
    entered = services.record_seizure(Seizure(), items=[cocaine(None, None)], by=analyst)

    assert entered.items.get().canonical_quantity is None


@pytest.mark.parametrize(
    ("item", "path", "sentence"),
    [
        pytest.param(lambda: cocaine("-1"), "quantity", "negative", id="a-negative-quantity"),
        pytest.param(lambda: cash("-1"), "amount", "negative", id="a-negative-amount"),
        pytest.param(
            lambda: cocaine("1000000000001"), "quantity", "more than there can be", id="absurdly-much"
        ),
        pytest.param(lambda: cocaine("2.5", "C62"), "quantity", "whole", id="half-a-piece"),
        pytest.param(lambda: cocaine("1", None), "unit", "unit", id="a-quantity-without-unit"),
        pytest.param(lambda: cash("1.001"), "amount", "digits after", id="a-tenth-of-a-cent"),
        pytest.param(lambda: cash("1.5", "JPY"), "amount", "digits after", id="half-a-yen"),
        pytest.param(lambda: cocaine(unit="C62", purity=101), "purity", "percentage", id="more-than-pure"),
        pytest.param(
            lambda: SeizedItem(measure=Measure.objects.get(code="PEOPLE.ARRESTED")),
            "measure",
            "not recorded here",
            id="a-person",
        ),
        pytest.param(
            lambda: SeizedItem(
                measure=Measure.objects.get(code="WEAPONS"), quantity=1, unit=Unit.objects.quantity("LTR")
            ),
            "unit",
            "not measured in",
            id="weapons-by-the-litre",
        ),
        pytest.param(lambda: cocaine("2", "ROUND"), "unit", "not measured in", id="cocaine-in-rounds"),
        pytest.param(
            lambda: SeizedItem(measure=Measure.objects.get(code="NARC.OTHER")),
            "description",
            "what it is",
            id="other-without-a-word",
        ),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(analyst, item, path, sentence):
    with pytest.raises(Invalid) as refusal:
        services.record_seizure(Seizure(), items=[cocaine(), item()], by=analyst)

    assert any(sentence in message for message in refusal.value.errors[f"items.1.{path}"])
    assert not Seizure.objects.exists()


def test_everything_wrong_is_said_at_once(analyst):
    seizure = Seizure(marking="TLP:WHITE", operation=OperationFactory(amber=True))

    with pytest.raises(Invalid) as refusal:
        services.record_seizure(seizure, items=[cocaine("-1"), cash("-2")], by=analyst)

    assert set(refusal.value.errors) == {"marking", "operation", "items.0.quantity", "items.1.amount"}


def test_a_seizure_of_nothing_is_refused(analyst):
    with pytest.raises(Invalid) as refusal:
        services.record_seizure(Seizure(), items=[], by=analyst)

    assert "items" in refusal.value.errors


def test_a_place_brings_its_country_and_does_not_contradict_it(analyst):
    colombia, usa = Country.objects.get(code="COL"), Country.objects.get(code="USA")
    port = Place.objects.create(name="A port", kind="sea_port", country=colombia)

    entered = services.record_seizure(Seizure(place=port), items=[cash()], by=analyst)
    with pytest.raises(Invalid, match="is in Colombia"):
        services.record_seizure(Seizure(place=port, country=usa), items=[cash()], by=analyst)

    assert entered.country == colombia


def test_a_record_for_named_persons_names_one_who_may_verify_it(analyst):
    supervisor = UserFactory(role="supervisor", agency=analyst.agency)
    seizure = SeizureFactory(owner=analyst.agency, created_by=analyst, marking="TLP:RED", readers=[analyst])

    with pytest.raises(Refused, match="Name a supervisor"):
        review.submit(seizure, by=analyst)
    seizure.readers.add(supervisor)

    assert review.submit(seizure, by=analyst).state == "submitted"


def test_editing_replaces_items_and_keeps_credits(analyst):
    seizure = SeizureFactory(owner=analyst.agency, created_by=analyst)
    credit = CreditFactory(seizure=seizure)
    kept = seizure.items.get()
    kept.quantity = Decimal(7)

    services.change_seizure(seizure, items=[kept, cash()], by=analyst, version=1)

    assert [item.measure.code for item in seizure.items.all()] == ["NARC.COCAINE", "CASH.CURRENCY"]
    assert seizure.items.first().quantity == 7
    assert list(seizure.credits.all()) == [credit]


def test_a_refused_edit_leaves_everything_as_it_was(analyst):
    seizure = SeizureFactory(owner=analyst.agency, created_by=analyst, item__quantity="10")

    with pytest.raises(Invalid):
        services.change_seizure(seizure, items=[cash("-1")], credits=[], by=analyst)

    stored = Seizure.objects.get(pk=seizure.pk)
    assert (stored.version, stored.items.get().quantity) == (1, 10)


def test_another_agencys_items_cannot_be_taken_over(analyst):
    seizure = SeizureFactory(owner=analyst.agency, created_by=analyst)
    foreign = SeizedItemFactory()

    with pytest.raises((Invalid, Refused, NotAllowed)):
        services.change_seizure(seizure, items=[foreign], by=analyst)

    foreign.refresh_from_db()
    assert foreign.seizure != seizure


@pytest.mark.parametrize(
    "credit",
    [
        pytest.param(lambda seizure: Credit(agency=seizure.seizing_agency), id="the-seizing-agency-itself"),
        pytest.param(lambda seizure: Credit(operation=seizure.operation), id="its-own-operation"),
        pytest.param(lambda seizure: Credit(), id="nobody"),
        pytest.param(
            lambda seizure: Credit(agency=AgencyFactory(), operation=OperationFactory()), id="both-at-once"
        ),
        pytest.param(lambda seizure: Credit(operation=OperationFactory(amber=True)), id="a-hidden-operation"),
    ],
)
def test_credit_goes_to_others(analyst, credit):
    seizure = SeizureFactory(owner=analyst.agency, created_by=analyst, operation=OperationFactory())

    with pytest.raises(Invalid) as refusal:
        services.change_seizure(
            seizure, items=list(seizure.items.all()), credits=[credit(seizure)], by=analyst
        )

    assert any(path.startswith("credits.0") for path in refusal.value.errors)


def test_credit_is_given_once(analyst):
    other = AgencyFactory()

    with pytest.raises(Invalid) as refusal:
        services.record_seizure(
            Seizure(), items=[cash()], credits=[Credit(agency=other), Credit(agency=other)], by=analyst
        )

    assert "credits.1.agency" in refusal.value.errors


def test_an_amendment_starts_as_a_full_copy():
    original = SeizureFactory(verified=True)
    CreditFactory(seizure=original)
    DispositionFactory(item=original.items.get())

    copy = services.amend_seizure(original, by=original.created_by, reason="Corrected.")

    assert (copy.state, copy.revision, copy.reference) == ("draft", 2, original.reference)
    assert copy.items.get().quantity == original.items.get().quantity
    assert copy.items.get().dispositions.count() == 1
    assert copy.credits.get().agency == original.credits.get().agency


def test_no_more_is_disposed_of_than_was_seized(analyst):
    seizure = SeizureFactory(owner=analyst.agency, created_by=analyst, item__quantity="10")
    item = seizure.items.get()
    disposition = {"item": item, "stage": "destroyed", "date": PartialDate.parse("2009-08")}
    services.record_disposition(Disposition(**disposition, quantity=6), by=analyst)

    with pytest.raises(Invalid) as refusal:
        services.record_disposition(Disposition(**disposition, quantity=5), by=analyst)

    assert "6" in refusal.value.errors["quantity"][0]
    services.record_disposition(Disposition(**disposition, quantity=4), by=analyst)


def test_a_verified_seizure_gets_dispositions_by_amendment_only():
    seizure = SeizureFactory(verified=True)
    disposition = Disposition(item=seizure.items.get(), stage="returned", quantity=1)

    with pytest.raises(Refused, match="Amend"):
        services.record_disposition(disposition, by=seizure.created_by)


def test_two_people_bring_a_seizure_into_the_totals(analyst):
    entered = services.record_seizure(Seizure(), items=[cash()], by=analyst)
    review.submit(entered, by=analyst)

    verified = review.verify(entered, by=UserFactory(role="supervisor", agency=analyst.agency))

    assert verified.counts


def test_what_the_database_refuses_is_said_in_words_and_leaves_nothing(analyst):
    """Constraints are asked of the database only once it has refused."""
    seizure, good, bad = Seizure(reference="CC-1"), cocaine("1"), cash("-1")
    credit = Credit(agency=AgencyFactory())

    with pytest.raises(Invalid) as refusal:
        services.record_seizure(seizure, items=[good, bad], credits=[credit], by=analyst)

    assert refusal.value.errors == {"items.1.amount": ["An amount cannot be negative."]}
    assert all(row._state.adding for row in (seizure, good, bad, credit))
    assert not Seizure.objects.exists()
    bad.amount = Decimal(1)
    services.record_seizure(seizure, items=[good, bad], credits=[credit], by=analyst)
    assert Seizure.objects.get().items.count() == 2


def test_all_that_is_wrong_is_said_at_once_whoever_finds_it(analyst):
    services.record_seizure(Seizure(reference="CC-1"), items=[cash()], by=analyst)
    again = Seizure(reference="CC-1", date=PartialDate.parse("2199"), event_count=3)

    with pytest.raises(Invalid) as refusal:
        services.record_seizure(
            again, items=[cash("-1"), cocaine("2.5", "C62"), cocaine("1", None)], by=analyst
        )

    assert set(refusal.value.errors) == {
        "reference", "date", "event_count", "items.0.amount", "items.1.quantity", "items.2.unit",
    }  # fmt: skip


def test_a_change_that_the_database_refuses_changes_nothing(analyst):
    seizure = services.record_seizure(
        Seizure(), items=[cocaine("1")], credits=[Credit(agency=AgencyFactory())], by=analyst
    )
    item, before = seizure.items.get(), Seizure.objects.get().version

    item.quantity = Decimal(-1)
    with pytest.raises(Invalid, match="negative"):
        services.change_seizure(seizure, items=[item, cocaine("3")], credits=[], by=analyst)

    stored = Seizure.objects.get()
    assert (stored.version, stored.items.get().quantity, stored.credits.count()) == (before, Decimal(1), 1)

from decimal import Decimal

import pytest

from agencies.models import Agency
from records import services as review
from seizures import services
from seizures.models import Seizure
from tests.calls import signed_in
from tests.entry import CASH, COCAINE, seizure, text_of
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, ParticipationFactory
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return UserFactory(agency=Agency.objects.get(code="US-ICE"))


@pytest.fixture
def supervisor(client, author):
    user = UserFactory(role="supervisor", agency=author.agency)
    client.force_login(user)
    return user


def page(client, record):
    return client.get(record.get_absolute_url())


def moved(response):
    return {
        (figure.cell["measure"], figure.unit): (figure.value or 0, figure.records)
        for figure in (effect.moved.difference for effect in response.context["effects"])
    }


def test_the_page_says_what_was_taken_as_reported_and_as_it_counts(client, supervisor):
    record = SeizureFactory(verified=True, item=None)
    SeizedItemFactory(seizure=record, quantity="3.3", unit="TON", qualifier="approximately", purity="81.5")
    SeizedItemFactory(seizure=record, amount="3500000", currency="USD", measure="CASH", qualifier="at_least")

    shown = text_of(page(client, record))

    for words in (
        "about 3.3 ton",
        "2,993.709642 kg",
        "taken as a short ton",
        "more than US$3,500,000",
        "purity 81.5 %",
    ):
        assert words in shown


def test_the_reviewer_sees_each_figure_that_moves(client, author, supervisor):
    record = SeizureFactory(owner=author.agency, created_by=author, submitted=True, item=None)
    SeizedItemFactory(seizure=record, quantity="2", unit="LBR")
    SeizedItemFactory(seizure=record, quantity="1", amount="50", currency="USD")
    SeizedItemFactory(seizure=record, cash="100")
    SeizedItemFactory(seizure=record, measure="CASH.BEARER", quantity=None, amount=None)

    assert moved(page(client, record)) == {
        # Two items: what a record contributes is counted item by item.
        ("NARC.COCAINE", "KGM"): (Decimal("1.90718474"), 2),
        ("NARC.COCAINE", "USD"): (Decimal(50), 1),
        ("CASH.CURRENCY", "USD"): (Decimal(100), 1),
        ("CASH.BEARER", "USD"): (Decimal(0), 1),
    }


def test_what_is_added_is_never_a_bare_number(client, author, supervisor):
    record = SeizureFactory(owner=author.agency, created_by=author, submitted=True, item=None)
    SeizedItemFactory(seizure=record, quantity="1", unit="TON", amount=None)
    SeizedItemFactory(seizure=record, cash="349775.69955", qualifier="at_most")
    SeizedItemFactory(seizure=record, cash=None, measure="WEAPONS.RIFLE", quantity="9", unit="C62")
    SeizedItemFactory(seizure=record, measure="WEAPONS.RIFLE", quantity=None, unit=None)

    shown = text_of(page(client, record))

    for words in ("+ about 907.18474 kg", "+ nearly US$349,775.70", "+ more than 9 "):
        assert words in shown


def test_of_an_amendment_the_reviewer_sees_both_versions_and_the_difference(client, author, supervisor):
    record = SeizureFactory(
        owner=author.agency, created_by=author, verified=True, item=None, conveyance="yacht"
    )
    SeizedItemFactory(seizure=record, quantity="10")
    SeizedItemFactory(seizure=record, cash="100")
    CreditFactory(seizure=record, agency=Agency.objects.get(code="US-DEA"))
    copy = services.amend_seizure(record, by=author, reason="Corrected.")
    drugs, _cash = copy.items.all()
    drugs.quantity = Decimal(12)
    copy.conveyance = "truck"
    services.change_seizure(copy, items=[drugs], credits=[], by=author)
    review.submit(copy, by=author)

    response = page(client, copy)

    assert moved(response) == {
        ("NARC.COCAINE", "KGM"): (Decimal(2), 0),
        ("CASH.CURRENCY", "USD"): (Decimal(-100), -1),
    }
    changed = {change.what: (change.before, change.after) for change in response.context["changed"]}
    assert set(changed) == {"Cocaine", "Currency", "Conveyance", "Credit"}
    assert (changed["Conveyance"][0].value, changed["Conveyance"][1].value) == ("yacht", "truck")
    assert (changed["Currency"][1], changed["Credit"][1]) == (None, None)
    assert "Stage" in [change.what for change in response.context["unchanged"]]


def test_an_amendment_of_what_one_may_not_see_is_compared_with_nothing(client, author, supervisor):
    record = SeizureFactory(
        owner=author.agency, created_by=author, verified=True, marking="TLP:RED", readers=[author]
    )
    copy = services.amend_seizure(record, by=author, reason="Corrected.")
    copy.marking = "TLP:GREEN"
    services.change_seizure(copy, items=list(copy.items.all()), by=author)
    review.submit(copy, by=author)

    response = page(client, copy)

    assert (response.status_code, response.context["amending"]) == (200, False)


def test_the_page_shows_who_is_credited_and_what_became_of_it(client, supervisor):
    record = SeizureFactory(verified=True, seizing_agency="US-CBP")
    CreditFactory(seizure=record, agency=None, operation=OperationFactory(name="Joint Tide"))
    DispositionFactory(item=record.items.get(), quantity="4", date="2009-08")

    shown = text_of(page(client, record))

    for words in ("Customs and Border Protection", "Joint Tide", "destroyed 4 kg", "August 2009"):
        assert words in shown


def test_a_hidden_operation_that_is_credited_is_not_named(client, supervisor):
    record = SeizureFactory(verified=True)
    CreditFactory(
        seizure=record, agency=None, operation=OperationFactory(name="Secret Tide", marking="TLP:RED")
    )

    assert "Secret Tide" not in text_of(page(client, record))


@pytest.mark.django_db(transaction=True)
def test_history_tells_what_changed_item_by_item(client, author, supervisor):
    client.force_login(author)
    client.post("/seizures/new/", seizure(COCAINE, CASH, credits=({"agency": "US-DEA", "role": "case"},)))
    record = Seizure.objects.get()
    drugs, cash = record.items.all()
    client.post(
        f"{record.get_absolute_url()}edit/",
        seizure(
            COCAINE | {"id": drugs.pk, "quantity": "12"}, CASH | {"id": cash.pk, "DELETE": "on"},
            COCAINE | {"measure": "NARC.HEROIN"}, version=1, reference=record.reference, then="submit",
        ),
    )  # fmt: skip

    submitted, edited, entered = page(client, record).context["history"]

    assert (entered.what, edited.what, submitted.what) == ("Entered", "Edited", "Submitted for review")
    assert sorted(entered.changed) == ["Cocaine", "Credit", "Currency"]
    changes = {change.what: change for change in edited.changes}
    assert set(changes) == {"Cocaine", "Heroin", "Currency", "Credit"}
    assert (changes["Cocaine"].before.value.quantity, changes["Cocaine"].after.value.quantity) == (10, 12)
    assert changes["Heroin"].before is None
    assert (changes["Currency"].after, changes["Credit"].after) == (None, None)
    assert submitted.changes == []


def test_history_of_a_disposition_can_be_read(client, author, supervisor):
    record = SeizureFactory(owner=author.agency, created_by=author)
    client.force_login(author)
    disposition = DispositionFactory.build(item=record.items.get(), quantity=Decimal(4))
    services.record_disposition(disposition, by=author)

    assert "destroyed 4 kg" in text_of(page(client, record))


@pytest.mark.parametrize("length", [1, 12])
def test_the_page_costs_the_same_for_any_length(
    client, author, supervisor, length, django_assert_num_queries
):
    record = SeizureFactory(verified=True, item=None, operation=OperationFactory(), country="COL")
    for item in SeizedItemFactory.create_batch(length, seizure=record):
        DispositionFactory(item=item)
    CreditFactory.create_batch(length, seizure=record)
    for _number in range(length):
        review.comment(record, by=supervisor, text="A remark.")
        record.save()

    # session, user, their agency, review count (2); the record; its items, dispositions,
    # credits, agencies; comments; steps (3: open amendment, steers, accounts that one answers for); history of it
    # and its three parts;
    # amended by, parts; may the operation be seen, how was it marked while each version stood, and for whom did
    # who acted work; what it adds to the totals; sources and files, and their history
    with django_assert_num_queries(28):
        page(client, record)


@pytest.mark.parametrize(
    ("role", "agency", "told"),
    [
        ("analyst", "US-ICE", True),
        ("supervisor", "US-CBP", True),
        ("auditor", None, True),
        ("analyst", "US-DEA", False),
        ("partner", "US-ICE", False),
        ("partner", "US-FBI", False),
    ],
)
def test_that_hidden_operations_are_credited_too_is_for_those_inside_to_know(role, agency, told):
    operation = OperationFactory()
    ParticipationFactory(operation=operation, agency="US-CBP", role="lead")
    ParticipationFactory(operation=operation, agency="US-DEA")
    seizure = SeizureFactory(owner="US-ICE", operation=operation, verified=True)
    CreditFactory(
        seizure=seizure,
        agency=None,
        operation=OperationFactory(name="Secret Tide", marking="TLP:AMBER+STRICT"),
    )

    shown = text_of(signed_in(UserFactory(role=role, agency=agency)).get(seizure.get_absolute_url()))

    assert "Secret Tide" not in shown
    assert ("Operations that you may not see are credited too." in shown) == told

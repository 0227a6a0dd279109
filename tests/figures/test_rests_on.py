"""How many records, facts and events a figure is of."""

import pytest

from figures.answer.query import answer
from figures.changes.ends import changes
from figures.changes.span import Span
from figures.claims import Standing, reconciled
from figures.ledger.drift import drift
from figures.ledger.folding import fold_all
from figures.question.question import Question
from tests.factories.agencies import UserFactory
from tests.factories.operations import ClaimFactory, OperationFactory
from tests.factories.seizures import DispositionFactory, SeizedItemFactory, SeizureFactory
from tests.figures.scene import run

pytestmark = pytest.mark.django_db

COCAINE, HEROIN = "NARC.COCAINE", "NARC.HEROIN"


@pytest.fixture(params=["pending", "folded"])
def reader(request):
    """The figures are the same before and after a fold."""

    def ask(**asked):
        if request.param == "folded":
            fold_all()
        assert not drift()
        return answer(Question(**asked), UserFactory()).figures

    return ask


def seizure(*items, **fields):
    record = SeizureFactory(verified=True, item=None, date="2009-07-14", **fields)
    for measure, kilograms in items:
        SeizedItemFactory(seizure=record, measure=measure, quantity=kilograms, unit="KGM")
    return record


def counts(figures):
    return [
        (each.records, each.facts, each.events, each.aggregates, each.events_qualifier) for each in figures
    ]


def test_two_seizures_of_which_one_is_an_aggregate_of_500_events(reader):
    seizure((COCAINE, 1))
    seizure((COCAINE, 2), (COCAINE, 3), kind="aggregate", event_count=500)

    assert counts(reader(by=("measure",))) == [(2, 3, 501, 1, "exact")]
    assert counts(reader()) == [(2, 3, 501, 1, "exact")]
    assert counts(reader(measure=(COCAINE,), alone=True)) == [(2, 3, 501, 1, "exact")]


def test_an_aggregate_that_does_not_say_is_of_one_event_at_least(reader):
    seizure((COCAINE, 1), kind="aggregate")

    assert counts(reader()) == [(1, 1, 1, 1, "at_least")]


@pytest.mark.parametrize(
    "items",
    [
        [(COCAINE, 1), (HEROIN, 2)],
        [(COCAINE, 1), (f"{COCAINE}.CRACK", 3), (HEROIN, 2)],
        [("NARC", 1), (f"{COCAINE}.CRACK", 3), (HEROIN, 2), (COCAINE, 3), (HEROIN, 7)],
    ],
)
def test_a_record_of_several_measures_counts_once_for_each_and_once_for_what_is_above(reader, items):
    seizure(*items, kind="aggregate", event_count=7)

    assert counts(reader()) == [(1, len(items), 7, 1, "exact")]
    assert {each.records for each in reader(by=("measure",))} == {1}
    assert {each.records for each in reader(by=("conveyance",))} == {1}
    assert counts(reader(measure=(HEROIN,)))[0][0] == 1
    for each in reader(measure=("NARC", COCAINE)):
        assert each.records == 1


def test_money_in_two_currencies_is_one_record_and_one_of_each(reader):
    record = SeizureFactory(verified=True, item=None, date="2009-07-14")
    for currency in ("USD", "EUR", "EUR"):
        SeizedItemFactory(
            seizure=record, measure="CASH.CURRENCY", quantity=None, unit=None, amount=5, currency=currency
        )

    assert counts(reader()) == [(1, 3, 1, 0, "exact")]
    assert counts(reader(by=("measure",))) == [(1, 3, 1, 0, "exact")]
    assert counts(reader(currency="reported")) == [(1, 2, 1, 0, "exact"), (1, 1, 1, 0, "exact")]


def test_what_became_of_goods_on_two_days_counts_for_each(reader):
    record = seizure((COCAINE, 10))
    for date in ("2010-01-02", "2010-01-02", "2010-03"):
        DispositionFactory(item=record.items.get(), stage="destroyed", quantity=2, date=date)

    assert counts(reader(stage=("destroyed",))) == [(2, 3, 2, 0, "exact")]


def test_the_number_of_seizures_is_asked_for_by_its_name(reader):
    seizure((COCAINE, 1), (HEROIN, 1))
    seizure((COCAINE, 1), kind="aggregate", event_count=500)
    seizure((COCAINE, 1), kind="aggregate", stage="detected")
    SeizureFactory(verified=True, item=None)

    found = reader(measure=("SEIZURES",))

    assert [(each.cell["stage"], each.value, each.qualifier, each.unit) for each in found] == [
        ("detected", 1, "at_least", "C62"),
        ("seized", 501, "exact", "C62"),
    ]
    assert counts(found) == [(1, 1, 1, 1, "at_least"), (2, 2, 501, 1, "exact")]
    assert {each.cell["measure"] for each in reader()} == {"NARC"}


def test_a_measure_that_no_longer_adds_up_has_its_records_posted_again(reader):
    seizure((f"{COCAINE}.CRACK", 1), (f"{COCAINE}.BASE", 1))
    assert counts(reader(measure=(COCAINE,))) == [(1, 2, 1, 0, "exact")]

    run("UPDATE measures_measure SET rolls_up = FALSE WHERE code = %s", COCAINE)

    assert counts(reader(measure=(COCAINE,))) == [(1, 1, 1, 0, "exact"), (1, 1, 1, 0, "exact")]


def test_another_number_of_events_is_a_change_of_the_figure():
    record = seizure((COCAINE, 1), kind="aggregate", event_count=5)
    before = run("SELECT max(posted_at) - interval '1 second' FROM figures_posting")[0][0]

    run("UPDATE seizures_seizure SET event_count = 6 WHERE id = %s", record.pk)

    [moved] = changes(Question(measure=(COCAINE,)), UserFactory(), Span(before)).moved
    assert (moved.after.events, moved.after.records) == (6, 1)


def test_a_claim_of_so_many_seizures_is_compared_with_their_number():
    operation = OperationFactory()
    seizure((COCAINE, 1), kind="aggregate", event_count=40, operation=operation)
    claim = ClaimFactory(operation=operation, measure="SEIZURES", stage="seized", value="42")

    [compared] = reconciled([claim], UserFactory())

    assert (compared.recorded.value, compared.standing) == (40, Standing.EXCEEDS)

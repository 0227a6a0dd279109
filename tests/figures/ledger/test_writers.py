# ruff: noqa: S608 -- SQL written by hand is what this is about
"""Two people write at the same instant: what one cannot see yet of the other is in the ledger all the same."""

from itertools import product

import pytest
from django.db import Error

from figures.answer.query import answer
from figures.ledger import folding
from figures.ledger.drift import drift
from figures.question.question import Question
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizedItemFactory, SeizureFactory
from tests.figures.scene import CREDITS, FATES, ITEMS, SEIZURES, columns_of, marks, run, values_of
from tests.figures.sessions import PATIENCE, Nobody, check_ledger, sessions

NAMES = sorted({
    "state", "operation", "date", "item", "quantity", "disposition", "credit", "no credit", "no item", "umbrella",
    "marking", "method", "factor",
})  # fmt: skip
pytestmark = pytest.mark.django_db(transaction=True)
OPERATIONS = "operations_operation"


@pytest.fixture
def two():
    with sessions(2) as opened:
        yield opened


def insertion(row):
    """SQL and parameters that insert a row that is not in the database yet."""
    values = values_of(row)
    model = type(row)
    return f"INSERT INTO {model._meta.db_table} ({columns_of(model)}) VALUES ({marks(values)})", *values


def changes(seizure, item, operation):
    """A change to each thing that a figure is made of."""
    return {
        "state": (f"UPDATE {SEIZURES} SET state = 'withdrawn', state_reason = 'x' WHERE id = %s", seizure.pk),
        "operation": (f"UPDATE {SEIZURES} SET operation_id = %s WHERE id = %s", operation.pk, seizure.pk),
        "date": (
            f"UPDATE {SEIZURES} SET date_from = '2010-01-01', date_to = '2010-01-01' WHERE id = %s",
            seizure.pk,
        ),
        "item": insertion(
            SeizedItemFactory.build(seizure=seizure, measure=item.measure, quantity="3", unit=item.unit)
        ),
        "quantity": (f"UPDATE {ITEMS} SET quantity = quantity + 1 WHERE id = %s", item.pk),
        "disposition": insertion(DispositionFactory.build(item=item)),
        "credit": insertion(CreditFactory.build(seizure=seizure, agency=None, operation=operation)),
        "no credit": (f"DELETE FROM {CREDITS} WHERE seizure_id = %s", seizure.pk),
        "no item": (f"WITH d AS (DELETE FROM {FATES}) DELETE FROM {ITEMS} WHERE id = %s", item.pk),
        "umbrella": (
            f"UPDATE {OPERATIONS} SET parent_id = %s WHERE id = %s",
            operation.pk,
            seizure.operation_id,
        ),
        "marking": (f"UPDATE {OPERATIONS} SET marking = 'TLP:RED' WHERE id = %s", seizure.operation_id),
        "method": ("UPDATE measures_unit SET method = 'guessed' WHERE id = %s", item.unit_id),
        "factor": ("UPDATE measures_unit SET factor = factor + 1 WHERE id = %s", item.unit_id),
    }


def test_of_two_changes_at_once_neither_is_lost(two):
    one, other = two
    for first, second in product(NAMES, NAMES):
        seizure = SeizureFactory(verified=True, operation=OperationFactory())
        item, elsewhere = seizure.items.get(), OperationFactory()
        CreditFactory(seizure=seizure)
        DispositionFactory(item=item)

        one.do("BEGIN")
        one.do(*changes(seizure, item, elsewhere)[first])
        waiting = other.start(*changes(seizure, item, elsewhere)[second])
        one.do("COMMIT")
        refusal = waiting.exception(PATIENCE)

        # To what the first took away, the second cannot add.
        assert refusal is None or "violates" in str(refusal), (first, second)
        assert not drift(), (first, second)
    check_ledger()


def test_what_becomes_of_an_item_follows_it_to_another_seizure(two):
    one, other = two
    here, there = SeizureFactory(verified=True), SeizureFactory(verified=True)
    item = here.items.get()

    one.do("BEGIN")
    one.do(f"UPDATE {ITEMS} SET seizure_id = %s WHERE id = %s", there.pk, item.pk)
    waiting = other.start(*insertion(DispositionFactory.build(item=item)))
    one.do("COMMIT")
    waiting.result(PATIENCE)

    check_ledger()


def test_items_cannot_be_there_before_their_seizure(two):
    """Else two connections could make the two ends of a record, and neither would see what to post."""
    one, other = two
    model = SeizureFactory(verified=True)
    late = SeizureFactory.build(
        owner=model.owner, created_by=model.created_by, seizing_agency=model.owner, item=None
    )
    known = model.items.get()
    item = SeizedItemFactory.build(seizure=late, measure=known.measure, quantity="3", unit=known.unit)

    one.do("BEGIN")
    with pytest.raises(Error, match="foreign key"):
        one.do(*insertion(item))
    one.do("ROLLBACK")
    one.do("BEGIN")
    one.do(*insertion(late))
    waiting = other.start(*insertion(item))
    one.do("COMMIT")

    assert waiting.exception(PATIENCE) is None or "foreign key" in str(waiting.exception())
    check_ledger()


def test_a_record_entered_while_its_operation_is_marked_goes_out_of_sight(two):
    one, other = two
    operation = OperationFactory()
    model = SeizureFactory(verified=True)

    one.do("BEGIN")
    one.do(f"UPDATE {OPERATIONS} SET marking = 'TLP:RED' WHERE id = %s", operation.pk)
    moved = other.start(f"UPDATE {SEIZURES} SET operation_id = %s WHERE id = %s", operation.pk, model.pk)
    one.do("COMMIT")
    moved.result(PATIENCE)

    assert answer(Question(), Nobody()).figures == []
    check_ledger()


def test_an_operation_is_marked_while_a_record_is_entered_in_it(two):
    one, other = two
    operation = OperationFactory()
    model = SeizureFactory(verified=True)

    one.do("BEGIN")
    one.do(f"UPDATE {SEIZURES} SET operation_id = %s WHERE id = %s", operation.pk, model.pk)
    marked = other.start(f"UPDATE {OPERATIONS} SET marking = 'TLP:RED' WHERE id = %s", operation.pk)
    assert not marked.done()
    one.do("COMMIT")
    marked.result(PATIENCE)

    assert answer(Question(), Nobody()).figures == []
    check_ledger()


def test_whoever_writes_many_records_waits_for_nobody_who_writes_others(two):
    one, other = two
    mine, yours = SeizureFactory(verified=True), SeizureFactory(verified=True)

    one.do("BEGIN")
    one.do(f"UPDATE {ITEMS} SET quantity = 7 WHERE seizure_id = %s", mine.pk)
    other.do(f"UPDATE {ITEMS} SET quantity = 8 WHERE seizure_id = %s", yours.pk)
    other.do(*insertion(OutcomeFactory.build(
        owner=mine.owner, created_by=mine.created_by, measure="PEOPLE.ARRESTED", country=None)))  # fmt: skip
    assert folding.fold(1000) > 0
    one.do("COMMIT")

    check_ledger()


@pytest.mark.parametrize("isolation", ["REPEATABLE READ", "SERIALIZABLE"])
@pytest.mark.parametrize("name", NAMES)
def test_who_would_not_see_what_others_write_is_refused(two, isolation, name):
    one, _other = two
    operation, elsewhere = OperationFactory(), OperationFactory()
    one.do(f"BEGIN ISOLATION LEVEL {isolation}")
    one.do("SELECT count(*) FROM operations_operation")
    seizure = SeizureFactory(verified=True, operation=operation)
    item = seizure.items.get()
    CreditFactory(seizure=seizure)
    DispositionFactory(item=item)

    refused = one.call(run, *changes(seizure, item, elsewhere)[name]).exception(PATIENCE)
    one.do("COMMIT")

    nothing_seen = name in ("state", "operation", "date", "quantity", "no credit", "no item")
    refusals = "READ COMMITTED", "foreign key", "could not serialize access"
    assert nothing_seen or any(why in str(refused) for why in refusals)
    check_ledger()

# ruff: noqa: S608 -- SQL written by hand is what this is about
"""No column of postings or balances is forgotten in one of the lists that the ledger's SQL has of them."""

import pytest

from agencies.models import Place
from figures.ledger.drift import drift
from figures.ledger.folding import fold_all
from figures.models import Balance, Fact, Posting
from figures.question.dimensions import DIMENSIONS
from figures.question.question import Question
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import SeizureFactory
from tests.figures.scene import run
from tests.figures.world import PLACES

pytestmark = pytest.mark.django_db

OWN = [dimension for dimension in DIMENSIONS if not dimension.overlaps]
# Another value than what stands there, whatever that is.
WRONG = {
    "uuid": "gen_random_uuid()",
    "uuid[]": "{0} || gen_random_uuid()",
    "bigint[]": "{0} || 77",
    "bigint": "coalesce({0}, 0) + 1",
    "integer": "coalesce({0}, 0) + 1",
    "numeric": "{0} + 1",
    "boolean": "NOT {0}",
    "date": "coalesce({0}, '2000-01-01') - 1",
    "varchar": "'x' || left(coalesce({0}, ''), 7)",
    "smallint": "{0} + 1",
}


def columns(model, *without):
    return [field for field in model._meta.concrete_fields if field.column not in ("id", *without)]


def wrong(model, column):
    (kind,) = run(
        "SELECT split_part(format_type(atttypid, NULL), ' ', 1) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attname = %s",
        model._meta.db_table,
        column,
    )[0]
    return WRONG[kind.replace("character", "varchar")].format(column)


def tamper(model, column):
    """Past the triggers, whatever they would say."""
    table = model._meta.db_table
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    run(f"UPDATE {table} SET {column} = {wrong(model, column)} WHERE id = (SELECT max(id) FROM {table})")
    run(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.mark.parametrize(
    "column", [field.column for field in columns(Posting, "posted_at", "change_id", "record_id")]
)
def test_a_posting_of_which_any_column_is_wrong_is_found(column):
    (SeizureFactory if column != "country_id" else OutcomeFactory)(verified=True)

    tamper(Posting, column)

    assert drift().records == 1


@pytest.mark.parametrize("column", [field.column for field in columns(Balance)])
def test_a_balance_of_which_any_column_is_wrong_is_found(column):
    SeizureFactory(verified=True)
    fold_all()

    tamper(Balance, column)

    assert drift().balances >= 1


@pytest.mark.parametrize("dimension", OWN, ids=lambda dimension: dimension.name)
def test_what_a_record_states_is_posted_and_posted_anew_when_it_changes(dimension):
    record = SeizureFactory(verified=True)
    for pk in PLACES:
        Place.objects.create(pk=pk, name=pk, kind="city")
    ids = {code: pk for pk, code in dimension.codes().items()}

    for code in (*sorted(filter(None, ids))[:2], None):
        said = ids.get(code, "" if dimension.kind == "text" else None)
        run(f"UPDATE seizures_seizure SET {dimension.column} = %s WHERE id = %s", said, record.pk)

        standing = run(
            f"SELECT {dimension.column} FROM figures_posting WHERE record_id = %s GROUP BY 1 HAVING sum(records) > 0",
            record.pk,
        )
        assert standing == [(ids.get(code),)]


def test_facts_and_postings_have_every_dimension_and_questions_can_be_about_it():
    facts, postings = ({field.column for field in columns(model)} for model in (Fact, Posting))

    stored = [each for each in DIMENSIONS if not each.stays]
    assert {each.column for each in stored} <= facts
    assert {each.several or each.column for each in stored} <= postings
    assert {Question().chosen(each.name) for each in DIMENSIONS} == {()}


@pytest.mark.parametrize("model", [Posting, Balance])
def test_the_numbers_that_add_up_come_last_and_are_all_there_are(model):
    assert [field.column for field in columns(model)][-len(model.NUMBERS) :] == [*model.NUMBERS]


def test_what_a_record_stands_on_is_checked_at_once():
    """Checked at commit only, two transactions could make the two ends of one record, each without the other's."""
    late = run(
        """
        SELECT conname FROM pg_constraint WHERE condeferrable AND conrelid <> confrelid
            AND conrelid = ANY('{seizures_seizure, seizures_seizeditem, seizures_credit, seizures_disposition,
                operations_outcome}'::regclass[])
            AND confrelid = ANY('{seizures_seizure, seizures_seizeditem, operations_operation, measures_measure,
                measures_unit}'::regclass[])
        """
    )

    assert late == []

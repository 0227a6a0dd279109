"""The ledger is only ever added to, and figures are the same however much of it is folded."""

import pytest
from django.db import IntegrityError, transaction

from figures.answer.query import answer
from figures.ledger import folding
from figures.models import Posting
from figures.question.question import Question
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizureFactory
from tests.figures.scene import run
from tests.figures.sessions import Nobody

pytestmark = pytest.mark.django_db
LEDGER = "figures_posting, figures_pending, figures_balance, figures_audience, figures_tally"


@pytest.fixture
def seizure():
    return SeizureFactory(verified=True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE figures_posting SET amount = 0",
        "DELETE FROM figures_posting",
        "DELETE FROM figures_posting WHERE FALSE",
        "TRUNCATE figures_posting",
        f"TRUNCATE {LEDGER}",
        "INSERT INTO figures_posting SELECT * FROM figures_posting ON CONFLICT (id) DO UPDATE SET amount = 0",
        "MERGE INTO figures_posting p USING figures_pending w ON w.id = p.id WHEN MATCHED THEN DELETE",
    ],
)
def test_nothing_is_changed_in_it_or_taken_out_of_it(seizure, statement):
    with pytest.raises(IntegrityError, match="only ever added to"), transaction.atomic():
        run(statement)

    assert [figure.value for figure in answer(Question(), Nobody()).figures] == [10]


def test_it_goes_with_the_last_record_of_a_database_that_is_emptied(seizure):
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run(f"TRUNCATE seizures_seizure, operations_outcome, {LEDGER} CASCADE")

    assert not Posting.objects.exists()
    assert answer(Question(), Nobody()).figures == []


def test_what_changes_no_figure_posts_nothing(seizure):
    before = Posting.objects.count()
    for statement in (
        "UPDATE seizures_seizure SET note = 'x', version = version + 1",
        "UPDATE seizures_seizeditem SET description = 'x', purity = 80",
        "UPDATE seizures_seizeditem SET quantity = quantity",
        "UPDATE operations_operation SET name = 'x'",
        "UPDATE measures_measure SET name = name || 'x'",
    ):
        run(statement)

    assert Posting.objects.count() == before


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E40"])
@pytest.mark.parametrize("column", ["quantity", "amount"])
def test_a_number_that_no_sum_can_bear_is_refused(seizure, column, number):
    run("UPDATE seizures_seizeditem SET currency_id = (SELECT id FROM measures_unit WHERE is_reporting)")

    with pytest.raises(IntegrityError), transaction.atomic():
        run(f"UPDATE seizures_seizeditem SET {column} = '{number}'")  # noqa: S608


@pytest.mark.parametrize("table", ["seizures_seizure", "operations_outcome", "seizures_disposition"])
def test_a_date_beyond_all_calendars_is_refused(seizure, table):
    OutcomeFactory()
    DispositionFactory(item=seizure.items.get())

    with pytest.raises(IntegrityError), transaction.atomic():
        run(f"UPDATE {table} SET date_to = 'infinity', date_precision = 'range'")  # noqa: S608


def test_figures_are_the_same_with_nothing_half_and_all_of_it_folded():
    for number in range(1, 6):
        CreditFactory(seizure=SeizureFactory(verified=True, item__quantity=str(number)))
    questions = [Question(), Question(by=("agency",)), Question(by=("operation", "month"))]
    asked = [answer(question, Nobody()) for question in questions]
    waiting = folding.pending().number

    assert folding.fold(waiting // 2) == waiting // 2
    halfway = [answer(question, Nobody()) for question in questions]
    folding.fold_all()
    folded = [answer(question, Nobody()) for question in questions]

    for each in (halfway, folded):
        assert [(found.figures, found.overlaps, found.left_out) for found in each] == [
            (found.figures, found.overlaps, found.left_out) for found in asked
        ]

"""An answer takes several statements, and all of them see one state of the records."""

from threading import Thread

import pytest
from django.db import connection

from figures.answer import query
from figures.answer.query import answer
from figures.question.question import Question
from tests.factories.agencies import UserFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db(transaction=True)


def by_somebody_else(change):
    def changed():
        change()
        connection.close()

    thread = Thread(target=changed)
    thread.start()
    thread.join()


def test_what_is_written_while_an_answer_is_worked_out_is_in_none_of_it(monkeypatch):
    reader, result_of = UserFactory(), query.result_of
    agency = SeizureFactory(verified=True).seizing_agency
    question = Question(by=("agency",))

    def slowly(*arguments, shares):
        if shares:
            by_somebody_else(lambda: SeizureFactory(verified=True, seizing_agency=agency))
        return result_of(*arguments, shares=shares)

    monkeypatch.setattr(query, "result_of", slowly)
    answered = answer(question, reader)
    monkeypatch.undo()

    assert [figure.records for figure in answered.figures] == [1]
    assert answered.overlaps == []
    assert [figure.records for figure in answer(question, reader).figures] == [2]

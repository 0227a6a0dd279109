"""An answer takes several statements, and all of them see one state of the records."""

from threading import Thread

import pytest
from django.db import connection

from figures import query
from figures.query import answer
from figures.question import Question
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
    reader, left_out = UserFactory(), query._left_out
    SeizureFactory(verified=True)

    def slowly(*arguments):
        by_somebody_else(lambda: SeizureFactory(submitted=True))
        return left_out(*arguments)

    monkeypatch.setattr(query, "_left_out", slowly)
    answered = answer(Question(), reader)
    monkeypatch.undo()

    assert answered.left_out["unverified"] == 0
    assert answer(Question(), reader).left_out["unverified"] == 1

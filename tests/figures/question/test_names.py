import pytest

from figures.answer.query import answer
from figures.question import names as module
from figures.question.names import names
from figures.question.question import Question
from tests.factories.agencies import UserFactory
from tests.factories.seizures import SeizureFactory


@pytest.mark.django_db
def test_ever_new_questions_do_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(module, "MOST", 5)
    SeizureFactory(verified=True)
    reader, codes = UserFactory(), list(names().measures.values())[:12]

    for code in codes:
        answer(Question(measure=(code, "NARC")), reader)
        assert len(names().cache) <= 5

    assert answer(Question(measure=("NARC.COCAINE",)), reader).figures[0].value == 10

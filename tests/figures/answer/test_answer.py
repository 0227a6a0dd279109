"""The answer to any question is what one gets by adding up the records themselves, and each figure opens to them."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from figures.answer.query import answer
from tests.figures.compared import check_answer, check_evidence
from tests.figures.oracle import World
from tests.figures.questions import Person, question_by, reader_by
from tests.figures.recorded import regions_recorded
from tests.figures.stored import Setting
from tests.figures.world import THREATS, Chance, world


@pytest.mark.usefixtures("db")
class TestAnswers(TestCase):
    @settings(max_examples=20, deadline=None, database=None, phases=[Phase.generate])
    @given(seed=st.integers(0, 2**32))
    def test_every_answer_is_what_the_records_add_up_to(self, seed):
        chance, setting = Chance(seed), Setting()
        records = world(chance)
        setting.store(records)
        told = World(records, regions=regions_recorded(), threats=THREATS)

        for _ in range(7):
            reader = reader_by(chance)
            question, person = question_by(chance, told, reader), Person(reader, setting)
            answered = answer(question, person)

            check_answer(answered, told, question, reader)
            if answered.figures:
                check_evidence(chance.choice(answered.figures), question, person)

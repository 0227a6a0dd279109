"""The property: whatever happens to records, by whatever means, every answer is what the records add up to.

`make soak MINUTES=30` goes on for longer. PROPERTY_SEED repeats a run: a failure prints it, and the steps
that led there.
"""

import os
import random
import time
from collections import Counter
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from common.errors import Invalid, Refused
from figures.answer.query import answer
from figures.ledger import folding, snapshot
from figures.ledger.drift import drift
from figures.ledger.repair import repair
from figures.question.question import Question
from tests.figures.acts import ACTS
from tests.figures.acts.loading import store
from tests.figures.compared import apart, check_answer, check_lines, check_top
from tests.figures.oracle import Reader, World
from tests.figures.questions import Person, question_by, reader_by
from tests.figures.recorded import recorded
from tests.figures.scene import OUTCOMES, NothingThere, Scene, run
from tests.figures.world import STATES, Chance, Record, record_by

DICE = st.integers(0, 2**32 - 1)
ENDINGS = st.sampled_from(["committed", "committed", "rolled back", "rolled back in part"])
# In how many of the steps an answer is compared; in how many of these the ledger is held against the records.
COMPARED, CHECKED, REPAIRED = 0.2, 0.04, 0.1
# In how many of the answers a figure is opened, and only the largest are asked for.
OPENED = 0.1
# Worlds of the past that are remembered.
REMEMBERED = 10
STEPS = 5_000


class RolledBack(Exception):
    """Nothing of this has happened."""


class Enemy(RuleBasedStateMachine):
    """Does anything that is possible to records, in any order, and folds in between."""

    scene: Scene
    steps: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.scene.clear()
        self.step = 0
        # A world, and from when until when it was so.
        self.past: list[tuple[World, object, object]] = []
        self.present: tuple[World, object] | None = None

    def act(self, name: str, dice: Chance) -> None:
        """One change. What constraints and services refuse has not happened."""
        self.steps[name] += 1
        try:
            with transaction.atomic():
                ACTS[name](self.scene, dice)
        except NothingThere as nothing:
            store(self.scene.told(self._made_up(str(nothing), dice)))
        except (IntegrityError, Refused, Invalid) as refusal:
            if "figures" in str(refusal) or "ledger" in str(refusal):
                raise
            self.steps["refused"] += 1

    def _made_up(self, missing: str, dice: Chance) -> Record:
        """A record with what the act did not find, so that the next one does."""
        record = record_by(dice, "outcome" if missing == OUTCOMES else "seizure")
        if missing in (*STATES, "verified"):
            record.state = missing
        return record

    def began(self) -> None:
        """From here on, what was remembered last is past."""
        self.step += 1
        if self.present:
            self.past = [*self.past[-REMEMBERED:], (*self.present, now())]
            self.present = None

    for _name in ACTS:

        def _act(self, dice: int, name: str = _name) -> None:
            self.began()
            self.act(name, Chance(dice))
            self.compare(dice)

        _act.__name__ = _name
        locals()[_name] = rule(dice=DICE)(_act)
    del _name, _act

    @rule(names=st.lists(st.sampled_from(sorted(ACTS)), min_size=2, max_size=4), ending=ENDINGS, dice=DICE)
    def together(self, names: list[str], ending: str, dice: int) -> None:
        """Several changes in one transaction, with questions asked while it is under way."""
        self.began()
        chance = Chance(dice)
        try:
            with transaction.atomic():
                self._changes(names[:1], ending, chance)
                meanwhile = now()
                self._changes(names[1:], ending, chance)
                if chance.maybe(0.2):
                    self.ask(recorded(self.scene.codes), chance)
                if ending == "rolled back":
                    raise RolledBack
        except RolledBack:
            self.steps["rolled back"] += 1
        self.compare(dice)
        if self.present:
            # No instant shows half of it: what was under way then belongs to then.
            self.present = self.present[0], meanwhile

    def _changes(self, names: list[str], ending: str, chance: Chance) -> None:
        for name in names:
            if ending == "rolled back in part" and chance.maybe(0.5):
                try:
                    with transaction.atomic():
                        self.act(name, chance)
                        folding.fold(chance.choice([1, 50]))
                        raise RolledBack
                except RolledBack:
                    continue
            self.act(name, chance)

    @rule(most=st.sampled_from([1, 2, 3, 7, 20, 100, 1000]), times=st.integers(1, 2), dice=DICE)
    def fold(self, most: int, times: int, dice: int) -> None:
        self.began()
        for _ in range(times):
            folding.fold(most)
        self.steps["fold"] += 1
        self.compare(dice)

    @rule(dice=DICE)
    def fold_all(self, dice: int) -> None:
        self.began()
        folding.fold_all()
        assert folding.pending().number == 0
        self.steps["fold"] += 1
        self.compare(dice)

    @rule(dice=DICE)
    def repair(self, dice: int) -> None:
        """Where nothing is wrong there is nothing to repair, and figures stay what they are."""
        self.began()
        if Chance(dice).maybe(REPAIRED):
            assert not repair()
        self.compare(dice)

    def compare(self, dice: int) -> None:
        """After some of the steps: answers to random questions, of now and of the past."""
        chance = Chance(dice)
        if not chance.maybe(COMPARED):
            return
        world = recorded(self.scene.codes)
        self.present = world, now()
        self.ask(world, chance)
        if self.past and chance.maybe(0.5):
            self.ask_of_the_past(world, chance)
        if chance.maybe(CHECKED):
            assert not drift()

    def ask(self, world: World, chance: Chance) -> None:
        reader = reader_by(chance)
        question = question_by(chance, world, reader)
        self.check(question, world, reader, chance)
        self.steps["asked"] += 1

    def ask_of_the_past(self, world: World, chance: Chance) -> None:
        """Of a random instant, for what the reader may see today of what was recorded and marked then."""
        then, since, until = chance.choice(self.past)
        instant = since + (until - since) * chance.random()
        then = then.seen_today(world)
        reader = reader_by(chance)
        question = question_by(chance, then, reader).narrowed(as_of=instant)
        # Not by operation: one that is hidden today is in the totals of then, and in no row (decision 19).
        question = question.narrowed(by=tuple(name for name in question.by if name != "operation"))
        # Worked out from today's balances, or from the postings up to then.
        with patch.object(snapshot, "FEW", chance.choice([0, 5, snapshot.FEW])):
            self.check(question, then, reader, chance)
        self.steps["asked of the past"] += 1

    def check(self, question: Question, world: World, reader: Reader, chance: Chance) -> None:
        person = Person(reader, self.scene.setting)
        answered = answer(question, person)
        check_answer(answered, world, question, reader)
        if answered.figures and chance.maybe(OPENED):
            check_lines(chance.choice(answered.figures), question, person, apart(world, question))
        if chance.maybe(OPENED):
            most = chance.randint(1, 3)
            check_top(answer(question.narrowed(top=most), person), answered, most)

    def teardown(self) -> None:
        assert not drift()
        Enemy.steps["steps"] += self.step


def now() -> object:
    return run("SELECT clock_timestamp()")[0][0]


def attack(number: int, examples: int) -> None:
    print(f"\nPROPERTY_SEED={number} repeats this run")  # noqa: T201
    run_state_machine_as_test(
        seed(number)(Enemy),
        settings=settings(
            max_examples=examples, stateful_step_count=250, deadline=None, database=None, print_blob=True,
            report_multiple_bugs=False, phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_whatever_happens_every_answer_is_what_the_records_add_up_to():
    Enemy.scene, Enemy.steps = Scene(), Counter()
    minutes = float(os.environ.get("PROPERTY_MINUTES") or 0)
    # The suite asks the same every time; who has minutes to spare asks something new.
    number = int(
        os.environ.get("PROPERTY_SEED") or (random.SystemRandom().randrange(2**32) if minutes else 1)
    )
    until = time.monotonic() + 60 * minutes

    attack(number, examples=21)
    while Enemy.steps["steps"] < STEPS or time.monotonic() < until:
        number += 1
        attack(number, examples=5)

    print(dict(Enemy.steps))  # noqa: T201

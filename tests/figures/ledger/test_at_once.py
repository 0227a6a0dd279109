# ruff: noqa: S608 -- SQL written by hand is what this is about
"""Many write, fold and read at once: whoever reads finds some state that was committed, and never half of one."""

import os
import time
from collections import Counter
from collections.abc import Callable
from threading import Event, Thread

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

from common.errors import Invalid, Refused
from figures.answer.query import answer
from figures.ledger import folding
from figures.ledger.snapshot import one_snapshot
from figures.question.question import Question
from tests.factories.operations import OperationFactory
from tests.factories.seizures import CreditFactory, SeizureFactory
from tests.figures.acts import ACTS
from tests.figures.acts.loading import store
from tests.figures.compared import check_answer
from tests.figures.questions import Person, question_by, reader_by
from tests.figures.recorded import recorded
from tests.figures.scene import ITEMS, SEIZURES, NothingThere, Scene, run
from tests.figures.sessions import Nobody, check_ledger
from tests.figures.world import Chance, record_by

pytestmark = pytest.mark.django_db(transaction=True)
REFUSALS = (IntegrityError, ObjectDoesNotExist, Refused, Invalid, NothingThere)
# TRUNCATE empties a table for older snapshots too: PostgreSQL says so in its manual.
POSSIBLE = sorted(set(ACTS) - {"truncate"})
# How long it goes on, in seconds; `make soak` says more.
BRIEFLY = 3
LONGER = max(8.0, 20 * float(os.environ.get("PROPERTY_MINUTES") or 0))


class Crowd:
    """Does things over and over, each in a thread and a connection of its own, until the time is up."""

    def __init__(self) -> None:
        self.over, self.failures, self.done = Event(), [], Counter()
        self.threads: list[Thread] = []

    def add(self, name: str, doing: Callable[[Chance], object], number: int = 1) -> None:
        for seed in range(number):
            self.threads.append(Thread(target=self._repeat, args=(name, doing, Chance(f"{name} {seed}"))))

    def _repeat(self, name: str, doing: Callable[[Chance], object], chance: Chance) -> None:
        try:
            while not self.over.is_set():
                doing(chance)
                self.done[name] += 1
        except BaseException as failure:  # noqa: BLE001 -- told in the main thread
            failure.add_note(f"by {name}, who had done it {self.done[name]} times")
            self.failures.append(failure)
            self.over.set()
        finally:
            connection.close()

    def go_on(self, seconds: float) -> None:
        for thread in self.threads:
            thread.start()
        self.over.wait(seconds)
        self.over.set()
        for thread in self.threads:
            thread.join()
        if self.failures:
            raise self.failures[0]


def fold(chance: Chance) -> None:
    folding.fold(chance.choice([1, 5, 50]))
    time.sleep(0.01)  # or there would be nothing to fold


class Transfers:
    """Six seizures of a ton each in two operations, between which goods and whole records go back and forth."""

    def __init__(self) -> None:
        self.operations = [OperationFactory(), OperationFactory()]
        self.seizures = [
            SeizureFactory(verified=True, operation=operation, item__quantity="1000")
            for operation in self.operations * 3
        ]
        self.items = sorted(seizure.items.get().pk for seizure in self.seizures)

    def transfer(self, chance: Chance) -> None:
        if chance.maybe(0.5):
            where, which = chance.choice(self.operations).pk, chance.choice(self.seizures).pk
            run(f"UPDATE {SEIZURES} SET operation_id = %s WHERE id = %s", where, which)
            return
        # Both ways, and in one order, lest two of them wait for each other.
        less, more = sorted(chance.sample(self.items, 2))
        step = chance.choice([1, -1])
        with transaction.atomic():
            run(f"UPDATE {ITEMS} SET quantity = quantity + %s WHERE id = %s", step, less)
            run(f"UPDATE {ITEMS} SET quantity = quantity - %s WHERE id = %s", step, more)

    def read(self, _chance: Chance) -> None:
        [total] = answer(Question(), Nobody()).figures
        shared = answer(Question(by=("operation",)), Nobody())
        assert (total.value, total.records) == (6000, 6)
        assert shared.overlaps == []
        assert sum(figure.value for figure in shared.figures) == 6000
        assert sum(figure.records for figure in shared.figures) == 6


def test_a_transfer_is_in_no_answer_by_half():
    transfers, crowd = Transfers(), Crowd()

    crowd.add("transfer", or_deadlock(transfers.transfer), 3)
    crowd.add("fold", fold, 2)
    crowd.add("read", transfers.read, 2)
    crowd.go_on(BRIEFLY)

    assert all(crowd.done[name] for name in ("transfer", "fold", "read"))
    check_ledger()


def or_deadlock(act: Callable[[Chance], object]) -> Callable[[Chance], object]:
    """Who loses a deadlock gives up, as a person's request would."""

    def tried(chance: Chance) -> None:
        try:
            act(chance)
        except OperationalError as error:
            if "deadlock" not in str(error):
                raise

    return tried


class Hands:
    """Do whatever is possible to the same few records."""

    def __init__(self) -> None:
        self.scene, self.refused = Scene(), Counter()
        for seed in range(12):
            store(self.scene.told(record_by(Chance(seed), "seizure")))

    def change(self, chance: Chance) -> None:
        names = chance.choices(POSSIBLE, k=chance.randint(1, 2))
        try:
            with transaction.atomic():
                for name in names:
                    ACTS[name](self.scene, chance)
        except REFUSALS as refusal:
            self.refused[type(refusal).__name__] += 1
        except DatabaseError as error:
            # Who loses a deadlock gives up; and what was about to be changed may be gone.
            kind = next(
                (kind for kind in ("deadlock", "did not affect any rows") if kind in str(error)), None
            )
            if kind is None:
                raise
            self.refused[kind] += 1

    def read(self, chance: Chance) -> None:
        """The records and the answer, of one snapshot."""
        reader = reader_by(chance)
        with one_snapshot():
            world = recorded(self.scene.codes)
            question = question_by(chance, world, reader)
            check_answer(answer(question, Person(reader, self.scene.setting)), world, question, reader)


def test_whatever_many_hands_do_each_snapshot_is_right():
    hands, crowd = Hands(), Crowd()

    crowd.add("change", hands.change, 4)
    crowd.add("fold", fold, 2)
    crowd.add("read", hands.read, 2)
    crowd.go_on(LONGER)

    # A deadlock takes a second to be noticed: where little is done in the time, it is a larger part of it.
    assert hands.refused["deadlock"] < crowd.done["change"] / 2
    assert hands.refused.total() < crowd.done["change"] * 3 / 4
    check_ledger()


def test_several_folds_at_once_move_each_posting_once():
    for _ in range(20):
        CreditFactory(seizure=SeizureFactory(verified=True))
    waiting, crowd, moved = folding.pending().number, Crowd(), []

    def fold_some(chance: Chance) -> None:
        moved.append(folding.fold(3))
        if not folding.pending().number:
            crowd.over.set()

    crowd.add("fold", fold_some, 4)
    crowd.go_on(LONGER)

    assert sum(moved) == waiting > 0
    check_ledger()


def test_who_writes_the_same_thing_at_once_adds_to_it():
    seizure = SeizureFactory(verified=True)
    crowd, began = Crowd(), time.monotonic()

    def add(chance: Chance) -> None:
        run(f"UPDATE {ITEMS} SET quantity = quantity + 1 WHERE seizure_id = %s", seizure.pk)

    crowd.add("add", add, 4)
    crowd.add("fold", fold)
    crowd.go_on(BRIEFLY)

    [figure] = answer(Question(), Nobody()).figures
    assert figure.value == 10 + crowd.done["add"]
    assert time.monotonic() - began < BRIEFLY * 10
    check_ledger()

"""An answer may be kept for as long as the version is the same: it changes with whatever changes an answer."""

from itertools import product

import pytest
from django.db import transaction

from figures.answer.query import answer
from figures.ledger import folding
from figures.ledger.snapshot import fetch_tuples
from figures.ledger.version import VERSION, version_in
from figures.question.question import Question
from tests.figures.acts import ACTS
from tests.figures.acts.loading import store
from tests.figures.ledger.test_faults import act
from tests.figures.oracle import Reader
from tests.figures.questions import Person
from tests.figures.scene import Scene, run
from tests.figures.world import Chance, record_by

pytestmark = pytest.mark.django_db


def version():
    return version_in(fetch_tuples(VERSION, {}))


QUESTIONS = [
    Question(by=("operation",)), Question(by=("agency", "country")), Question(measure=("NARC", "PEOPLE")),
    Question(operation=("UMBRELLA",), by=("operation", "year")), Question(status="unverified", currency="reported"),
]  # fmt: skip
READERS = [Reader("AA", "AA"), Reader("BB", "CC"), Reader("", "BB"), Reader("CC")]

# What changes answers without changing what a record contributes.
BESIDE = {
    "who takes part": "DELETE FROM operations_participation",
    "who is named in an operation": "INSERT INTO operations_operation_readers (operation_id, user_id)"
    " SELECT o.id, u.id FROM operations_operation o, agencies_user u WHERE o.marking = 'TLP:RED'",
    "who is named in a seizure": "DELETE FROM seizures_seizure_readers",
    "who is named in an outcome": "DELETE FROM operations_outcome_readers",
    "who owns an operation": "UPDATE operations_operation SET owner_id = a.id"
    " FROM agencies_agency a WHERE a.code = 'BB'",
    "what an operation is called": "UPDATE operations_operation SET code = 'NEW-' || code",
    "what an agency is called": "UPDATE agencies_agency SET code = 'NEW-' || code WHERE length(code) = 2",
    "what a country is called": "UPDATE agencies_country SET code = 'XCO', alpha3 = 'XCO' WHERE code = 'COL'",
    "what a measure adds into": "UPDATE measures_measure SET rolls_up = FALSE WHERE code IN ('NARC', 'NARC.COCAINE')",
    "how a unit converts": "UPDATE measures_unit SET method = 'as somebody said' WHERE code = 'TON'",
}  # fmt: skip


@pytest.fixture
def scene():
    found, chance = Scene(), Chance(11)
    for number in range(40):
        store(found.told(record_by(chance, ("seizure", "outcome")[number % 3 == 0])))
    run("UPDATE operations_operation SET marking = 'TLP:RED' WHERE code = 'PHASE'")
    run(
        "UPDATE seizures_seizure SET marking = 'TLP:RED', operation_id = NULL WHERE right(reference, 1) IN ('1', '3')"
    )
    run(
        "UPDATE operations_outcome SET marking = 'TLP:RED', operation_id = NULL WHERE right(reference, 1) IN ('2', '4')"
    )
    folding.fold(100)
    return found


def answers(scene):
    found = []
    for question, reader in product(QUESTIONS, READERS):
        answered = answer(question, Person(reader, scene.setting))
        found.append((answered.figures, answered.overlaps, answered.left_out))
    return found


@pytest.mark.parametrize("what", BESIDE)
def test_what_stands_beside_the_ledger_changes_the_version(scene, what):
    before, then = answers(scene), version()
    run(BESIDE[what])

    assert answers(scene) != before
    assert version() != then


def test_no_answer_changes_under_one_version(scene):
    chance, told = Chance(11), {}
    for name in chance.sample(sorted(ACTS), 25):
        act(scene, chance, name)
        folding.fold(chance.choice([0, 1, 20]))
        now = answers(scene)
        assert told.setdefault(version(), now) == now


def test_a_fold_changes_no_version(scene):
    store(scene.told(record_by(Chance(11), "seizure")))
    then = version()

    assert folding.fold_all() > 0
    assert version() == then


def test_what_is_rolled_back_leaves_no_trace_in_what_is_answered(scene):
    before = answers(scene), version()
    try:
        with transaction.atomic():
            run(BESIDE["who takes part"])
            run(BESIDE["what an operation is called"])
            assert answers(scene) != before[0]
            raise LookupError
    except LookupError:
        pass

    assert (answers(scene), version()) == before

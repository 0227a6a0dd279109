"""What a version adds is what its verification adds to the figures: one definition, for pages and for dry runs."""

import pytest

from figures.answer.figure import COUNTS, Figure, qualifier_between
from figures.answer.query import answer
from figures.changes.moved import moved_between
from figures.effects import contribution_of, effects
from figures.question.question import Question
from operations.models import State
from seizures.models import Seizure
from tests.factories.agencies import UserFactory
from tests.factories.seizures import SeizureFactory
from tests.figures.acts.loading import store
from tests.figures.compared import ONCE, key
from tests.figures.scene import Scene, run
from tests.figures.world import Chance, record_by

VERIFY = """
    UPDATE seizures_seizure SET state = 'verified', verified_at = now(), marking = 'TLP:CLEAR', part_of_id = NULL,
        duplicate = FALSE,
        verified_by_id = (SELECT max(id) FROM agencies_user WHERE role = 'supervisor')
    WHERE id = %s
"""
ALL = Question(by=("measure",))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(3))
def test_what_a_record_would_add_is_what_it_adds_once_it_is_verified(seed):
    chance, scene, reader = Chance(seed), Scene(), UserFactory()
    run("UPDATE operations_operation SET marking = 'TLP:CLEAR'")
    for _ in range(12):
        record = record_by(chance, "seizure")
        record.state, record.named = chance.choice(["draft", "submitted"]), ()
        # A later report of a series takes the earlier one's place.
        record.series, record.reported_on = "", None
        store(scene.told(record))

    for pk in Seizure.objects.values_list("pk", flat=True):
        would = numbers(effects(contribution_of([]), contribution_of([pk])))
        before = answer(ALL, reader).figures
        run(VERIFY, pk)
        assert numbers(filter(None, moved_between(before, answer(ALL, reader).figures))) == would


def numbers(found):
    """The differences; one without an amount, of figures that have some, is of nothing."""
    differences = {key(moved.after): moved.difference for moved in found}
    return {
        cell: {name: getattr(figure, name) or 0 for name in ("value", *COUNTS) if name not in ONCE}
        for cell, figure in differences.items()
    }


@pytest.mark.django_db
def test_a_part_adds_nothing_and_several_add_what_they_add_together():
    one, other = (SeizureFactory(state=State.DRAFT, item__quantity=quantity) for quantity in ("1", "2"))
    part = SeizureFactory(part_of=one)

    assert contribution_of([part.pk]).figures == []
    (together,) = contribution_of([one.pk, other.pk, part.pk]).figures
    assert (together.value, together.records) == (3, 2)


@pytest.mark.parametrize(
    ("before", "after", "qualifier"),
    [
        ({"exact": 1}, {"exact": 1}, "exact"),
        ({"exact": 1}, {"at_least": 1}, "at_least"),
        ({"at_least": 1}, {"exact": 1}, "at_most"),
        ({"at_least": 1}, {"at_least": 1}, "approximately"),
        ({"at_most": 1}, {"at_least": 1}, "at_least"),
        ({"at_least": 1}, {"at_most": 1}, "at_most"),
        ({"approximately": 1}, {"exact": 1}, "approximately"),
        ({"unquantified": 1}, {"exact": 1}, "exact"),
        ({}, {"exact": 1, "unquantified": 1}, "at_least"),
    ],
)
def test_the_qualifier_of_a_difference(before, after, qualifier):
    less, more = Figure({}, "KGM", 1, **before), Figure({}, "KGM", 3, **after)

    assert qualifier_between(less, more) == qualifier


@pytest.mark.parametrize(
    ("value", "parts", "qualifier"),
    [
        (3, {"at_least": 1}, "at_least"),
        (-3, {"at_least": -1}, "at_least"),
        (3, {"exact": 1, "at_least": -1}, "at_most"),
        (-3, {"exact": 1, "at_least": -1}, "at_least"),
        (3, {"exact": 1, "unquantified": -1}, "exact"),
        (3, {"at_least": 1, "approximately": -1}, "approximately"),
    ],
)
def test_the_qualifier_of_what_one_act_did(value, parts, qualifier):
    assert qualifier_between(*Figure({}, "KGM", value, **parts).halves()) == qualifier

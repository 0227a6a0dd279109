"""Faults in the ledger that hardly any random step shows are noticed where they must show."""

import pytest

from figures.answer.query import answer
from figures.ledger.drift import drift
from figures.models import Posting
from figures.question.question import Question
from measures.models import Measure
from operations.models import Outcome, OutcomeCredit
from tests.factories.agencies import AgencyFactory
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import SeizureFactory
from tests.figures.compared import check_answer
from tests.figures.ledger.planted import replaced
from tests.figures.questions import Person, reader_by
from tests.figures.recorded import recorded
from tests.figures.scene import Scene, run
from tests.figures.world import Chance

pytestmark = pytest.mark.django_db


def credited_to_two(whole, part):
    """Credited to two, of whom the whole is credited to one."""
    Outcome.objects.filter(pk=whole.pk).update(agency=part.agency)
    OutcomeCredit.objects.create(outcome=part, agency=AgencyFactory())


# The function, what stands in it, what stands there instead; and what is done to a whole and its part.
FAULTS = {
    "an agency with its whole and a part of it": (
        ("figures_status", "WHEN agency IS NULL OR abs(agency) = ANY(whole_agencies) THEN 'part' ", ""),
        credited_to_two,
    ),
    "duplicates that count for those they are credited to": (
        ("figures_counted", " AND NOT r.duplicate", ""),
        lambda whole, part: Outcome.objects.filter(pk=part.pk).update(duplicate=True),
    ),
}


@pytest.mark.parametrize("planted", [True, False])
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_that_shows_seldom_is_noticed_where_it_must_show(name, planted):
    fault, happens = FAULTS[name]
    scene, reader, question = Scene(), reader_by(Chance(1)), Question(agency=("US-ICE",))
    if planted:
        run(replaced(*fault))
    whole = OutcomeFactory(verified=True, agency="US-CBP", quantity="50")
    happens(whole, OutcomeFactory(verified=True, part_of=whole, agency="US-ICE", quantity="25"))

    try:
        check_answer(answer(question, Person(reader, scene.setting)), recorded(), question, reader)
        found = False
    except AssertionError:
        found = True

    assert found is planted


@pytest.mark.parametrize("missing", [False, True])
def test_a_later_report_without_items_takes_the_place_of_the_earlier(missing):
    """A seizure that has items is posted with these; only one that has none needs the trigger."""
    if missing:
        run("DROP TRIGGER figures_after_insert ON seizures_seizure")
    first = SeizureFactory(verified=True, series="DAILY", reported_on="2019-05-01")

    SeizureFactory(
        verified=True, item=None, operation=first.operation, owner=first.owner, series="DAILY",
        reported_on="2019-05-02",
    )  # fmt: skip

    assert bool(drift()) is missing


@pytest.mark.parametrize("missing", [False, True])
def test_seizures_are_posted_when_the_measure_that_counts_them_comes(missing):
    if missing:
        run("DROP TRIGGER figures_after_insert ON measures_measure")
    counting = Measure.objects.get(kind="events")
    Measure.objects.filter(pk=counting.pk).delete()
    SeizureFactory()
    assert not drift()

    counting.save(force_insert=True)

    assert Posting.objects.filter(measure_id=counting.pk).exists() is not missing
    assert bool(drift()) is missing

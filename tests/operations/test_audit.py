"""Each act is told in its own words, also where one request acts several times."""

import pghistory
import pytest

from operations.discretion import Discretion
from operations.history import history_of
from operations.models import Outcome
from records.services import return_to_author, submit, withdraw
from tests.factories.agencies import UserFactory
from tests.factories.operations import OutcomeFactory

pytestmark = pytest.mark.django_db


def told(outcome: Outcome) -> list[tuple[str, str, str]]:
    """As the agency's own people read it."""
    history = history_of(outcome, Discretion(outcome.created_by))
    return [(str(row.what), row.who, row.reason) for row in history]


def test_acts_of_one_request_keep_their_own_words():
    first, second = OutcomeFactory(), OutcomeFactory(submitted=True)
    reviewer = UserFactory(role="supervisor", agency=second.owner)

    with pghistory.context(url="/somewhere/"):
        submit(first, by=first.created_by)
        return_to_author(second, by=reviewer, reason="Mend it.")
        withdraw(first, by=first.created_by, reason="Entered twice.")

    assert told(first)[:2] == [
        ("Withdrawn", first.created_by.username, "Entered twice."),
        ("Submitted for review", first.created_by.username, ""),
    ]
    assert told(second)[0] == ("Returned to its author", reviewer.username, "Mend it.")


def test_an_act_keeps_what_the_request_told():
    outcome = OutcomeFactory()

    with pghistory.context(url="/somewhere/"):
        submit(outcome, by=outcome.created_by)

    event = Outcome.pgh_event_model.objects.filter(pgh_obj=outcome.pk).latest("pgh_id")
    assert event.pgh_context.metadata["url"] == "/somewhere/"


def test_after_an_act_the_request_goes_on_under_its_own_words():
    outcome = OutcomeFactory()

    with pghistory.context(url="/somewhere/"):
        submit(outcome, by=outcome.created_by)
        Outcome.objects.filter(pk=outcome.pk).update(note="By hand.")

    assert told(outcome)[0][1:] == ("", "")

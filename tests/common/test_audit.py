"""Each act is told in its own words, also where one request acts several times."""

import pghistory
import pytest

from common.audit import audited
from common.errors import Refused
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


def test_an_act_is_stored_as_the_framework_s_own_context_would_store_it():
    """`audited` writes where pghistory keeps its context for the thread: if that moves, the two differ."""
    ours, plain = OutcomeFactory(), OutcomeFactory()
    author = ours.created_by
    act = {"user": author.pk, "username": author.get_username(), "action": "edited", "reason": "So."}

    with pghistory.context(url="/somewhere/"), audited(by=author, action="edited", reason="So."):
        Outcome.objects.filter(pk=ours.pk).update(note="Changed.")
    with pghistory.context(url="/somewhere/", **act):
        Outcome.objects.filter(pk=plain.pk).update(note="Changed.")

    assert context_of(ours).metadata == context_of(plain).metadata


def test_a_refused_act_leaves_nothing_to_what_follows():
    outcome = OutcomeFactory()

    with pghistory.context(url="/somewhere/"):
        with pytest.raises(Refused), audited(by=outcome.created_by, action="edited"):
            raise Refused("No.")
        Outcome.objects.filter(pk=outcome.pk).update(note="Changed.")

    assert context_of(outcome).metadata == {"url": "/somewhere/"}


def context_of(outcome):
    return Outcome.pgh_event_model.objects.filter(pgh_obj=outcome.pk).latest("pgh_id").pgh_context

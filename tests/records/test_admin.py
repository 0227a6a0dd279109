"""The admin screens of outcomes: entered, edited and reviewed through the services, as everywhere else."""

import pytest
from django.urls import reverse

from agencies.models import Agency
from measures.models import Measure, Unit
from operations.models import Outcome, State
from tests.admin_page import errors, filled
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory

pytestmark = pytest.mark.django_db

ADD_OUTCOME = "/admin/operations/outcome/add/"
OUTCOMES = "/admin/operations/outcome/"


def change(record):
    return reverse(f"admin:operations_{record._meta.model_name}_change", args=[record.pk])


@pytest.fixture
def ice():
    return Agency.objects.get(code="US-ICE")


@pytest.fixture
def analyst(client, ice):
    user = UserFactory(role="analyst", agency=ice)
    client.force_login(user)
    return user


@pytest.fixture
def supervisor(client, ice):
    user = UserFactory(role="supervisor", agency=ice)
    client.force_login(user)
    return user


@pytest.fixture
def operation(ice):
    operation = OperationFactory(code="TIDEWATER", owner=ice)
    ParticipationFactory(operation=operation, agency=ice, lead=True)
    return operation


def arrests(**more):
    measure, unit = Measure.objects.get(code="PEOPLE.ARRESTED"), Unit.objects.quantity("C62")
    return {"measure": measure.pk, "quantity": "3", "unit": unit.pk, **more}


def test_an_outcome_is_entered_as_a_draft(client, analyst, operation, ice):
    page = client.get(ADD_OUTCOME)

    response = client.post(ADD_OUTCOME, filled(page, operation=operation.pk, date="2009-Q3", **arrests()))

    assert response.status_code == 302, errors(response)
    outcome = Outcome.objects.get()
    assert (outcome.state, outcome.owner, outcome.created_by) == (State.DRAFT, ice, analyst)
    assert (str(outcome.date), outcome.quantity) == ("2009-Q3", 3)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"measure": "999999"}, "measure", "Select a valid choice."),
        ({"unit": "999999"}, "unit", "Select a valid choice."),
        ({"currency": "999999"}, "currency", "Select a valid choice."),
        ({"country": "999999"}, "country", "Select a valid choice."),
        ({"quantity": "-3"}, "quantity", "A quantity cannot be negative."),
        ({"quantity": "2.5"}, "quantity", "whole numbers"),
        ({"date": "2999"}, "date", "2999 is in the future."),
        ({"date": "2009-08/2009-07"}, "date", "The end is before the start."),
        ({"reference": "TAKEN"}, "reference", "a record with that reference already"),
    ],
)
def test_what_is_wrong_with_an_outcome_is_told_beside_it_and_nothing_is_saved(
    client, analyst, ice, typed, field, sentence
):
    OutcomeFactory(owner=ice, reference="TAKEN")

    response = client.post(ADD_OUTCOME, filled(client.get(ADD_OUTCOME), **{**arrests(), **typed}))

    assert response.status_code == 200
    assert sentence in str(errors(response).get(field)), errors(response)
    assert Outcome.objects.count() == 1


def test_a_part_larger_than_its_whole_is_refused(client, analyst, ice):
    whole = OutcomeFactory(owner=ice, quantity="2")

    response = client.post(ADD_OUTCOME, filled(client.get(ADD_OUTCOME), part_of=whole.pk, **arrests()))

    assert errors(response)["part_of"] == ["The parts come to 3, and the whole is only 2."]
    assert Outcome.objects.count() == 1


def test_all_that_is_wrong_is_told_at_once(client, analyst):
    response = client.post(
        ADD_OUTCOME, filled(client.get(ADD_OUTCOME), **arrests(quantity="-3", date="2999"))
    )

    assert set(errors(response)) == {"quantity", "date"}


def test_a_draft_is_edited_and_its_editor_noted(client, analyst, ice):
    outcome = OutcomeFactory(owner=ice)
    page = client.get(change(outcome))

    response = client.post(change(outcome), filled(page, quantity="12"))

    assert response.status_code == 302, errors(response)
    outcome.refresh_from_db()
    assert (outcome.quantity, outcome.last_edited_by, outcome.version) == (12, analyst, 2)


@pytest.mark.parametrize("state", ["submitted", "verified", "withdrawn"])
def test_what_is_no_draft_is_for_reading_only(client, analyst, ice, state):
    outcome = OutcomeFactory(owner=ice, **{state: True})

    page = client.get(change(outcome))

    assert page.context["has_change_permission"] is False
    assert client.post(change(outcome), {"quantity": "12"}).status_code == 403


def act(client, action, *records, **more):
    data = {"action": action, "_selected_action": [record.pk for record in records], **more}
    # What the list shows, which is what it sends.
    data["seen"] = [f"{record.pk}:{Outcome.objects.get(pk=record.pk).version}" for record in records]
    return client.post(OUTCOMES, data, follow=True)


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_drafts_are_submitted_and_verified_by_another_person(client, analyst, supervisor, ice):
    drafts = [OutcomeFactory(owner=ice, created_by=analyst) for _ in range(2)]
    client.force_login(analyst)
    act(client, "submit", *drafts)
    client.force_login(supervisor)

    response = act(client, "verify", *drafts)

    assert told(response) == ["Done: 2 records."]
    assert set(Outcome.objects.values_list("state", "verified_by")) == {("verified", supervisor.pk)}


def test_nobody_verifies_their_own_record(client, supervisor, ice):
    own = OutcomeFactory(owner=ice, created_by=supervisor, submitted=True)

    response = act(client, "verify", own)

    assert told(response) == ["You wrote a part of this record: another person must review it."]
    own.refresh_from_db()
    assert own.state == State.SUBMITTED


def test_a_second_verification_is_refused(client, supervisor, ice):
    verified = OutcomeFactory(owner=ice, verified=True)

    response = act(client, "verify", verified)

    assert f"{verified} was verified by {verified.verified_by} already." in told(response)


def test_an_analyst_is_not_offered_to_verify(client, analyst, ice):
    OutcomeFactory(owner=ice, submitted=True)

    page = client.get(OUTCOMES)

    assert {name for name, _ in page.context["action_form"].fields["action"].choices} == {
        "", "submit", "take_back", "withdraw", "raise_marking", "amend",
    }  # fmt: skip


@pytest.mark.parametrize(("action", "state"), [("return_to_author", "returned"), ("withdraw", "withdrawn")])
def test_returning_and_withdrawing_ask_for_the_reason_first(client, supervisor, ice, action, state):
    outcome = OutcomeFactory(owner=ice, submitted=True)

    asked = act(client, action, outcome)
    empty = act(client, action, outcome, reason=" ")
    outcome.refresh_from_db()
    before = outcome.state
    act(client, action, outcome, reason="The count is of another year.")

    assert str(outcome) in asked.content.decode()
    assert "This field is required." in empty.content.decode()
    assert before == State.SUBMITTED
    outcome.refresh_from_db()
    assert (outcome.state, outcome.state_reason) == (state, "The count is of another year.")


def test_a_verified_record_is_amended_in_a_copy(client, analyst, ice):
    outcome = OutcomeFactory(owner=ice, verified=True)

    asked = act(client, "amend", outcome)
    assert not Outcome.objects.filter(amends=outcome).exists()
    response = act(client, "amend", outcome, reason="Counted again.")

    assert str(outcome) in asked.content.decode()
    copy = Outcome.objects.get(amends=outcome)
    assert response.redirect_chain[-1][0] == change(copy)
    assert "revision 2" in response.content.decode()


def test_nothing_is_deleted(client, supervisor, ice):
    outcome = OutcomeFactory(owner=ice)

    assert client.post(f"/admin/operations/outcome/{outcome.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in client.get(OUTCOMES).content.decode()


def test_a_whole_that_the_reader_may_not_see_is_not_named(client, analyst):
    whole = OutcomeFactory(verified=True, marking="TLP:AMBER+STRICT", reference="HIDDEN-WHOLE")
    part = OutcomeFactory(verified=True, part_of=whole)

    page = client.get(change(part)).content.decode()

    assert "not shown to you" in page
    assert "HIDDEN-WHOLE" not in page


def test_what_changed_since_the_list_was_read_is_named_and_left(client, supervisor, ice):
    changed, unseen = (OutcomeFactory(owner=ice, submitted=True, version=4) for _ in range(2))
    data = {"action": "verify", "_selected_action": [changed.pk, unseen.pk], "seen": [f"{changed.pk}:3"]}

    response = client.post(OUTCOMES, data, follow=True)

    assert told(response) == [
        f"{changed} was changed since you opened it. Look at it again.",
        "1 record was not in the list as it was sent, and was left as it is.",
    ]
    assert set(Outcome.objects.values_list("state", flat=True)) == {State.SUBMITTED}


def test_the_list_sends_the_versions_that_it_shows(client, supervisor, ice):
    record = OutcomeFactory(owner=ice, submitted=True, version=7)

    assert f'name="seen" value="{record.pk}:7"' in client.get(OUTCOMES).content.decode()


def test_the_page_that_asks_for_a_reason_keeps_what_was_seen(client, supervisor, ice):
    record = OutcomeFactory(owner=ice, submitted=True)

    asked = act(client, "return_to_author", record)

    assert f'name="seen" value="{record.pk}:1"' in asked.content.decode()

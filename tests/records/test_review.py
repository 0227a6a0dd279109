"""From draft to verified, by two people."""

import pytest
from django.db import IntegrityError, transaction

from common.errors import Invalid, NotAllowed, Refused
from operations.models import Participation, State
from outcomes.services import amend_outcome, change_outcome
from records.services import return_to_author, submit, verify, withdraw
from tests.calls import person, post, signed_in
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return OutcomeFactory(operation=OperationFactory())


@pytest.fixture
def submitted():
    return OutcomeFactory(operation=OperationFactory(), submitted=True)


def supervisor_of(agency):
    return UserFactory(role="supervisor", agency=agency)


def test_a_draft_is_submitted_by_its_author(draft):
    record = submit(draft, by=draft.created_by)

    assert record.state == State.SUBMITTED
    assert record.submitted_at is not None


def test_submitting_twice_changes_nothing(draft):
    first = submit(draft, by=draft.created_by)

    assert submit(draft, by=draft.created_by).version == first.version


def test_a_supervisor_of_the_recording_agency_verifies(submitted):
    by = supervisor_of(submitted.owner)

    record = verify(submitted, by=by)

    assert (record.state, record.verified_by) == (State.VERIFIED, by)
    assert record.counts


def test_a_supervisor_of_the_lead_agency_verifies_too(submitted):
    lead = ParticipationFactory(operation=submitted.operation, role=Participation.Role.LEAD).agency

    assert verify(submitted, by=supervisor_of(lead)).state == State.VERIFIED


@pytest.mark.parametrize(
    ("role", "same_agency"),
    [
        pytest.param("analyst", True, id="an-analyst"),
        pytest.param("supervisor", False, id="a-supervisor-of-another-agency"),
        pytest.param("partner", True, id="a-partner"),
        pytest.param("auditor", True, id="an-auditor"),
        pytest.param("administrator", True, id="an-administrator"),
    ],
)
def test_nobody_else_verifies(submitted, role, same_agency):
    agency = submitted.owner if same_agency else AgencyFactory()

    with pytest.raises(NotAllowed):
        verify(submitted, by=UserFactory(role=role, agency=agency))

    submitted.refresh_from_db()
    assert submitted.state == State.SUBMITTED


def test_nobody_verifies_what_they_wrote_themselves():
    agency = AgencyFactory()
    author = supervisor_of(agency)
    record = OutcomeFactory(owner=agency, created_by=author, submitted=True)

    with pytest.raises(NotAllowed, match="another person"):
        verify(record, by=author)


def test_nobody_verifies_what_they_edited_last(submitted):
    editor = supervisor_of(submitted.owner)
    submitted.last_edited_by = editor
    submitted.save()

    with pytest.raises(NotAllowed, match="another person"):
        verify(submitted, by=editor)


def test_the_database_refuses_an_author_as_verifier_whoever_asks():
    record = OutcomeFactory(verified=True)
    record.verified_by = record.created_by

    with pytest.raises(IntegrityError, match="outcome_verifier_is_another_person"), transaction.atomic():
        record.save()


def test_a_second_verification_is_refused_and_says_who_was_first():
    record = OutcomeFactory(verified=True)

    with pytest.raises(Refused, match=record.verified_by.username):
        verify(record, by=supervisor_of(record.owner))


def test_a_draft_is_not_verified_before_it_is_submitted(draft):
    with pytest.raises(Refused, match="not been submitted"):
        verify(draft, by=supervisor_of(draft.owner))


def test_a_record_goes_back_with_a_reason(submitted):
    record = return_to_author(submitted, by=supervisor_of(submitted.owner), reason=" Which day? ")

    assert (record.state, record.state_reason) == (State.RETURNED, "Which day?")
    assert record.editable


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_record_does_not_go_back_without_a_reason(submitted, reason):
    with pytest.raises(Invalid):
        return_to_author(submitted, by=supervisor_of(submitted.owner), reason=reason)


def test_a_verified_record_is_withdrawn_by_a_second_person_only():
    record = OutcomeFactory(verified=True)

    with pytest.raises(NotAllowed):
        withdraw(record, by=record.created_by, reason="It did not happen.")

    gone = withdraw(record, by=supervisor_of(record.owner), reason="It did not happen.")
    assert gone.state == State.WITHDRAWN
    assert not gone.counts


def test_a_record_with_parts_is_not_withdrawn():
    whole = OutcomeFactory(verified=True)
    OutcomeFactory(part_of=whole, quantity="3")

    with pytest.raises(Refused, match="parts"):
        withdraw(whole, by=supervisor_of(whole.owner), reason="It did not happen.")


def test_the_original_counts_until_its_amendment_is_verified():
    original = OutcomeFactory(verified=True)
    amendment = amend_outcome(original, by=original.created_by, reason="Corrected.")
    amendment.quantity = 12
    change_outcome(amendment, by=original.created_by)
    submit(amendment, by=original.created_by)
    original.refresh_from_db()
    assert original.counts

    verify(amendment, by=supervisor_of(original.owner))

    original.refresh_from_db()
    amendment.refresh_from_db()
    assert (original.state, amendment.state) == (State.SUPERSEDED, State.VERIFIED)
    assert (amendment.reference, amendment.revision) == (original.reference, 2)


def test_a_record_has_one_open_amendment():
    original = OutcomeFactory(verified=True)
    amend_outcome(original, by=original.created_by, reason="Corrected.")

    with pytest.raises(Refused, match="open already"):
        amend_outcome(original, by=original.created_by, reason="Corrected.")


def test_parts_follow_the_whole_that_counts():
    whole = OutcomeFactory(verified=True, quantity="50")
    part = OutcomeFactory(verified=True, part_of=whole, quantity="25", owner=whole.owner)
    amendment = amend_outcome(whole, by=whole.created_by, reason="Corrected.")
    amendment.quantity = 60
    change_outcome(amendment, by=whole.created_by)
    submit(amendment, by=whole.created_by)

    verify(amendment, by=supervisor_of(whole.owner))

    part.refresh_from_db()
    assert part.part_of == amendment


def test_history_says_who_did_what_and_why(submitted):
    by = supervisor_of(submitted.owner)

    return_to_author(submitted, by=by, reason="Which day?")

    event = submitted.events.order_by("pgh_id").last()
    assert event.pgh_context.metadata["username"] == by.username
    assert event.pgh_context.metadata["action"] == State.RETURNED
    assert event.pgh_context.metadata["reason"] == "Which day?"


def test_history_cannot_be_rewritten(draft):
    with pytest.raises(Exception, match="Cannot update or delete rows"), transaction.atomic():
        draft.events.update(state="verified")
    with pytest.raises(Exception, match="Cannot update or delete rows"), transaction.atomic():
        draft.events.all().delete()


@pytest.mark.parametrize(
    ("agency", "named"), [("US-ICE", True), ("US-CBP", True), ("US-DEA", False), ("US-FBI", False)]
)
@pytest.mark.parametrize("door", ["/seizures/{}/verify/", "/api/v1/seizures/{}/verify/"], ids=["page", "api"])
def test_a_refusal_names_the_verifier_to_those_inside_alone(door, agency, named):
    operation = OperationFactory()
    ParticipationFactory(operation=operation, agency="US-CBP", role="lead")
    ParticipationFactory(operation=operation, agency="US-DEA")
    record = SeizureFactory(owner="US-ICE", operation=operation, submitted=True)
    verifier = UserFactory(role="supervisor", agency="US-ICE", last_name="Quokka")
    verify(record, by=verifier)

    client = signed_in(person("supervisor", agency))
    address = door.format(record.pk)
    seen = {"version": record.version}
    response = post(client, address, if_match="*") if "api" in door else client.post(address, seen)

    assert response.status_code == 409
    sentence = response.json()["errors"][0]["detail"] if "api" in door else response.context["refusal"]
    assert ("Quokka" in str(sentence)) == named

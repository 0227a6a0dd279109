"""A submitted record is its author's to take back until somebody has begun to review it."""

import pytest
from django.db import IntegrityError, transaction

from common.errors import NotAllowed, Outdated, Refused
from operations.discretion import Discretion
from operations.history import history_of
from records.services import begin_review, comment, submit, take_back, verify, withdraw
from tests.calls import person, post, signed_in
from tests.factories.agencies import UserFactory
from tests.records.kinds import ADDRESSES, FACTORIES, change, supervisor_of

pytestmark = pytest.mark.django_db


@pytest.fixture(params=FACTORIES)
def record(request):
    return FACTORIES[request.param](owner="US-ICE", submitted=True, created_by=person())


def test_it_is_a_draft_again_and_is_edited_and_submitted_once_more(record):
    draft = take_back(record, by=record.created_by)
    change(draft, 7)

    assert (draft.state, submit(draft, by=record.created_by).state) == ("draft", "submitted")


def test_why_is_optional_and_stays_in_the_history(record):
    take_back(record, by=record.created_by, reason="A slip.")

    record.refresh_from_db()
    last = history_of(record, Discretion(record.created_by))[0]
    assert (record.state_reason, last.reason) == ("A slip.", "A slip.")


def test_not_in_another_version_than_was_shown(record):
    with pytest.raises(Outdated):
        take_back(record, by=record.created_by, version=record.version + 1)


@pytest.mark.parametrize("begins", ["by saying so", "by a comment"])
def test_not_after_somebody_has_begun_to_review_it(record, begins):
    reviewer = supervisor_of(record)
    if begins == "by saying so":
        begin_review(record, by=reviewer)
    else:
        comment(record, by=reviewer, text="Which day was it?")

    with pytest.raises(Refused, match="has begun to review"):
        take_back(record, by=record.created_by)


def test_a_comment_of_its_author_begins_no_review(record):
    comment(record, by=record.created_by, text="The day is a guess.")

    assert take_back(record, by=record.created_by).state == "draft"


def test_who_wrote_it_begins_no_review_of_it(record):
    with pytest.raises(NotAllowed):
        begin_review(record, by=record.created_by)


def test_another_reviewer_verifies_all_the_same(record):
    begin_review(record, by=supervisor_of(record))

    verified = verify(record, by=supervisor_of(record))

    assert (verified.state, verified.reviewer) == ("verified", None)


@pytest.mark.parametrize("state", ["verified", "withdrawn"])
def test_only_what_waits_for_review_is_taken_back(record, state):
    if state == "verified":
        verify(record, by=supervisor_of(record))
    else:
        withdraw(record, by=record.created_by, reason="No.")

    with pytest.raises(Refused):
        take_back(record, by=record.created_by)


def test_another_agency_takes_nothing_back(record):
    with pytest.raises(NotAllowed):
        take_back(record, by=UserFactory(agency="US-CBP"))


def test_the_database_has_reviewers_of_submitted_records_alone(record):
    with pytest.raises(IntegrityError), transaction.atomic():
        type(record).objects.update(state="draft", reviewer=supervisor_of(record))


@pytest.mark.parametrize("kind", FACTORIES)
def test_the_api_takes_it_back_too(kind):
    record = FACTORIES[kind](owner="US-ICE", submitted=True, created_by=person())
    address, api = f"{ADDRESSES[kind]}{record.pk}/", signed_in(person())

    taken = post(api, f"{address}take-back/", {"reason": "A slip."})
    post(api, f"{address}submit/")
    begun = post(signed_in(person("supervisor")), f"{address}begin-review/")
    refused = post(api, f"{address}take-back/")

    assert (taken.json()["state"], begun.status_code, refused.status_code) == ("draft", 200, 409)


@pytest.mark.parametrize("kind", FACTORIES)
def test_the_page_offers_it_and_says_so_where_it_cannot_be_edited(client, kind):
    record = FACTORIES[kind](owner="US-ICE", submitted=True, created_by=person())
    client.force_login(record.created_by)

    page = client.get(record.get_absolute_url()).content.decode()
    edit = client.get(f"{record.get_absolute_url()}edit/")
    client.post(f"{record.get_absolute_url()}take-back/", {"version": record.version, "reason": ""})

    record.refresh_from_db()
    assert "Take back" in page
    assert (edit.status_code, "take it back first" in edit.content.decode()) == (409, True)
    assert record.state == "draft"


@pytest.mark.parametrize("kind", FACTORIES)
def test_the_admin_takes_it_back_and_begins_reviews(client, kind):
    record = FACTORIES[kind](owner="US-ICE", submitted=True, created_by=person())
    address = f"/admin/{'seizures/seizure' if kind == 'seizure' else 'operations/outcome'}/"
    sent = {"_selected_action": [str(record.pk)], "seen": f"{record.pk}:{record.version}"}

    client.force_login(supervisor_of(record))
    client.post(address, {"action": "begin_review", **sent})
    record.refresh_from_db()
    begun = record.reviewer
    type(record).objects.update(reviewer=None)
    client.force_login(record.created_by)
    client.post(address, {"action": "take_back", **sent | {"seen": f"{record.pk}:{record.version}"}})

    record.refresh_from_db()
    assert (begun is not None, record.state) == (True, "draft")

"""From draft to verified by buttons; a step that is refused says why, and what was typed is still there."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from operations.models import Comment
from tests.entry import refusal, text_of
from tests.factories.agencies import UserFactory
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizureFactory
from tests.page import element, parsed, value_of, words

pytestmark = pytest.mark.django_db


def step(client, record, name, **sent):
    return client.post(reverse(f"outcome-{name}", args=[record.pk]), {"version": record.version} | sent)


@pytest.fixture
def author(client):
    return UserFactory()


@pytest.fixture
def supervisor(client, author):
    user = UserFactory(role="supervisor", agency=author.agency)
    client.force_login(user)
    return user


def entered(author, **changed):
    return OutcomeFactory(owner=author.agency, created_by=author, **changed)


def test_a_draft_is_submitted(client, author):
    record = entered(author)
    client.force_login(author)

    response = step(client, record, "submit", version=record.version)

    record.refresh_from_db()
    assert (response.url, record.state) == (record.get_absolute_url(), "submitted")


def test_a_submitted_record_is_verified(client, author, supervisor):
    record = entered(author, submitted=True)

    response = client.post(
        reverse("outcome-verify", args=[record.pk]), {"version": record.version}, follow=True
    )

    record.refresh_from_db()
    assert (record.state, record.verified_by) == ("verified", supervisor)
    assert "is verified, and counts from now on" in text_of(response)


@pytest.mark.parametrize(("name", "state"), [("submit", {}), ("verify", {"submitted": True})])
def test_a_step_reads_the_record_alone_and_not_its_page(client, author, supervisor, name, state):
    record = SeizureFactory(owner=author.agency, created_by=author, **state)
    DispositionFactory(item=record.items.get())
    CreditFactory(seizure=record)
    if name == "submit":
        client.force_login(author)

    with CaptureQueriesContext(connection) as queries:
        response = client.post(reverse(f"seizure-{name}", args=[record.pk]), {"version": record.version})

    rows_below = {"seizures_seizeditem", "seizures_credit", "seizures_disposition", "operations_comment"}
    assert response.status_code == 302
    read = [
        re.search(r'FROM "(\w+)"', query["sql"]) for query in queries if query["sql"].startswith("SELECT")
    ]
    assert [
        found[1] for found in read if found and (found[1] in rows_below or found[1].endswith("event"))
    ] == []


def test_of_a_part_nobody_is_told_that_it_counts(client, author, supervisor):
    whole = entered(author, verified=True)
    record = entered(author, submitted=True, part_of=whole)

    response = client.post(
        reverse("outcome-verify", args=[record.pk]), {"version": record.version}, follow=True
    )

    assert "is part of another record and not counted again" in text_of(response)
    assert "counts from now on" not in text_of(response)


def test_a_second_verification_is_refused(client, author, supervisor):
    record = entered(author, submitted=True)
    step(client, record, "verify")

    response = step(client, record, "verify")

    assert response.status_code == 409
    assert "verified by" in refusal(response)
    assert "already" in refusal(response)


def test_ones_own_record_is_verified_by_somebody_else(client, supervisor):
    record = entered(supervisor, submitted=True)

    response = step(client, record, "verify")

    record.refresh_from_db()
    assert (response.status_code, record.state) == (403, "submitted")
    assert "another person must review it" in refusal(response)


def test_what_was_changed_since_it_was_looked_at_is_not_verified_unseen(client, author, supervisor):
    record = entered(author, submitted=True, version=4)

    changed = step(client, record, "verify", version=3)
    unseen = step(client, record, "verify", version="")

    record.refresh_from_db()
    assert (changed.status_code, unseen.status_code, record.state) == (409, 409, "submitted")
    assert "since you opened it" in refusal(changed)


def test_a_record_goes_back_with_a_comment(client, author, supervisor):
    record = entered(author, submitted=True)

    step(client, record, "return", reason="Count persons, not charges.")

    record.refresh_from_db()
    assert (record.state, record.state_reason) == ("returned", "Count persons, not charges.")


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        pytest.param("", "Say why.", id="nothing"),
        pytest.param("  ", "Say why.", id="spaces"),
        pytest.param("\0", "Say why.", id="a-null-character"),
        pytest.param("x" * 501, "500 characters", id="too-long"),
    ],
)
@pytest.mark.parametrize("name", ["return", "withdraw"])
def test_a_reason_is_asked_for_in_its_dialog(client, author, supervisor, name, reason, sentence):
    record = entered(author, submitted=True)

    response = step(client, record, name, reason=reason)

    dialog = element(parsed(response), name)
    assert response.status_code == 400
    assert sentence in words(dialog.css_first(".field-error"))
    assert reason.strip(" \0") in value_of(dialog.css_first("textarea"))
    record.refresh_from_db()
    assert record.state == "submitted"


def test_what_was_typed_survives_a_refusal(client, author, supervisor):
    record = entered(author, submitted=True, version=4)

    response = step(client, record, "return", reason="A long and careful sentence.", version=3)

    assert response.status_code == 409
    assert "A long and careful sentence." in text_of(response)


def test_the_way_back_to_the_queue_is_kept(client, author, supervisor):
    record = entered(author, submitted=True)

    assert step(client, record, "verify", next="/review/").url == "/review/"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_the_way_back_never_leads_elsewhere(client, author, supervisor, elsewhere):
    record = entered(author, submitted=True)

    assert step(client, record, "verify", next=elsewhere).url == record.get_absolute_url()


@pytest.mark.parametrize(
    "name",
    ["submit", "take-back", "begin-review", "verify", "return", "withdraw", "accept", "object", "comment"],
)
def test_a_step_is_no_address_to_open(client, author, supervisor, name):
    record = entered(author, submitted=True)

    response = client.get(reverse(f"outcome-{name}", args=[record.pk]))

    assert response.url == record.get_absolute_url()


def test_a_comment_may_be_about_one_field(client, author, supervisor):
    record = entered(author, submitted=True)

    step(client, record, "comment", **{"comment-text": "Which day?", "comment-field": "date_from"})

    page = client.get(record.get_absolute_url())
    assert Comment.objects.get().field == "date_from"
    assert "Which day?" in text_of(page)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        pytest.param({"comment-text": ""}, "required", id="nothing"),
        pytest.param({"comment-text": "x" * 2001}, "at most 2000", id="too-long"),
        pytest.param({"comment-text": "Kept", "comment-field": "password"}, "not one of", id="unknown-field"),
    ],
)
def test_a_comment_that_cannot_be_is_refused_and_kept(client, author, supervisor, sent, sentence):
    record = entered(author, submitted=True)

    response = step(client, record, "comment", **sent)

    assert response.status_code == 400
    assert sentence in text_of(response)
    assert sent["comment-text"] in text_of(response)
    assert not Comment.objects.exists()

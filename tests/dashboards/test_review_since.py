"""The queue of review: its further filters, assignment of several, and what changed since the last visit."""

import datetime
from importlib import import_module

import pytest
from django.utils import timezone

from operations.models import Assignment, QueueVisit
from records import services
from records.services.visits import visit_queue
from tests.calls import person, signed_in
from tests.dashboards.test_review_queue import REVIEW, listed
from tests.entry import text_of
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor():
    return person("supervisor")


@pytest.fixture
def client(supervisor):
    return signed_in(supervisor)


def come_back(person, hours=2):
    """Their visit so far was some hours ago."""
    then = timezone.now() - datetime.timedelta(hours=hours)
    QueueVisit.objects.filter(person=person).update(latest_at=then)
    return then


def test_it_is_narrowed_by_who_it_is_assigned_to(client, supervisor):
    other = person("supervisor")
    for name, to in (("MINE", supervisor), ("THEIRS", other), ("FREE", None)):
        record = OutcomeFactory(owner="US-ICE", submitted=True, reference=name)
        services.assign(record, by=supervisor, to=to)

    for asked, found in (("me", {"MINE"}), ("others", {"THEIRS"}), ("nobody", {"FREE"})):
        assert listed(client.get(REVIEW, {"assigned": asked})) == found, asked


def test_it_is_narrowed_by_value(client):
    for name, amount in (("SMALL", "9999"), ("LARGE", "10001"), ("HUGE", "2000000")):
        SeizureFactory(
            owner="US-ICE", submitted=True, reference=name, item__amount=amount, item__currency="USD",
            item__measure="CASH",
        )  # fmt: skip
    OutcomeFactory(owner="US-ICE", submitted=True, reference="ARRESTS")

    for asked, found in (
        ("10", {"LARGE", "HUGE"}),
        ("100", {"HUGE"}),
        ("", {"SMALL", "LARGE", "HUGE", "ARRESTS"}),
    ):
        assert listed(client.get(REVIEW, {"size": asked})) == found, asked


def test_it_is_narrowed_by_warnings_and_says_so_where_not_all_were_looked_through(client, monkeypatch):
    made = {"owner": "US-ICE", "date": "2009-07-14", "submitted": True}
    OutcomeFactory(**made, reference="FIRST", quantity="13")
    OutcomeFactory(**made, reference="AGAIN", quantity="13")
    OutcomeFactory(**made, reference="CLEAN", quantity="500")

    assert listed(client.get(REVIEW, {"warnings": "some"})) == {"AGAIN"}
    assert listed(client.get(REVIEW, {"warnings": "none"})) == {"FIRST", "CLEAN"}
    assert "looked through" not in text_of(client.get(REVIEW, {"warnings": "none"}))

    monkeypatch.setattr(import_module("dashboards.views.review"), "LOOKED_THROUGH", 1)
    assert "looked through for warnings" in text_of(client.get(REVIEW, {"warnings": "some"}))


def test_several_are_assigned_at_once_and_a_refusal_stops_none(client, supervisor):
    clean = OutcomeFactory(owner="US-ICE", submitted=True)
    own = OutcomeFactory(owner="US-ICE", submitted=True, created_by=supervisor)
    ticked = [f"outcome:{each.pk}:{each.version}" for each in (clean, own)]

    answer = client.post(REVIEW, {"record": ticked, "assign": "1", "to": supervisor.pk}, follow=True)

    assert "1 record assigned." in text_of(answer)
    assert f"No such person can review {own}." in text_of(answer)
    assert list(Assignment.objects.values_list("record", "reviewer")) == [(clean.pk, supervisor.pk)]
    assert clean.state == "submitted"


def test_somebody_who_was_not_offered_is_not_assigned(client):
    record = OutcomeFactory(owner="US-ICE", submitted=True)
    stranger = person("supervisor", "US-FBI")

    sent = {"record": f"outcome:{record.pk}:{record.version}", "assign": "1", "to": stranger.pk}
    answer = client.post(REVIEW, sent, follow=True)

    assert "Choose whom to assign the records to." in text_of(answer)
    assert not Assignment.objects.exists()


def test_a_visit_ends_half_an_hour_after_the_last_look(supervisor):
    assert visit_queue(by=supervisor) is None
    assert visit_queue(by=supervisor) is None
    ended = come_back(supervisor)
    assert visit_queue(by=supervisor) == ended
    assert visit_queue(by=supervisor) == ended


def test_what_changed_since_the_last_visit_is_counted_and_found(client, supervisor):
    old, decided, back = (OutcomeFactory(owner="US-ICE", submitted=True, reference=name) for name in "ABC")
    first = text_of(client.get(REVIEW))
    hour_ago = timezone.now() - datetime.timedelta(hours=3)
    type(old).objects.filter(pk__in=[old.pk, decided.pk, back.pk]).update(submitted_at=hour_ago)
    come_back(supervisor)
    for each in (decided, back):
        each.refresh_from_db()
    services.verify(decided, by=person("supervisor"))
    services.return_to_author(back, by=person("supervisor"), reason="Why?")
    OutcomeFactory(owner="US-ICE", submitted=True, reference="NEW")

    page = client.get(REVIEW)

    assert "Since your last visit" not in first
    assert "1 record submitted" in text_of(page)
    assert "1 verified by others" in text_of(page)
    assert "1 returned to its author" in text_of(page)
    assert listed(client.get(REVIEW, {"since": "visit"})) == {"NEW"}
    assert listed(page) == {"A", "NEW"}


def test_what_others_may_not_see_is_not_counted_for_them(supervisor):
    stranger = person("supervisor", "US-FBI")
    visit_queue(by=stranger)
    come_back(stranger)
    OutcomeFactory(owner="US-ICE", verified=True)

    assert "nothing has changed" in text_of(signed_in(stranger).get(REVIEW))


def test_what_waits_too_long_is_marked_and_the_rule_is_stated(client, settings):
    settings.REVIEW_ESCALATES_AFTER_DAYS = 5
    record = OutcomeFactory(owner="US-ICE", submitted=True)
    assert "waits too long" not in text_of(client.get(REVIEW))

    late = timezone.now() - datetime.timedelta(days=6)
    type(record).objects.filter(pk=record.pk).update(submitted_at=late)
    page = text_of(client.get(REVIEW))

    assert "waits too long" in page
    assert "After 5 days, a record is brought to everybody who may take its next step" in page

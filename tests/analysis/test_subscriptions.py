"""Subscriptions by e-mail: with the rights of the moment, nothing of AMBER and above, and once a period."""

import datetime
import re

import pytest
from django.core import mail  # noqa: TID251 -- what was sent
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency
from analysis.models import Mailing, Rhythm, SavedQuestion, Subscription
from analysis.services import change_question, save_question
from analysis.subscriptions import due, sending
from analysis.subscriptions.services import change_subscription, end_subscription, end_token, subscribe
from analysis.tasks import mail_subscriptions
from common.errors import Invalid, NotAllowed, Refused
from tests.calls import send, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory
from tests.factories.seizures import SeizureFactory
from tests.notices.test_letters import Died, DiesAfter, Refuses, arrived, sink, through  # noqa: F401

pytestmark = pytest.mark.django_db
# What is posted in one transaction has one instant.
INSTANTS = pytest.mark.django_db(transaction=True)
ROOM = "/api/v1/subscriptions/"
COCAINE = {"by": "year", "measure": "NARC.COCAINE", "stage": "seized"}
# A Tuesday.
TUESDAY = datetime.datetime(2026, 3, 3, 9, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://ops.example"


@pytest.fixture
def reader():
    return UserFactory(agency=Agency.objects.get(code="US-ICE"), email="reader@example.org")


def subscribed(reader, rhythm=Rhythm.DAILY, question=None, **more):
    made = subscribe(
        question or save_question("Cocaine", COCAINE, by=reader), by=reader, rhythm=rhythm, **more
    )
    long_ago = timezone.now() - datetime.timedelta(days=30)
    Subscription.objects.filter(pk=made.pk).update(started_at=long_ago)
    return Subscription.objects.get(pk=made.pk)


def at(monkeypatch, moment):
    monkeypatch.setattr(due.timezone, "now", lambda: moment)


def open_seizure(**more):
    return SeizureFactory(**{"verified": True, "date": "2020", "marking": "TLP:GREEN", **more})


def test_a_daily_e_mail_has_the_figures_once(reader):
    open_seizure()
    subscribed(reader)

    for _again in range(3):
        mail_subscriptions()

    [sent] = mail.outbox
    assert sent.to == ["reader@example.org"]
    assert "Cocaine, seized, 2020: " in sent.body
    assert "https://ops.example/explore/?by=year&measure=NARC.COCAINE" in sent.body


def test_a_period_is_never_mailed_twice_whatever_is_ended_and_started_again(reader, monkeypatch):
    open_seizure()
    first = subscribed(reader)
    mail_subscriptions()
    question = first.question
    end_subscription(first, by=reader)
    subscribed(reader, question=question)

    mail_subscriptions()

    assert len(mail.outbox) == 1
    period = Mailing.objects.get().period
    with pytest.raises(IntegrityError), transaction.atomic():
        Mailing.objects.create(person=reader, question=question, period=period)


@pytest.mark.parametrize(
    ("rhythm", "moment", "period"),
    [
        (Rhythm.DAILY, TUESDAY, "2026-03-03"),
        (Rhythm.DAILY, TUESDAY.replace(hour=5), "2026-03-02"),
        (Rhythm.WEEKLY, TUESDAY, "2026-W10"),
        (Rhythm.WEEKLY, TUESDAY.replace(day=2, hour=5), "2026-W09"),
        (Rhythm.WEEKLY, datetime.datetime(2027, 1, 1, 9, tzinfo=datetime.UTC), "2026-W53"),
    ],
)
def test_each_rhythm_has_its_periods(reader, monkeypatch, rhythm, moment, period):
    subscription = subscribed(reader, rhythm)
    Subscription.objects.update(started_at=moment - datetime.timedelta(days=30))
    at(monkeypatch, moment)

    due.write_mailings()

    assert list(Mailing.objects.values_list("period", flat=True)) == [period]
    assert subscription.rhythm == rhythm


def test_what_began_before_one_subscribed_is_not_mailed(reader, monkeypatch):
    subscribed(reader, Rhythm.WEEKLY)
    Subscription.objects.update(started_at=TUESDAY)
    at(monkeypatch, TUESDAY + datetime.timedelta(hours=1))
    assert due.write_mailings() == 0

    at(monkeypatch, TUESDAY + datetime.timedelta(days=6))
    assert due.write_mailings() == 1


@pytest.mark.parametrize("marking", ["TLP:AMBER", "TLP:AMBER+STRICT"])
def test_an_e_mail_carries_nothing_of_amber_and_above(reader, marking):
    open_seizure()
    open_seizure(marking=marking, owner=reader.agency)
    subscribed(reader)

    mail_subscriptions()

    [sent] = mail.outbox
    assert not re.search(r"ocaine|COCAINE|\bkg\b|2020", f"{sent.subject} {sent.body}")
    assert "https://ops.example/explore/saved/" in sent.body


def test_an_e_mail_does_not_name_an_operation_that_not_everybody_knows_of(reader):
    hidden = OperationFactory(owner=reader.agency, marking="TLP:AMBER+STRICT", code="SECRET-ONE")
    question = save_question("About SECRET-ONE", {"operation": hidden.code}, by=reader)
    subscribed(reader, question=question)

    mail_subscriptions()

    [sent] = mail.outbox
    assert "SECRET" not in f"{sent.subject} {sent.body}"


def test_it_is_asked_with_the_rights_of_the_moment(reader):
    owner = UserFactory(agency=reader.agency)
    question = save_question("Ours", COCAINE, by=owner, shared=True)
    subscribed(reader, question=question)
    change_question(question, by=owner, shared=False)

    mail_subscriptions()

    assert mail.outbox == []
    assert Mailing.objects.get().dropped_at


def test_who_may_not_sign_in_any_more_gets_nothing(reader):
    subscribed(reader)
    reader.is_active = False
    reader.save()

    mail_subscriptions()

    assert mail.outbox == []


@INSTANTS
@pytest.mark.parametrize(("threshold", "sent"), [(0, 1), (99, 1), (101, 0)])
def test_a_change_is_mailed_when_it_is_beyond_the_threshold(reader, threshold, sent):
    open_seizure()
    subscribed(reader, Rhythm.ON_CHANGE, threshold=threshold)
    Subscription.objects.update(started_at=timezone.now())
    mail_subscriptions()
    assert mail.outbox == []

    open_seizure()
    for _again in range(2):
        mail_subscriptions()

    assert len(mail.outbox) == sent


@INSTANTS
def test_a_change_that_the_reader_may_not_see_is_none(reader):
    open_seizure()
    subscribed(reader, Rhythm.ON_CHANGE)
    Subscription.objects.update(started_at=timezone.now())

    open_seizure(owner="US-FBI", marking="TLP:AMBER+STRICT")
    mail_subscriptions()

    assert mail.outbox == []


@INSTANTS
def test_a_change_is_counted_from_what_the_last_e_mail_said(reader, monkeypatch):
    subscribed(reader, Rhythm.ON_CHANGE)
    Subscription.objects.update(started_at=timezone.now())
    open_seizure()
    mail_subscriptions()

    Mailing.objects.update(period="2020-01-01")
    mail_subscriptions()

    assert len(mail.outbox) == 1


def test_an_e_mail_that_was_refused_is_tried_again_and_one_that_may_have_left_is_not(reader, settings, sink):  # noqa: F811
    through(settings, Refuses)
    subscribed(reader)
    mail_subscriptions()
    refused = Mailing.objects.get()
    Mailing.objects.update(next_at=timezone.now())

    through(settings, DiesAfter)
    with pytest.raises(Died):
        sending.send_mailings_due()
    sending.send_mailings_due()

    assert (refused.begun_at, refused.attempts) == (None, 1)
    assert len(arrived(sink)) == 1


def test_the_link_of_an_e_mail_ends_it_without_signing_in(reader, client):
    subscribed(reader)
    mail_subscriptions()
    [sent] = mail.outbox
    [link] = re.findall(r"https://ops\.example(/subscriptions/end/\S+)", sent.body)
    assert sent.extra_headers["List-Unsubscribe"] == f"<https://ops.example{link}>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    assert "Cocaine" not in client.get(link).content.decode()
    assert Subscription.objects.exists()
    # A mail programme has no token of a form.
    assert type(client)(enforce_csrf_checks=True).post(link).status_code == 200
    assert not Subscription.objects.exists()
    assert client.post(link).status_code == 200
    assert client.post(reverse("subscription-end", args=["made-up"])).status_code == 404


def test_each_act_is_in_the_history_with_its_person(reader):
    made = subscribe(save_question("Cocaine", COCAINE, by=reader), by=reader, rhythm=Rhythm.DAILY)
    change_subscription(made, by=reader, rhythm=Rhythm.WEEKLY, threshold=0)
    end_subscription(made, by=reader)

    events = Subscription.pgh_event_model.objects.order_by("pgh_id")
    assert [each.pgh_context.metadata["action"] for each in events] == [
        "subscription started", "subscription changed", "subscription ended",
    ]  # fmt: skip
    assert {each.pgh_context.metadata["username"] for each in events} == {reader.username}


@pytest.mark.parametrize("sent", [{"rhythm": "hourly"}, {"rhythm": "daily", "threshold": -1}])
def test_what_is_no_rhythm_or_threshold_is_refused(reader, sent):
    with pytest.raises(Invalid):
        subscribe(save_question("Cocaine", COCAINE, by=reader), by=reader, **sent)


def test_a_question_of_the_past_and_one_of_others_cannot_be_subscribed_to(reader):
    open_seizure()
    past = save_question("Past", {"as_of": timezone.now().isoformat()}, by=reader)
    with pytest.raises(Refused, match="never changes"):
        subscribe(past, by=reader, rhythm=Rhythm.DAILY)
    other = save_question("Theirs", COCAINE, by=UserFactory(agency=reader.agency))
    with pytest.raises(NotAllowed):
        subscribe(other, by=reader, rhythm=Rhythm.DAILY)
    nobody = UserFactory(email="")
    mine = save_question("Mine", COCAINE, by=nobody)
    with pytest.raises(Refused, match="No e-mail address"):
        subscribe(mine, by=nobody, rhythm=Rhythm.DAILY)


@pytest.mark.parametrize("door", ["page", "api"])
def test_what_is_shared_and_hidden_from_who_subscribes_is_not_named(reader, client, door):
    owner = UserFactory(agency=reader.agency)
    hidden = OperationFactory(code="SECRETQUOKKA", owner=reader.agency, marking="TLP:RED")
    hidden.readers.add(owner)
    shared = save_question("Ours", {"operation": hidden.code}, by=owner, shared=True)
    client.force_login(reader)

    if door == "page":
        client.post(reverse("subscription", args=[shared.pk]), {"rhythm": "daily"})
        told = client.get(reverse("saved-questions")).content.decode()
    else:
        told = send(client, "POST", ROOM, {"question": shared.pk, "rhythm": "daily"}).content.decode()

    assert (hidden.code in told, "or not for you" in told) == (False, True)
    assert not Subscription.objects.exists()


def test_the_page_starts_changes_and_ends_it(reader, client):
    client.force_login(reader)
    question = save_question("Cocaine", COCAINE, by=reader)
    address = reverse("subscription", args=[question.pk])

    client.post(address, {"rhythm": "daily"})
    client.post(address, {"rhythm": "on_change", "threshold": "12.5"})
    wrong = client.post(address, {"rhythm": "daily", "threshold": "many"}, follow=True)

    found = Subscription.objects.get()
    assert (found.rhythm, str(found.threshold), found.person) == ("on_change", "12.50", reader)
    assert "is not a number" in wrong.content.decode()
    assert "when a figure changes" in client.get(reverse("saved-questions")).content.decode()
    client.post(reverse("subscription-ended", args=[question.pk]))
    assert not Subscription.objects.exists()


def test_it_is_started_read_changed_and_ended_over_the_api(reader):
    client = signed_in(reader)
    question = save_question("Cocaine", COCAINE, by=reader)
    made = send(client, "POST", ROOM, {"question": question.pk, "rhythm": "daily"})
    address = f"{ROOM}{made.json()['id']}/"
    tag = client.get(address).headers["ETag"]
    changed = send(client, "PATCH", address, {"rhythm": "on_change", "threshold": "5"}, if_match=tag)

    assert (made.status_code, changed.status_code, changed.json()["threshold"]) == (201, 200, "5.00")
    assert signed_in(UserFactory(agency=reader.agency)).get(address).status_code == 404
    other = save_question("Other", COCAINE, by=UserFactory())
    assert send(client, "POST", ROOM, {"question": other.pk, "rhythm": "daily"}).status_code == 400
    tag = client.get(address).headers["ETag"]
    assert send(client, "DELETE", address, if_match=tag).status_code == 204
    assert SavedQuestion.objects.filter(pk=question.pk).exists()


def test_nobody_ends_the_e_mails_of_another(reader):
    made = subscribed(reader)
    with pytest.raises(NotAllowed):
        end_subscription(made, by=UserFactory(agency=reader.agency))
    assert end_token(made)

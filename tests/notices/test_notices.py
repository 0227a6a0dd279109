"""Notices: made once, for whom they concern, and shown with the rights of the moment."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from common.errors import Refused
from common.models import Announcement
from notices import services
from notices.models import Notice, NoticeKind
from operations.models import Outcome
from records import services as review
from tests.calls import person, signed_in
from tests.entry import text_of
from tests.factories.operations import OutcomeFactory
from tests.page import parsed
from tests.records.kinds import FACTORIES

pytestmark = pytest.mark.django_db
PAGE = "/notices/"


@pytest.fixture(params=FACTORIES)
def kind(request):
    return request.param


@pytest.fixture
def author():
    return person("analyst")


@pytest.fixture
def supervisor():
    return person("supervisor")


@pytest.fixture
def draft(kind, author):
    return FACTORIES[kind](owner="US-ICE", created_by=author)


def told():
    services.make_notices()
    return {(each.person, each.kind) for each in Notice.objects.all()}


def test_each_step_of_review_is_told_to_whom_it_concerns(draft, author, supervisor):
    other = person("supervisor")
    person("supervisor", "US-FBI")
    record = review.submit(draft, by=author)
    assert told() == {(supervisor, NoticeKind.SUBMITTED), (other, NoticeKind.SUBMITTED)}
    Notice.objects.all().delete()

    review.assign(record, by=supervisor, to=other)
    assert told() == {(other, NoticeKind.ASSIGNED)}
    Notice.objects.all().delete()

    review.comment(record, by=supervisor, text="Which page?")
    assert told() == {(author, NoticeKind.COMMENTED), (other, NoticeKind.COMMENTED)}
    Notice.objects.all().delete()

    record = review.return_to_author(record, by=other, reason="See above.")
    assert told() == {(author, NoticeKind.RETURNED)}
    Notice.objects.all().delete()

    record = review.submit(record, by=author)
    assert told() == {(other, NoticeKind.SUBMITTED)}
    Notice.objects.all().delete()

    review.verify(record, by=supervisor)
    assert told() == {(author, NoticeKind.VERIFIED)}


def test_what_is_refused_is_announced_to_nobody(draft):
    with pytest.raises(Refused):
        review.submit(draft, by=person("analyst", "US-FBI"))

    assert not Announcement.objects.exists()


def test_telling_again_changes_nothing(draft, author, supervisor):
    review.submit(draft, by=author)
    services.make_notices()
    Announcement.objects.update(told_at=None)

    services.make_notices()

    assert Notice.objects.filter(person=supervisor).count() == 1


def test_what_waits_too_long_is_told_once_for_each_time_it_was_submitted(draft, author, supervisor):
    record = review.submit(draft, by=author)
    late = timezone.now() - datetime.timedelta(days=30)
    type(record).objects.filter(pk=record.pk).update(submitted_at=late)

    for _again in range(2):
        services.announce_escalated()
        services.make_notices()

    assert Notice.objects.filter(person=supervisor, kind=NoticeKind.ESCALATED).count() == 1


def unread(client):
    found = parsed(client.get(f"{PAGE}count/")).css_first(".rail-count")
    return int(found.text().split()[0]) if found else 0


def test_the_bell_counts_what_is_unread_and_a_notice_leads_to_its_record(draft, author, supervisor):
    record = review.submit(draft, by=author)
    services.make_notices()
    client = signed_in(supervisor)
    assert unread(client) == 1
    [link] = parsed(client.get(PAGE)).css("ul.rows a")

    answer = client.get(link.attributes["href"])

    assert answer["Location"] == record.get_absolute_url()
    assert unread(client) == 0
    assert str(record) in text_of(client.get(PAGE))


def test_all_are_marked_as_read_and_those_of_others_are_not(author, supervisor):
    other = person("supervisor")
    for _each in range(3):
        review.submit(OutcomeFactory(owner="US-ICE", created_by=author), by=author)
    services.make_notices()

    signed_in(supervisor).post(f"{PAGE}read/")

    assert (unread(signed_in(supervisor)), unread(signed_in(other))) == (0, 3)


def test_a_request_that_is_settled_disappears(draft, author, supervisor):
    other = person("supervisor")
    record = review.submit(draft, by=author)
    services.make_notices()

    review.verify(record, by=other)

    assert unread(signed_in(supervisor)) == 0
    assert str(record) not in text_of(signed_in(supervisor).get(PAGE))
    services.make_notices()
    assert not Notice.objects.filter(person=supervisor, read_at=None).exists()


def test_what_may_not_be_read_any_more_is_not_shown(draft, author, supervisor):
    record = review.submit(draft, by=author)
    review.verify(record, by=supervisor)
    services.make_notices()
    client = signed_in(author)
    [link] = parsed(client.get(PAGE)).css("ul.rows a")
    type(record).objects.filter(pk=record.pk).update(marking="TLP:RED")

    page = client.get(PAGE)

    assert str(record) not in text_of(page)
    assert unread(client) == 0
    assert client.get(link.attributes["href"])["Location"] == PAGE


def test_who_left_the_agency_reads_nothing_of_it(draft, author, supervisor):
    review.submit(draft, by=author)
    services.make_notices()
    type(supervisor).objects.filter(pk=supervisor.pk).update(agency=person("analyst", "US-FBI").agency)

    assert unread(signed_in(type(supervisor).objects.get(pk=supervisor.pk))) == 0


def test_a_notice_of_another_is_not_there(draft, author, supervisor):
    review.submit(draft, by=author)
    services.make_notices()
    notice = Notice.objects.get(person=supervisor)

    assert signed_in(author).get(reverse("notice", args=[notice.pk])).status_code == 404


def test_the_page_costs_the_same_for_any_length(author, supervisor, django_assert_max_num_queries):
    for _each in range(12):
        review.submit(OutcomeFactory(owner="US-ICE", created_by=author), by=author)
    services.make_notices()
    client = signed_in(supervisor)

    with django_assert_max_num_queries(20):
        client.get(PAGE)
    assert Outcome.objects.count() == 12


@pytest.mark.parametrize("mail", ["at_once", "daily", "never"])
def test_everybody_chooses_when_they_get_e_mails(supervisor, mail):
    client = signed_in(supervisor)

    client.post(f"{PAGE}mail/", {"mail": mail})

    chosen = parsed(client.get(PAGE)).css_first("[name=mail] [selected]")
    assert chosen.attributes["value"] == mail


def test_a_choice_that_is_none_is_refused_in_words(supervisor):
    answer = signed_in(supervisor).post(f"{PAGE}mail/", {"mail": "hourly"}, follow=True)

    assert "Choose at once, once a day, or never." in text_of(answer)

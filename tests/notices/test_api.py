"""Notices over the API: one's own alone, with the rights of the moment, and those of a key about what it entered."""

import pytest

from agencies.models import Agency, Scope
from agencies.services import make_key
from notices import services
from notices.models import Letter, Notice, NoticeKind
from operations.models import Outcome
from records import services as review
from tests.calls import findings, person, post, signed_in
from tests.factories.operations import OutcomeFactory

pytestmark = pytest.mark.django_db
ROOM = "/api/v1/notices/"


@pytest.fixture
def author():
    return person("analyst")


@pytest.fixture
def supervisor():
    return person("supervisor")


@pytest.fixture
def record(author):
    found = review.submit(OutcomeFactory(owner="US-ICE", created_by=author), by=author)
    services.make_notices()
    return found


def listed(client, **query):
    return client.get(ROOM, query).json()["results"]


def test_a_person_reads_their_notices_and_marks_one_as_read(record, supervisor):
    services.make_notices()
    review.submit(OutcomeFactory(owner="US-ICE", created_by=(other := person())), by=other)
    services.make_notices()
    client = signed_in(supervisor)
    [latest] = [each for each in listed(client) if each["about"] != str(record.pk)]

    assert (latest["kind"], latest["read_at"]) == ("submitted", None)
    assert latest["page"].startswith("/outcomes/")
    answer = post(client, f"{ROOM}{latest['id']}/read/")

    assert (answer.status_code, answer.json()["read_at"] is None) == (200, False)
    assert client.get(f"{ROOM}{latest['id']}/").json() == answer.json()
    assert [each["id"] for each in listed(client, unread="false")] == [latest["id"]]


def test_a_notice_of_another_state_is_not_marked(supervisor, record):
    client = signed_in(supervisor)
    [notice] = Notice.objects.filter(person=supervisor)

    assert post(client, f"{ROOM}{notice.pk}/read/", if_match='"other"').status_code == 412
    assert Notice.objects.get(pk=notice.pk).read_at is None


def test_all_are_marked_as_read_and_those_of_others_are_not(supervisor, record):
    other = person("supervisor")
    review.submit(OutcomeFactory(owner="US-ICE", created_by=(author := person())), by=author)
    services.make_notices()

    answer = post(signed_in(other), f"{ROOM}read-all/")

    assert answer.json() == {"read": 1}
    assert Notice.objects.filter(person=supervisor, read_at=None).exists()


def test_a_notice_of_another_is_not_there(record, supervisor, author):
    supervisors = person("supervisor")
    review.comment(record, by=supervisors, text="Which page?")
    services.make_notices()
    [notice] = Notice.objects.filter(person=author)
    client = signed_in(supervisor)

    assert client.get(f"{ROOM}{notice.pk}/").status_code == 404
    assert post(client, f"{ROOM}{notice.pk}/read/").status_code == 404
    assert Notice.objects.get(pk=notice.pk).read_at is None


def test_what_may_not_be_read_any_more_is_in_no_answer(record, supervisor, author):
    review.verify(record, by=person("supervisor"))
    services.make_notices()
    client = signed_in(author)
    [each] = listed(client)
    Outcome.objects.filter(pk=record.pk).update(marking="TLP:RED")

    assert listed(client) == []
    assert client.get(f"{ROOM}{each['id']}/").status_code == 404


def test_the_choice_of_e_mails_is_read_and_made(supervisor):
    client = signed_in(supervisor)
    assert client.get(f"{ROOM}mail/").json() == {"mail": "at_once"}

    assert post(client, f"{ROOM}mail/", {"mail": "daily"}).json() == {"mail": "daily"}
    assert client.get(f"{ROOM}mail/").json() == {"mail": "daily"}
    refused = post(client, f"{ROOM}mail/", {"mail": "hourly"})
    assert (refused.status_code, list(findings(refused))) == (400, ["/mail"])


@pytest.mark.parametrize("query", ["?unread=maybe", "?kind=unknown", "?when=now"])
def test_a_filter_that_is_none_is_refused(supervisor, query):
    assert signed_in(supervisor).get(f"{ROOM}{query}").status_code == 400


def test_a_key_reads_what_became_of_what_it_entered_and_gets_no_e_mail(client, supervisor):
    holder = person("analyst")
    agency = Agency.objects.get(code="US-ICE")
    scopes = [Scope.READ_RECORDS, Scope.WRITE_RECORDS]
    key, raw = make_key(agency=agency, name="Feed", scopes=scopes, holder=holder, by=person("administrator"))
    entered = review.submit(OutcomeFactory(owner="US-ICE", created_by=key.account), by=key.account)
    review.return_to_author(entered, by=supervisor, reason="Which page?")
    services.make_notices()

    answer = client.get(ROOM, headers={"authorization": f"Bearer {raw}"})

    assert [(each["kind"], each["about"]) for each in answer.json()["results"]] == [
        (NoticeKind.RETURNED, str(entered.pk))
    ]
    assert {each.person for each in Notice.objects.filter(kind="returned")} == {holder, key.account}
    services.write_letters()
    assert not Letter.objects.filter(person=key.account).exists()


def test_a_revoked_key_gets_no_notices(supervisor):
    agency = Agency.objects.get(code="US-ICE")
    holder = person("analyst")
    key, _raw = make_key(
        agency=agency, name="Feed", scopes=[Scope.WRITE_RECORDS], holder=holder, by=person("administrator")
    )
    entered = review.submit(OutcomeFactory(owner="US-ICE", created_by=key.account), by=key.account)
    type(key).objects.filter(pk=key.pk).update(revoked_at="2020-01-01T00:00Z")
    review.return_to_author(entered, by=supervisor, reason="Which page?")
    services.make_notices()

    assert {each.person for each in Notice.objects.filter(kind="returned")} == {holder}

"""E-mails leave once and only once, whatever dies, with the rights of the moment and nothing of AMBER and above."""

import threading
from email import message_from_bytes
from pathlib import Path

import pytest
from django.core import mail  # noqa: TID251 -- what was sent
from django.core.mail.backends.filebased import EmailBackend  # noqa: TID251 -- the sink

from notices import services
from notices.models import Letter, Mail, Notice
from notices.services import announcements, letters
from records import services as review
from tests.calls import person
from tests.factories.agencies import UserFactory
from tests.factories.operations import OutcomeFactory

ONE = pytest.mark.django_db
# What dies in between is committed before.
REAL = pytest.mark.django_db(transaction=True)


class Died(BaseException):
    """A process that is killed runs no `except Exception`."""


def dies(_batch):
    raise Died


class DiesBefore(EmailBackend):
    def open(self):
        raise Died


class DiesAfter(EmailBackend):
    """The message has left, and the worker dies before it can say so."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise Died


class Refuses(EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError


@pytest.fixture
def sink(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path
    through(settings, EmailBackend)
    return tmp_path


def through(settings, backend):
    name = f"{backend.__module__}.{backend.__name__}"
    settings.EMAIL_BACKEND = name


def arrived(sink: Path) -> list[str]:
    """The Message-ID of each e-mail in the sink."""
    texts = [part for path in sorted(sink.iterdir()) for part in path.read_bytes().split(b"-" * 79)]
    return [str(message_from_bytes(text.strip())["Message-ID"]) for text in texts if text.strip()]


def verified_record(author, **more):
    record = OutcomeFactory(owner="US-ICE", created_by=author, submitted=True, **more)
    return review.verify(record, by=person("supervisor"))


def addressed(role="analyst", agency="US-ICE", **more):
    return UserFactory(role=role, agency=agency, email=f"{role}@example.org", **more)


@ONE
def test_a_letter_carries_all_notices_of_a_person_and_nothing_twice():
    author = addressed()
    for number in range(2):
        verified_record(author, reference=f"REF-{number}X")
    services.make_notices()

    for _again in range(2):
        services.write_letters()
        services.send_letters_due()

    [letter] = mail.outbox
    assert (letter.to, letter.subject) == ([author.email], "2 notices")
    assert "REF-0X" in letter.body
    assert "REF-1X" in letter.body
    assert Letter.objects.get().sent_at


@ONE
@pytest.mark.parametrize(
    ("marking", "names_it"),
    [
        ("TLP:CLEAR", True),
        ("TLP:GREEN", True),
        ("TLP:AMBER", False),
        ("TLP:AMBER+STRICT", False),
    ],
)
def test_nothing_of_amber_and_above_is_in_it(marking, names_it):
    author = addressed()
    verified_record(author, marking=marking, reference="REFQUOKKA")
    services.make_notices()
    services.write_letters()

    services.send_letters_due()

    [letter] = mail.outbox
    assert ("REFQUOKKA" in f"{letter.subject} {letter.body}") is names_it
    assert "A record of yours was verified" in letter.body


@ONE
def test_rights_are_asked_when_it_is_sent():
    author = addressed()
    record = verified_record(author, reference="REFQUOKKA")
    services.make_notices()
    services.write_letters()
    type(record).objects.filter(pk=record.pk).update(marking="TLP:RED")

    services.send_letters_due()

    assert mail.outbox == []
    assert Letter.objects.get().dropped_at


@ONE
@pytest.mark.parametrize(
    ("choice", "at_once", "daily"),
    [(None, 1, 1), (Mail.AT_ONCE, 1, 1), (Mail.DAILY, 0, 1), (Mail.NEVER, 0, 0)],
)
def test_each_person_chooses(choice, at_once, daily):
    author = addressed()
    if choice:
        services.choose_mail(choice, by=author)
    verified_record(author)
    services.make_notices()

    services.write_letters(), services.send_letters_due()
    assert len(mail.outbox) == at_once
    services.write_daily_letters(), services.send_letters_due()
    assert len(mail.outbox) == daily


@ONE
def test_nobody_is_written_to_without_an_address_or_an_account_in_use():
    author, gone = UserFactory(role="analyst", agency="US-ICE", email=""), addressed()
    verified_record(author), verified_record(gone)
    services.make_notices()
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)

    services.write_letters(), services.send_letters_due()

    assert mail.outbox == []
    assert Notice.objects.filter(person=author).exists()


@REAL
def test_a_worker_that_dies_before_it_sends_loses_nothing(settings, sink):
    verified_record(addressed())
    services.make_notices(), services.write_letters()

    through(settings, DiesBefore)
    with pytest.raises(Died):
        services.send_letters_due()
    through(settings, EmailBackend)
    services.send_letters_due(), services.send_letters_due()

    assert len(arrived(sink)) == 1


@REAL
def test_a_worker_that_dies_after_it_sent_sends_nothing_twice(settings, sink):
    for _each in range(2):
        verified_record(addressed())
    services.make_notices(), services.write_letters()
    assert Letter.objects.count() == 2

    through(settings, DiesAfter)
    with pytest.raises(Died):
        services.send_letters_due()
    through(settings, EmailBackend)
    for _again in range(3):
        services.write_letters(), services.send_letters_due()

    # The first left before the worker died, the second after it was started again: each once.
    assert len(arrived(sink)) == len(set(arrived(sink))) == 2
    assert Letter.objects.filter(begun_at__isnull=False, sent_at__isnull=True).count() == 1


@REAL
def test_a_worker_that_dies_while_it_tells_people_tells_them_later(monkeypatch, sink):
    author = addressed()
    verified_record(author)
    with monkeypatch.context() as planted:
        planted.setattr(announcements, "_settle", dies)
        with pytest.raises(Died):
            services.make_notices()
    assert not Notice.objects.exists()

    services.make_notices()

    assert Notice.objects.filter(person=author).count() == 1


@ONE
def test_a_refusal_is_tried_again_later_and_not_at_once(settings, sink):
    verified_record(addressed())
    services.make_notices(), services.write_letters()

    through(settings, Refuses)
    assert services.send_letters_due() == 0
    through(settings, EmailBackend)
    assert services.send_letters_due() == 0
    Letter.objects.update(next_at="2020-01-01T00:00Z")

    assert services.send_letters_due() == 1
    assert (Letter.objects.get().attempts, len(arrived(sink))) == (1, 1)


@REAL
def test_two_workers_send_one_letter(sink):
    verified_record(addressed())
    services.make_notices()

    def work():
        from django.db import connection  # noqa: PLC0415

        services.write_letters(), services.send_letters_due()
        connection.close()

    workers = [threading.Thread(target=work) for _each in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    letters.send_letters_due()

    assert len(arrived(sink)) == 1

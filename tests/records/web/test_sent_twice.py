"""A page of entry that is sent twice, by a double click or a lost answer, is one record."""

import re
import threading

import pytest
from django.db import connection

from operations.models import Comment, Outcome
from seizures.models import Seizure
from tests.calls import person, signed_in
from tests.entry import operation, outcome, seizure, text_of
from tests.factories.seizures import SeizureFactory
from tests.seizures.web.test_seizure_entry import TOMORROW

KINDS = pytest.mark.parametrize(
    ("address", "form", "model"),
    [("/seizures/new/", seizure, Seizure), ("/outcomes/new/", outcome, Outcome)],
    ids=["seizure", "outcome"],
)


@pytest.fixture
def client(db):
    return signed_in(person())


def token_of(client, address):
    """What the page sends to tell itself from another."""
    return re.search('name="once" value="([0-9a-f]{32})"', text_of(client.get(address)))[1]


@KINDS
def test_the_same_page_sent_twice_is_one_record(client, address, form, model):
    token = token_of(client, address)

    first = client.post(address, form(once=token, then="submit"))
    again = client.post(address, form(once=token, then="submit"))

    record = model.objects.get()
    assert first.url == again.url == record.get_absolute_url()
    assert record.state == "submitted"


@KINDS
def test_pages_opened_apart_are_records_of_their_own(client, address, form, model):
    client.post(address, form(once=token_of(client, address)))
    client.post(address, form(once=token_of(client, address)))

    assert model.objects.count() == 2


@KINDS
def test_what_was_typed_anew_is_another_record(client, address, form, model):
    token = token_of(client, address)
    client.post(address, form(once=token))
    client.post(address, form(once=token, country="USA"))

    assert model.objects.count() == 2


@KINDS
def test_what_was_refused_has_not_used_the_page(client, address, form, model):
    token = token_of(client, address)
    refused = client.post(address, form(once=token, date=TOMORROW))

    assert refused.context["once"] == token
    assert not model.objects.exists()
    client.post(address, form(once=token))
    assert model.objects.count() == 1


def test_what_was_removed_meanwhile_is_not_entered_again_in_silence(client):
    token = token_of(client, "/seizures/new/")
    client.post("/seizures/new/", seizure(once=token))
    Seizure.objects.all().delete()

    again = client.post("/seizures/new/", seizure(once=token))

    assert again.status_code == 409
    assert "has been removed since" in text_of(again)


@pytest.mark.django_db(transaction=True)
def test_a_double_click_is_one_record():
    user, statuses = person(), []
    token = token_of(signed_in(user), "/seizures/new/")

    def send() -> None:
        statuses.append(signed_in(user).post("/seizures/new/", seizure(once=token)).status_code)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert statuses == [302] * 3
    assert Seizure.objects.count() == 1


def test_an_operation_sent_twice_is_one_and_no_mistake(client):
    sent = operation(once=token_of(client, "/operations/new/"))

    first, again = client.post("/operations/new/", sent), client.post("/operations/new/", sent)

    assert first.url == again.url == "/operations/NEW-TIDE/"


def test_a_comment_sent_twice_is_one(client):
    address = SeizureFactory(owner="US-ICE").get_absolute_url()
    sent = {"comment-text": "Which port?", "once": token_of(client, address)}

    for _time in range(2):
        client.post(f"{address}comment/", sent)
    client.post(f"{address}comment/", sent | {"once": token_of(client, address)})

    assert Comment.objects.count() == 2

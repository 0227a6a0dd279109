"""Entries that a browser had stored: answered to its script in words, saved once, and never with another's session."""

import datetime

import pytest
from django.utils import timezone

from common.api.creating import delete_old_answers
from common.models import AnsweredOnce
from operations.models import Outcome
from seizures.models import Seizure
from tests.calls import person, signed_in
from tests.entry import outcome, seizure
from tests.factories.seizures import SeizureFactory
from tests.page import attributes, parsed

pytestmark = pytest.mark.django_db
NEW = "/seizures/new/"


@pytest.fixture
def analyst():
    return person()


@pytest.fixture
def client(analyst):
    return signed_in(analyst)


def sender(client):
    return attributes(parsed(client.get(NEW)).css_first("body"))["data-sender"]


def sent(client, fields, *, address=NEW, number="a1", by=None):
    body = fields | {"once": number, "sender": by or sender(client)}
    return client.post(address, body, headers={"Idempotency-Key": number})


def test_what_was_saved_is_answered_with_its_address(client):
    answer = sent(client, seizure())

    assert (answer.status_code, answer.json()["url"]) == (201, Seizure.objects.get().get_absolute_url())
    assert "was saved as a draft" in answer.json()["sentences"][0]


def test_what_is_wrong_is_answered_in_words_and_nothing_is_saved(client):
    answer = sent(client, seizure() | {"date": "yesterday"})

    assert answer.status_code == 422
    assert any(sentence.startswith("Date: ") for sentence in answer.json()["sentences"])
    assert not Seizure.objects.exists()


def test_the_same_entry_again_is_the_record_of_the_first_time(client):
    first, again = sent(client, seizure()), sent(client, seizure())

    assert (again.status_code, again.json()["url"]) == (201, first.json()["url"])
    assert Seizure.objects.count() == 1


def test_the_same_entry_by_the_page_and_then_by_the_script_is_saved_once(client):
    client.post(NEW, seizure() | {"once": "a1"})

    assert sent(client, seizure()).status_code == 201
    assert Seizure.objects.count() == 1


def test_an_entry_that_was_changed_after_it_arrived_is_refused_in_words(client):
    sent(client, seizure())

    answer = sent(client, seizure(note="More"))

    assert answer.status_code == 409
    assert "An earlier state of this entry was saved already." in answer.json()["sentences"][0]
    assert Seizure.objects.count() == 1


def test_the_page_of_one_person_sends_nothing_with_the_session_of_another(analyst):
    typed_by = sender(signed_in(person()))

    for by in (typed_by, "made up", " "):
        answer = sent(signed_in(analyst), seizure(), by=by)
        assert (answer.status_code, answer.json()["sign_in"]) == (403, True)
    assert not Seizure.objects.exists()


def test_a_record_that_was_changed_meanwhile_is_not_overwritten(client, analyst):
    record = SeizureFactory(owner=analyst.agency, created_by=analyst)
    Seizure.objects.filter(pk=record.pk).update(note="Meanwhile", version=record.version + 1)

    answer = sent(
        client, seizure(note="Mine", version=record.version), address=f"{record.get_absolute_url()}edit/"
    )

    assert answer.status_code == 409
    assert "changed since you opened it" in answer.json()["sentences"][0]
    assert Seizure.objects.get().note == "Meanwhile"


@pytest.mark.parametrize("cookies", ["those of an older session", "none"])
def test_an_entry_waits_on_while_nobody_is_signed_in(analyst, cookies):
    client = signed_in(analyst, enforce_csrf_checks=True)
    body = seizure() | {"once": "a1", "sender": sender(client)}
    if cookies == "none":
        client.cookies.clear()

    answer = client.post(NEW, body, headers={"Idempotency-Key": "a1"})

    assert (answer.status_code, answer.json()["sign_in"]) == (403, True)
    assert not Seizure.objects.exists()


def test_a_record_that_may_not_be_changed_any_more_is_refused_in_words(client, analyst):
    record = SeizureFactory(owner=analyst.agency, created_by=analyst, submitted=True)

    answer = sent(client, seizure(version=record.version), address=f"{record.get_absolute_url()}edit/")

    assert answer.status_code == 409
    assert "waiting for review" in answer.json()["sentences"][0]


@pytest.mark.parametrize("role", ["partner", "auditor"])
def test_who_may_not_enter_is_refused_in_words(role):
    client = signed_in(person(role))
    body = attributes(parsed(client.get("/")).css_first("body"))

    answer = sent(client, seizure(), by=body["data-sender"])

    assert (answer.status_code, len(answer.json()["sentences"])) == (403, 1)


@pytest.mark.parametrize(("address", "fields"), [(NEW, seizure()), ("/outcomes/new/", outcome())])
def test_a_page_that_was_saved_names_its_entry_to_the_browser(client, address, fields):
    answer = client.post(address, fields | {"once": "a1"})

    cookie = answer.cookies["entered_a1"]
    assert (cookie["samesite"], cookie["path"]) == ("Lax", "/")


@pytest.mark.parametrize("number", ["", "a b", "x;y=1", "a" * 65])
def test_a_number_that_is_none_of_ours_becomes_no_cookie(client, number):
    answer = client.post(NEW, seizure() | {"once": number})

    assert answer.status_code == 302
    assert [name for name in answer.cookies if name.startswith("entered")] == []


def test_where_it_is_switched_off_no_page_has_it(client, settings):
    settings.DEVICE_DRAFTS = False

    body = attributes(parsed(client.get(NEW)).css_first("body"))
    assert body["data-device"] == ""
    assert parsed(client.get(NEW)).css("[data-drafts]") == []
    assert [client.get(address).status_code for address in ("/device/", "/worker.js")] == [404, 404]
    assert "entered_a1" not in client.post(NEW, seizure() | {"once": "a1"}).cookies


def test_each_person_has_a_store_of_their_own(client):
    of_one, of_another = (
        attributes(parsed(each.get(NEW)).css_first("body"))["data-device"]
        for each in (client, signed_in(person()))
    )

    assert of_one != of_another
    assert len(of_one) == 32


def test_what_was_entered_is_remembered_for_as_long_as_a_browser_may_wait(client):
    client.post(NEW, seizure() | {"once": "a1"})
    for days, left in ((20, 1), (40, 0)):
        AnsweredOnce.objects.update(at=timezone.now() - datetime.timedelta(days=days))
        delete_old_answers()
        assert AnsweredOnce.objects.count() == left


def test_the_grid_is_sent_as_well(client):
    page = parsed(client.get("/outcomes/grid/"))
    names = {
        attributes(field)["name"]: attributes(field).get("value") or "" for field in page.css("form input")
    }
    rows = {name: value for name, value in names.items() if name.startswith("rows-")}
    first = {
        "rows-0-measure": "PEOPLE.ARRESTED",
        "rows-0-value": "12",
        "rows-0-qualifier": "exact",
        "date": "2009-07",
        "agency": "US-ICE",
    }

    answer = sent(client, rows | first | {"marking": "TLP:GREEN"}, address="/outcomes/grid/")

    assert answer.status_code == 201, answer.json()
    assert Outcome.objects.get().quantity == 12

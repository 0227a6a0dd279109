"""An amendment begins to exist when it is first saved."""

import pytest
from django.urls import reverse

from operations.discretion import Discretion
from operations.history import history_of
from operations.models import Outcome
from seizures.models import Seizure
from tests.entry import outcome, refusal, rows, seizure, text_of
from tests.factories.agencies import UserFactory
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizureFactory
from tests.page import parsed, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client):
    user = UserFactory()
    client.force_login(user)
    return user


def verified(author, **changed):
    return OutcomeFactory(owner=author.agency, created_by=author, verified=True, **changed)


def amend(client, record, **sent):
    kind = "seizure" if isinstance(record, Seizure) else "outcome"
    fields = {"version": record.version, "reference": record.reference, "why": "Counted again."}
    return client.post(reverse(f"{kind}-amend", args=[record.pk]), fields | sent)


def test_opening_the_form_creates_nothing(client, author):
    record = verified(author)

    page = client.get(record.get_absolute_url())
    form = client.get(reverse("outcome-amend", args=[record.pk]))

    assert reverse("outcome-amend", args=[record.pk]) in text_of(page)
    assert f"Amend {record}" in text_of(form)
    assert Outcome.objects.count() == 1


def test_saving_it_creates_it_with_what_was_changed_and_why(client, author):
    record = verified(author, quantity="5")

    response = amend(client, record, **outcome(quantity="7"))

    copy = Outcome.objects.get(amends=record)
    assert response.url == copy.get_absolute_url()
    assert (copy.quantity, copy.revision, copy.state) == (7, 2, "draft")
    reasons = [each.reason for each in history_of(copy, Discretion(author))]
    assert "Counted again." in reasons


def test_a_seizure_is_amended_with_its_rows(client, author):
    record = SeizureFactory(owner=author.agency, created_by=author, verified=True, seizing_agency="US-ICE")
    item = record.items.get()
    DispositionFactory(item=item, quantity="1")
    credit = CreditFactory(seizure=record, agency="US-CBP")
    kept = {"kind": "NARC", "measure": "NARC.COCAINE", "qualifier": "exact", "quantity": "11", "unit": "KGM"}
    added = {
        "kind": "CASH",
        "measure": "CASH.CURRENCY",
        "qualifier": "exact",
        "amount": "5",
        "currency": "USD",
    }
    sent = seizure() | rows("items", {"id": item.pk, **kept}, added, stored=1)
    sent |= rows("credits", {"id": credit.pk, "agency": "US-CBP", "role": "support"}, stored=1)

    response = amend(client, record, **sent)

    assert response.status_code == 302, refusal(response)
    copy = Seizure.objects.get(amends=record)
    assert [item.quantity or item.amount for item in copy.items.all()] == [11, 5]
    assert copy.items.first().dispositions.count() == 1
    assert (copy.credits.get().role, record.credits.get().role) == ("support", "joint")
    assert record.items.get().quantity != 11


def test_without_a_reason_there_is_none(client, author):
    record = verified(author)

    response = amend(client, record, **outcome(quantity="7", why=" "))

    assert "Say why." in text_of(response)
    assert Outcome.objects.count() == 1


def test_without_a_change_there_is_none(client, author):
    record = verified(author)
    form = client.get(reverse("outcome-amend", args=[record.pk]))
    same = {field.name: field.value() for field in form.context["form"] if field.value() not in (None, [])}

    sent = same | rows("credits") | rows("sources") | rows("persons") | {"why": "For nothing."}
    response = client.post(reverse("outcome-amend", args=[record.pk]), sent)

    assert "says the same as what it amends" in text_of(response)
    assert Outcome.objects.count() == 1


def test_what_is_refused_is_shown_with_what_was_typed_and_leaves_nothing(client, author):
    record = verified(author)

    response = amend(client, record, **outcome(quantity="7", date="2999"))

    assert "future" in text_of(response)
    assert 'value="7"' in text_of(response)
    assert Outcome.objects.count() == 1


def test_sent_twice_it_is_saved_once(client, author):
    record = verified(author, quantity="5")

    first = amend(client, record, **outcome(quantity="7", once="a"))
    again = amend(client, record, **outcome(quantity="7", once="a"))

    assert Outcome.objects.filter(amends=record).count() == 1
    assert (first.status_code, again.status_code) == (302, 302)


def test_one_is_open_at_a_time_and_the_page_of_the_original_says_so(client, author):
    record = verified(author)
    amend(client, record, **outcome(quantity="7"))

    second = client.get(reverse("outcome-amend", args=[record.pk]))
    page = words(parsed(client.get(record.get_absolute_url())).css_first(".message"))

    assert (second.status_code, "open already" in refusal(second)) == (409, True)
    assert "This version counts until that is verified" in page


@pytest.mark.parametrize("state", ["submitted", "withdrawn"])
def test_only_a_verified_record_is_amended(client, author, state):
    record = OutcomeFactory(owner=author.agency, created_by=author, **{state: True})

    assert client.get(reverse("outcome-amend", args=[record.pk])).status_code == 409
    assert amend(client, record, **outcome(quantity="7")).status_code == 409


def test_an_edit_may_say_why(client, author):
    draft = OutcomeFactory(owner=author.agency, created_by=author)
    address = reverse("outcome-edit", args=[draft.pk])

    client.post(address, outcome(quantity="7", version=draft.version, why="Counted again."))

    draft.refresh_from_db()
    assert "Counted again." in [each.reason for each in history_of(draft, Discretion(author))]

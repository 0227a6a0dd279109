"""What became of an item is entered, changed and removed from the page of its seizure."""

from decimal import Decimal

import pytest
from django.urls import reverse

from seizures.models import Disposition, Seizure
from tests.calls import person, signed_in
from tests.entry import beside, refusal, text_of
from tests.factories.seizures import DispositionFactory, SeizedItemFactory, SeizureFactory
from tests.page import element, parsed, value_of, words

pytestmark = pytest.mark.django_db

AMOUNT = {"stage": "forfeited", "forfeiture": "civil", "date": "2010-07", "qualifier": "exact"}


@pytest.fixture
def analyst():
    return person()


@pytest.fixture
def client(analyst):
    return signed_in(analyst)


def seized(analyst, item=None, **state):
    record = SeizureFactory(
        owner=analyst.agency,
        created_by=person(),
        item=None,
        date="2009-07-14",
        **(state or {"verified": True}),
    )
    return SeizedItemFactory(seizure=record, **(item or {"cash": "500"}))


def new(item):
    return reverse("disposition-new", args=[item.seizure_id, item.pk])


def form(item, **changed):
    return AMOUNT | {"version": item.seizure.version, "amount": "200", "currency": "USD"} | changed


def amendment_of(item):
    return Seizure.objects.get(amends=item.seizure_id)


def test_each_item_of_a_verified_seizure_has_the_button(client, analyst):
    item = seized(analyst)
    second = SeizedItemFactory(seizure=item.seizure)

    page = text_of(client.get(item.seizure.get_absolute_url()))

    assert new(item) in page
    assert new(second) in page


@pytest.mark.parametrize("reader", ["partner", "colleague of another agency"])
def test_who_may_not_amend_has_no_button(analyst, reader):
    item = seized(analyst)
    user = person("partner") if reader == "partner" else person(agency="US-FBI")

    page = text_of(signed_in(user).get(item.seizure.get_absolute_url()))
    refused = signed_in(user).post(new(item), form(item))

    assert new(item) not in page
    assert refused.status_code == 403
    assert not Disposition.objects.exists()


def test_one_form_amends_and_submits_and_the_original_stays(client, analyst):
    item = seized(analyst)

    response = client.post(new(item), form(item, amount="about 0.2k USD", then="submit"))

    copy = amendment_of(item)
    became = Disposition.objects.get()
    assert response.url == copy.get_absolute_url()
    assert (copy.state, became.item.seizure_id) == ("submitted", copy.pk)
    assert (became.amount, became.qualifier, became.currency.code) == (200, "approximately", "USD")
    assert (became.stage, became.forfeiture, str(became.date)) == ("forfeited", "civil", "2010-07")
    assert not item.dispositions.exists()


def test_the_reviewer_sees_it_as_the_one_change_and_what_it_adds(client, analyst):
    item = seized(analyst)
    client.post(new(item), form(item, then="submit"))

    page = parsed(signed_in(person("supervisor")).get(amendment_of(item).get_absolute_url()))

    assert "forfeited US$200" in words(page.css_first("main"))
    assert "What became of it: forfeited." in words(page.css_first("main"))
    effects = words(page.css_first("[aria-labelledby=effects-title]"))
    assert "forfeited" in effects.lower()
    assert "200" in effects


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        pytest.param({"amount": "501"}, "amount", "Only 500 USD was seized", id="more-than-seized"),
        pytest.param({"amount": ""}, "amount", "Give the quantity or the amount.", id="nothing"),
        pytest.param({"date": "2009-07-13"}, "date", "before it was seized", id="too-early"),
        pytest.param({"stage": ""}, "stage", "Choose what became of it", id="no-stage"),
        pytest.param({"stage": "returned"}, "forfeiture", "Only a forfeiture has", id="kind-of-another"),
        pytest.param({"amount": "-1"}, "amount", "cannot be negative", id="negative"),
        pytest.param({"currency": "XXQ"}, "currency", "There is no currency", id="no-currency"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_no_amendment_is_opened(
    client, analyst, changed, field, sentence
):
    item = seized(analyst)

    response = client.post(new(item), form(item, **changed))

    assert sentence in beside(response, f"id_{field}")
    assert value_of(element(parsed(response), "id_date")) == changed.get("date", "2010-07")
    assert not Seizure.objects.filter(amends=item.seizure).exists()


def test_the_same_page_sent_twice_is_one_disposition(client, analyst):
    item = seized(analyst)
    once = value_of(parsed(client.get(new(item))).css_first("[name=once]"))

    first = client.post(new(item), form(item, once=once, then="submit"))
    again = client.post(new(item), form(item, once=once, then="submit"))

    assert first.url == again.url == amendment_of(item).get_absolute_url()
    assert Disposition.objects.count() == 1


def test_a_page_of_an_older_version_is_refused(client, analyst):
    item = seized(analyst, state="draft")

    response = client.post(new(item), form(item, version=item.seizure.version - 1))

    assert response.status_code == 409
    assert not Disposition.objects.exists()


def test_where_an_amendment_is_open_the_page_says_so(client, analyst):
    item = seized(analyst)
    client.post(new(item), form(item))

    page = client.get(new(item))
    sent = client.post(new(item), form(item))

    assert page.status_code == sent.status_code == 409
    assert "is open already" in refusal(page)
    assert Disposition.objects.count() == 1


def test_in_a_draft_it_is_added_changed_and_removed_at_once(client, analyst):
    item = seized(analyst, {"quantity": "10"}, state="draft")
    client.post(new(item), form(item, amount="", currency="", quantity="2500 g", unit=""))
    became = Disposition.objects.get()
    assert (became.quantity, became.unit.code, became.amount, became.currency) == (2500, "GRM", None, None)

    edit = reverse("disposition-edit", args=[item.seizure_id, became.pk])
    shown = parsed(client.get(edit))
    version = value_of(element(shown, "id_version"))
    assert value_of(element(shown, "id_quantity")) == "2500"
    client.post(edit, AMOUNT | {"version": version, "quantity": "3", "unit": "KGM"})
    became.refresh_from_db()
    assert (became.quantity, became.unit.code) == (3, "KGM")

    remove = reverse("disposition-remove", args=[item.seizure_id, became.pk])
    client.post(remove, {"version": int(version) + 1})
    assert not Disposition.objects.exists()
    assert item.seizure.get_absolute_url() == client.get(item.seizure.get_absolute_url()).request["PATH_INFO"]


@pytest.mark.parametrize("act", ["edit", "remove"])
def test_a_correction_of_a_verified_one_asks_why_and_leaves_the_original(client, analyst, act):
    item = seized(analyst)
    became = DispositionFactory(item=item, quantity=None, amount="200", currency="USD", date="2010")
    address = reverse(f"disposition-{act}", args=[item.seizure_id, became.pk])
    sent = form(item, amount="300")

    silent = client.post(address, sent)
    done = client.post(address, sent | {"why": "Counted again."})

    assert "Say why." in beside(silent, "id_why")
    copy = amendment_of(item)
    assert done.url == copy.get_absolute_url()
    amounts = [row.amount for row in Disposition.objects.filter(item__seizure=copy)]
    assert amounts == ([Decimal(300)] if act == "edit" else [])
    became.refresh_from_db()
    assert became.amount == 200


def test_a_disposition_goes_by_the_seizure_of_its_address(client, analyst):
    item, other = seized(analyst, state="draft"), seized(analyst, state="draft")
    became = DispositionFactory(item=other, quantity=None, amount="200", currency="USD")

    for name, args in (
        ("disposition-new", [item.seizure_id, other.pk]),
        ("disposition-edit", [item.seizure_id, became.pk]),
        ("disposition-remove", [item.seizure_id, became.pk]),
    ):
        assert client.get(reverse(name, args=args)).status_code == 404


def test_of_what_was_only_declared_nothing_became(client, analyst):
    item = seized(analyst)
    Seizure.objects.filter(pk=item.seizure_id).update(stage="declared")

    assert new(item) not in text_of(client.get(item.seizure.get_absolute_url()))

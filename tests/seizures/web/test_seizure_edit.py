"""Editing a seizure: rows are kept, added and removed, and of two editors neither loses anything."""

from decimal import Decimal

import pytest
from django.urls import reverse

from agencies.models import Agency
from tests.entry import CASH, COCAINE, beside, refusal, seizure, typed
from tests.factories.operations import OperationFactory
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db


def stored(item, **changed):
    """An item as its row on the page sends it back."""
    row = {
        "id": item.pk, "kind": item.measure.top, "measure": item.measure.code, "qualifier": item.qualifier,
        "quantity": item.quantity, "unit": item.unit and item.unit.code,
        "amount": item.amount, "currency": item.currency and item.currency.code,
    }  # fmt: skip
    return {name: value for name, value in row.items() if value is not None} | changed


def edit(record):
    return reverse("seizure-edit", args=[record.pk])


def test_editing_keeps_adds_and_removes_items(client, analyst):
    record = SeizureFactory(owner=analyst.agency, returned=True, item=None, reference="R-1")
    kept, gone = SeizedItemFactory(seizure=record), SeizedItemFactory(seizure=record, cash="100")
    credit = CreditFactory(seizure=record, agency=Agency.objects.get(code="US-DEA"))

    shown = client.get(edit(record))
    response = client.post(
        edit(record),
        seizure(
            stored(kept, quantity="12"), stored(gone, DELETE="on"), CASH,
            credits=({"id": credit.pk, "agency": "US-DEA", "role": "case", "DELETE": "on"},),
            version=record.version, reference="R-1",
        ),
    )  # fmt: skip

    assert (typed(shown, "id_items-0-quantity"), typed(shown, "id_items-1-amount")) == ("10", "100")
    assert response.status_code == 302
    same, added = record.items.all()
    assert (same.pk, same.quantity, added.amount) == (kept.pk, 12, Decimal(3500000))
    assert not record.credits.exists()


def test_an_item_of_another_seizure_is_not_taken_over(client, analyst):
    record = SeizureFactory(owner=analyst.agency)
    foreign = SeizedItemFactory(quantity="99")

    client.post(
        edit(record),
        seizure(stored(foreign, quantity="1"), version=record.version, reference=record.reference),
    )

    foreign.refresh_from_db()
    assert (foreign.quantity, foreign.seizure_id != record.pk, record.items.get().quantity) == (99, True, 1)


def test_what_has_been_disposed_of_cannot_be_edited_away(client, analyst):
    record = SeizureFactory(owner=analyst.agency, returned=True)
    item = record.items.get()
    DispositionFactory(item=item, quantity="4")

    response = client.post(
        edit(record), seizure(stored(item, quantity="3"), version=record.version, reference=record.reference)
    )

    assert "Only 3 kg was seized, and what became of it comes to more: destroyed 4 kg (2009-08)." in beside(
        response, "id_items-0-quantity"
    )


def test_what_a_row_does_not_ask_stays_as_it_was(client, analyst):
    record = SeizureFactory(owner=analyst.agency, item=None)
    item = SeizedItemFactory(seizure=record, cash="5", form="notes")

    client.post(
        edit(record), seizure(stored(item, amount="6"), version=record.version, reference=record.reference)
    )

    item.refresh_from_db()
    assert (item.amount, item.form) == (6, "notes")


def test_of_two_editors_the_second_learns_of_the_first_and_loses_nothing(client, analyst):
    record = SeizureFactory(owner=analyst.agency, created_by=analyst)
    sent = {"version": record.version, "reference": record.reference}
    client.post(edit(record), seizure(stored(record.items.get(), quantity="20"), **sent))

    second = client.post(
        edit(record), seizure(stored(record.items.get(), quantity="30"), CASH, note="Mine.", **sent)
    )

    assert second.status_code == 409
    assert "was changed since you opened it" in refusal(second)
    assert (typed(second, "id_items-0-quantity"), typed(second, "id_items-1-amount")) == ("30", "3500000")
    assert (typed(second, "id_note"), record.items.get().quantity) == ("Mine.", 20)


def test_the_second_may_save_over_the_first_knowingly(client, analyst):
    record = SeizureFactory(owner=analyst.agency, created_by=analyst)
    item = record.items.get()
    sent = {"version": record.version, "reference": record.reference}
    # The first replaces the item: the second still holds the old one.
    client.post(edit(record), seizure(COCAINE | {"quantity": "20"}, **sent))

    second = client.post(edit(record), seizure(stored(item, quantity="30"), **sent))
    client.post(
        edit(record),
        seizure(stored(item, quantity="30"), **sent, over=second.context["form"].version_to_overwrite),
    )

    assert [each.quantity for each in record.items.all()] == [30]


@pytest.mark.parametrize("length", [1, 20])
def test_the_page_costs_the_same_for_any_number_of_items(client, analyst, length, django_assert_num_queries):
    record = SeizureFactory(owner=analyst.agency, item=None, operation=OperationFactory(), country="COL")
    SeizedItemFactory.create_batch(length, seizure=record)
    for code in ("US-DEA", "US-FBI", "US-ATF")[:length]:
        CreditFactory(seizure=record, agency=Agency.objects.get(code=code))

    # session, user, their agency; the record, its readers, items, credits, sources; operations, countries, sources,
    # people, agencies, measures, units, currencies
    with django_assert_num_queries(16):
        client.get(edit(record))

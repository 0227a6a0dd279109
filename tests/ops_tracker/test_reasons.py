"""Whoever changes a record or an operation can say why, on every page that does; the history has it."""

import pytest
from django.urls import reverse

from tests.admin_page import errors, filled
from tests.calls import person, signed_in
from tests.entry import operation as typed
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import SeizureFactory
from tests.ops_tracker.admin_screens import SCREENS
from tests.ops_tracker.test_admin_saving import page_of
from tests.page import parsed

pytestmark = pytest.mark.django_db
WHY = "The laboratory weighed it again."
EXPLAINED = (
    "operations.Operation", "operations.Outcome", "seizures.Seizure", "operations.Source", "operations.Claim",
    "operations.Indicator", "operations.Plan", "operations.Target",
)  # fmt: skip


def reasons(row):
    events = row.pgh_event_model.objects.filter(pgh_obj=row.pk, pgh_label="update")
    return [event.pgh_context.metadata.get("reason") for event in events]


@pytest.mark.parametrize("label", EXPLAINED)
def test_an_edit_in_the_admin_carries_its_reason(label):
    row, browser = SCREENS[label].row(), signed_in(person())
    address = page_of(label, "change", row.pk)

    response = browser.post(address, filled(browser.get(address), **SCREENS[label].typed, why=WHY))

    assert response.status_code == 302, errors(response)
    assert reasons(row) == [WHY]


@pytest.mark.parametrize("label", EXPLAINED)
def test_a_reason_without_end_is_refused(label):
    row, browser = SCREENS[label].row(), signed_in(person())
    address = page_of(label, "change", row.pk)

    response = browser.post(address, filled(browser.get(address), **SCREENS[label].typed, why="x" * 501))

    assert "500 characters" in str(errors(response)["why"])
    assert reasons(row) == []


@pytest.mark.parametrize("label", EXPLAINED)
def test_nothing_that_is_new_is_asked_why(label):
    page = signed_in(person()).get(page_of(label, "add"))

    assert not parsed(page).css('[name="why"]')


@pytest.mark.parametrize(
    ("factory", "label"), [(OutcomeFactory, EXPLAINED[1]), (SeizureFactory, EXPLAINED[2])]
)
def test_who_only_reads_is_asked_for_no_reason(factory, label):
    row = factory(owner="US-ICE", verified=True)

    page = signed_in(person()).get(page_of(label, "change", row.pk))

    assert not parsed(page).css('[name="why"]')


def test_the_page_of_an_operation_asks_why():
    operation, browser = OperationFactory(owner="US-ICE"), signed_in(person())
    sent = typed(code=operation.code, version=1, findings="More.", why=WHY)

    response = browser.post(reverse("operation-edit", args=[operation.code]), sent)

    assert response.status_code == 302
    assert reasons(operation) == [WHY]
    assert not parsed(browser.get(reverse("operation-new"))).css('[name="why"]')

"""The queue of review: narrowed, with what each record lacks, and a record beside it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from operations.models import Outcome
from tests.calls import person, signed_in
from tests.entry import text_of
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import SeizureFactory
from tests.page import parsed, words

pytestmark = pytest.mark.django_db
REVIEW = "/review/"


@pytest.fixture
def supervisor():
    return person("supervisor")


@pytest.fixture
def client(supervisor):
    return signed_in(supervisor)


def listed(response):
    return {row.css_first("th a").text() for row in parsed(response).css("[data-row]")}


def ticked(response):
    return [box.attributes["value"] for box in parsed(response).css("[name=record][checked]")]


def test_the_queue_is_narrowed_by_operation_agency_measure_and_age(client):
    umbrella = OperationFactory(owner="US-ICE")
    phase = OperationFactory(owner="US-ICE", parent=umbrella)
    drugs = SeizureFactory(owner="US-ICE", submitted=True, operation=phase, reference="DRUGS")
    OutcomeFactory(owner="US-ICE", submitted=True, reference="ARRESTS")
    OutcomeFactory(owner="US-FBI", submitted=True, operation=umbrella, reference="OTHERS")
    type(drugs).objects.filter(pk=drugs.pk).update(submitted_at=timezone.now() - datetime.timedelta(days=8))

    for asked, found in (
        ({}, {"DRUGS", "ARRESTS", "OTHERS"}),
        ({"operation": umbrella.code}, {"DRUGS", "OTHERS"}),
        ({"operation": phase.code}, {"DRUGS"}),
        ({"agency": "US-FBI"}, {"OTHERS"}),
        ({"measure": "NARC"}, {"DRUGS"}),
        ({"measure": "PEOPLE"}, {"ARRESTS", "OTHERS"}),
        ({"age": "7"}, {"DRUGS"}),
        ({"age": "30"}, set()),
        ({"operation": umbrella.code, "measure": "PEOPLE"}, {"OTHERS"}),
    ):
        assert listed(client.get(REVIEW, asked)) == found, asked
    assert "Nothing that waits fits the filters" in text_of(client.get(REVIEW, {"age": "30"}))


@pytest.mark.parametrize("asked", [{"operation": "NO"}, {"age": "x"}, {"agency": "\0"}, {"measure": "²"}])
def test_a_filter_that_is_none_is_named_and_filters_nothing(client, asked):
    OutcomeFactory(owner="US-ICE", submitted=True, reference="ARRESTS")

    response = client.get(REVIEW, asked)

    assert response.status_code == 200
    assert listed(response) == {"ARRESTS"}
    assert parsed(response).css_first(".field-error")


def test_a_hidden_operation_is_no_choice_and_no_filter(client):
    hidden = OperationFactory(owner="US-FBI", marking="TLP:AMBER+STRICT")

    page = client.get(REVIEW, {"operation": hidden.code})

    assert hidden.code not in [
        each.attributes.get("value") for each in parsed(page).css("#id_operation option")
    ]
    assert parsed(page).css_first(".field-error")


def test_one_click_ticks_what_nothing_holds_up(client, supervisor):
    made = {"owner": "US-ICE", "date": "2009-07-14"}
    clean = OutcomeFactory(**made, submitted=True, quantity="11")
    OutcomeFactory(**made, submitted=True, quantity="12", created_by=supervisor)
    OutcomeFactory(**made, verified=True, quantity="13")
    OutcomeFactory(**made, submitted=True, quantity="13")
    original = OutcomeFactory(**made, verified=True, quantity="14")
    amended = {"amends": original, "revision": 2, "reference": original.reference}
    OutcomeFactory(**made, submitted=True, quantity="15", **amended)

    first = client.get(REVIEW)
    page = client.get(REVIEW, {"ticked": "clean"})

    assert ticked(first) == []
    assert "Tick 1 without a warning" in text_of(first)
    assert ticked(page) == [f"outcome:{clean.pk}:{clean.version}"]
    client.post(REVIEW, {"record": ticked(page)})
    assert Outcome.objects.get(pk=clean.pk).state == "verified"


def test_what_was_changed_since_it_was_ticked_is_left(client):
    record = OutcomeFactory(owner="US-ICE", submitted=True)
    boxes = ticked(client.get(REVIEW, {"ticked": "clean"}))
    Outcome.objects.filter(pk=record.pk).update(version=record.version + 1, quantity=1_000_000)

    answer = client.post(REVIEW, {"record": boxes}, follow=True)

    assert "was changed since you opened it" in text_of(answer)
    assert Outcome.objects.get(pk=record.pk).state == "submitted"


def test_the_record_beside_the_list_tells_what_verifying_changes(client):
    operation = OperationFactory(owner="US-ICE")
    record = OutcomeFactory(owner="US-ICE", submitted=True, quantity="18", operation=operation)

    page = parsed(client.get(reverse("review-outcome", args=[record.pk]) + "?measure=PEOPLE&at=3"))

    assert "18" in words(page.css_first("[aria-labelledby=effects-title]"))
    assert page.css_first("html body header.page-head") is None
    nexts = {each.attributes["value"] for each in page.css("[name=next]")}
    assert nexts == {f"{REVIEW}?measure=PEOPLE&at=3"}


def test_after_a_decision_the_next_stands_open(client):
    first, second = (OutcomeFactory(owner="US-ICE", submitted=True, reference=name) for name in "AB")
    queue = f"{REVIEW}?at=0"

    decided = client.post(
        reverse("outcome-verify", args=[first.pk]), {"version": first.version, "next": queue}, follow=True
    )

    assert decided.redirect_chain[-1][0] == queue
    assert parsed(decided).css_first("[data-opened] th a").text() == str(second)


def test_reasons_are_ticked_and_typed(client):
    record = OutcomeFactory(owner="US-ICE", submitted=True)
    sent = {"version": record.version, "picked": ["The date is missing.", "The source is missing."]}

    client.post(reverse("outcome-return", args=[record.pk]), sent | {"reason": "See page 3."})

    record.refresh_from_db()
    assert record.state == "returned"
    assert record.state_reason == "The date is missing. The source is missing. See page 3."


@pytest.mark.parametrize(("role", "status"), [("partner", 404), ("supervisor", 200)])
def test_who_may_not_read_a_record_has_no_panel_of_it(role, status):
    record = OutcomeFactory(owner="US-ICE", submitted=True, marking="TLP:AMBER+STRICT")

    agency = "US-ICE" if status == 200 else "US-FBI"
    reader = signed_in(person(role, agency))

    assert reader.get(reverse("review-outcome", args=[record.pk])).status_code == status

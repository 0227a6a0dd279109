"""Closing of periods: what changes later goes through with a reason, apart from what stood at the close."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from common.errors import Invalid, NotAllowed, Refused
from figures.closed_periods import late_records, then_and_now
from measures.partial_date import PartialDate
from operations.models import Closing
from operations.services import close_period, reopen_period
from records import services
from records.services.many import submit_all, withdraw_all
from tests.calls import person, post, signed_in
from tests.entry import text_of
from tests.factories.operations import OperationFactory, ParticipationFactory
from tests.page import element, parsed, words
from tests.records.kinds import ADDRESSES, FACTORIES

pytestmark = pytest.mark.django_db
WHY = "The laboratory weighed it again."


@pytest.fixture(params=FACTORIES)
def kind(request):
    return request.param


@pytest.fixture
def operation():
    operation = OperationFactory(code="ATLAS", owner="US-FBI")
    ParticipationFactory(operation=operation, agency="US-ICE")
    return operation


@pytest.fixture
def lead():
    return person("supervisor", "US-FBI")


def record_of(kind, operation, **more):
    return FACTORIES[kind](owner="US-ICE", operation=operation, **{"date": "2009-07-14", **more})


def closed(operation, by, period="2009-Q3"):
    closing = Closing(operation=operation)
    closing.date = PartialDate.parse(period)
    return close_period(closing, by=by)


@pytest.mark.parametrize(
    ("role", "code", "refusal"),
    [
        ("analyst", "US-FBI", "Only a supervisor"),
        ("supervisor", "US-ICE", "lead, coordinate"),
        ("supervisor", "US-FBI", ""),
    ],
)
def test_supervisors_of_those_who_steer_close(operation, role, code, refusal):
    if not refusal:
        assert closed(operation, person(role, code)).agency.code == code
        return
    with pytest.raises(NotAllowed, match=refusal):
        closed(operation, person(role, code))


def test_a_period_is_closed_once_and_not_before_it_is_over(operation, lead):
    closing = closed(operation, lead)
    for period, sentence in (("2009-Q3", "closed already"), ("2999", "not over yet"), ("", "which period")):
        with pytest.raises(Invalid, match=sentence):
            closed(operation, lead, period)
    with pytest.raises(Invalid, match="Say why"):
        reopen_period(closing, by=lead, reason=" ")

    reopen_period(closing, by=lead, reason=WHY)

    with pytest.raises(Refused, match="open again already"):
        reopen_period(closing, by=lead, reason=WHY)
    assert closed(operation, lead).pk != closing.pk


@pytest.mark.parametrize(
    ("date", "late"), [("2009-07-14", True), ("2009", True), ("2009-06-30", False), ("", False)]
)
def test_what_touches_a_closed_period_says_why_it_comes_late(kind, operation, lead, date, late):
    record = record_of(kind, operation, date=date)
    closed(operation, lead)
    author = record.created_by
    if not late:
        assert services.submit(record, by=author).late_reason == ""
        return
    with pytest.raises(Refused, match="was closed on"):
        services.submit(record, by=author)
    with pytest.raises(Refused, match="was closed on"):
        submit_all(type(record).objects.all(), by=author)

    submitted = services.submit(record, by=author, reason=WHY)

    # Its author has said why: whoever verifies it need not.
    verified = services.verify(submitted, by=person("supervisor", "US-ICE"))
    assert (verified.state, verified.late_reason) == ("verified", WHY)


def test_what_waited_while_the_period_was_closed_is_verified_with_a_reason(kind, operation, lead):
    record = services.submit(record_of(kind, operation), by=person("analyst", "US-ICE"))
    closed(operation, lead)
    with pytest.raises(Refused, match="was closed on"):
        services.verify(record, by=lead)

    assert services.verify(record, by=lead, reason=WHY).late_reason == WHY


def test_an_amendment_has_said_why_and_is_late_wherever_it_moves_to(kind, operation, lead):
    record = record_of(kind, operation, verified=True)
    closed(operation, lead)
    client = signed_in(person("analyst", "US-ICE"))
    made = post(client, f"{ADDRESSES[kind]}{record.pk}/amend/", {"reason": WHY}).json()
    amendment = type(record).objects.get(pk=made["id"])
    amendment.date = PartialDate.parse("2010-01")
    amendment.save()

    assert services.submit(amendment, by=person("analyst", "US-ICE")).late_reason == WHY


def test_a_withdrawal_is_late_too(kind, operation, lead):
    record = record_of(kind, operation, verified=True)
    closing = closed(operation, lead)

    services.withdraw(record, by=lead, reason=WHY)

    assert late_records(closing, operation, lead, 5) == [record]


def test_what_is_withdrawn_with_many_others_is_late_too(kind, operation, lead):
    record = record_of(kind, operation, verified=True)
    closing = closed(operation, lead)

    assert withdraw_all(type(record).objects.all(), by=lead, reason=WHY) == 1

    assert late_records(closing, operation, lead, 5) == [record]


def test_a_credit_to_an_operation_with_a_closed_period_is_late_with_many_others_too(kind, operation, lead):
    record = record_of(kind, None)
    record.credits.create(operation=operation)
    closed(operation, lead)

    with pytest.raises(Refused, match="was closed on"):
        submit_all(type(record).objects.all(), by=record.created_by)


def test_a_duplicate_that_is_found_later_is_late_too(kind, operation, lead):
    record, other = (record_of(kind, operation, verified=True) for _ in range(2))
    closing = closed(operation, lead)

    services.mark_duplicate(record, by=lead, same_as=other.pk, reason=WHY)

    assert late_records(closing, operation, lead, 5) == [record]


def test_what_was_no_duplicate_after_all_is_late_too(kind, operation, lead):
    before = timezone.now() - datetime.timedelta(hours=2)
    record, other = (record_of(kind, operation, verified=True, verified_at=before) for _ in range(2))
    services.mark_duplicate(record, by=lead, same_as=other.pk, reason="One event.")
    closing = closed(operation, lead)
    # The test is one transaction, and all its events are of the instant at which it began.
    closing.closed_at -= datetime.timedelta(hours=1)

    services.undo_duplicate(record, by=lead, reason=WHY)

    assert late_records(closing, operation, lead, 5) == [record]


def test_an_agency_closes_the_period_of_all_its_records(kind, operation):
    own = person("supervisor", "US-ICE")
    closed(None, own)
    record = record_of(kind, None)

    with pytest.raises(Refused, match="was closed on"):
        services.submit(record, by=record.created_by)
    other = FACTORIES[kind](owner="US-DEA", date="2009-07-14")
    assert services.submit(other, by=other.created_by).late_reason == ""


def test_a_phase_is_closed_with_its_umbrella_and_what_is_open_again_is_not(kind, operation, lead):
    closing = closed(operation, lead)
    record = record_of(kind, OperationFactory(owner="US-FBI", parent=operation))
    with pytest.raises(Refused, match="was closed on"):
        services.submit(record, by=record.created_by)

    reopen_period(closing, by=lead, reason=WHY)

    assert services.submit(record, by=record.created_by).late_reason == ""


def test_doors_ask_for_the_reason(kind, operation, lead):
    one, two = record_of(kind, operation), record_of(kind, operation)
    closed(operation, lead)
    client = signed_in(one.created_by)
    page = client.get(one.get_absolute_url())
    assert "why does this come late" in str(page.content)

    refused = post(client, f"{ADDRESSES[kind]}{one.pk}/submit/", {})
    passed = post(client, f"{ADDRESSES[kind]}{one.pk}/submit/", {"reason": WHY})
    assert (refused.status_code, passed.status_code) == (409, 200)
    assert passed.json()["late_reason"] == WHY
    address = f"{two.get_absolute_url()}submit/"
    signed_in(two.created_by).post(address, {"version": two.version, "reason": WHY})
    two.refresh_from_db()
    assert (two.state, two.late_reason) == ("submitted", WHY)
    assert WHY in text_of(client.get(one.get_absolute_url()))
    # Why it is late is inner text.
    assert WHY not in text_of(signed_in(person("analyst", "US-ATF")).get(one.get_absolute_url()))


@pytest.mark.django_db(transaction=True)
def test_the_page_shows_what_stood_beside_what_stands(kind, operation, lead):
    record_of(kind, operation, verified=True)
    browser = signed_in(lead)
    address = reverse("operation-periods", args=["ATLAS"])
    browser.post(reverse("period-close", args=["ATLAS"]), {"date": "Q3 2009"})
    closing = Closing.objects.get()
    late = record_of(kind, operation, date="2009-08", reference="LATE")
    services.verify(services.submit(late, by=late.created_by, reason=WHY), by=lead)

    [row] = [
        each for each in then_and_now(closing, operation, lead) if each.figure.cell["measure"] != "SEIZURES"
    ]
    assert (row.then.records, row.now.records, row.differs) == (1, 2, True)
    page = browser.get(address)
    assert "changed since" in words(element(parsed(page), "standing"))
    assert "LATE" in words(element(parsed(page), "late"))
    assert WHY in words(element(parsed(page), "late"))
    links = [link.attributes["href"] for link in element(parsed(page), "standing").css("a")]
    assert [browser.get(link).status_code for link in links] == [200, 200]
    assert "late" in words(parsed(browser.get(links[1])).css("tbody")[-1])

    browser.post(reverse("period-reopen", args=["ATLAS", closing.pk]), {"reason": WHY})
    closing.refresh_from_db()
    assert closing.reopened_by == lead


def test_the_api_closes_and_opens_again(operation, lead):
    browser = signed_in(lead)
    made = post(browser, "/api/v1/closings/", {"operation": "ATLAS", "date": "2009-Q3"})
    assert made.status_code == 201, made.content
    assert post(browser, "/api/v1/closings/", {"operation": "ATLAS", "date": ""}).status_code == 400
    found = signed_in(person("analyst", "US-ICE")).get("/api/v1/closings/?operation=ATLAS").json()["results"]
    assert [row["date"] for row in found] == ["2009-Q3"]

    opened = post(browser, f"/api/v1/closings/{made.json()['id']}/reopen/", {"reason": WHY})

    assert (opened.status_code, bool(opened.json()["reopened_at"])) == (200, True)


def test_closings_of_an_agency_are_its_own(lead):
    closed(None, lead)
    others = signed_in(person("supervisor", "US-ICE"))

    assert others.get("/api/v1/closings/").json()["results"] == []

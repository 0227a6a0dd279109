"""Who was expected to report and has not; zero differs from no report; reminders reach people, and no content leaks."""

import csv
import datetime
import io
from importlib import import_module

import pytest
from django.core import mail  # noqa: TID251 -- what was sent
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency
from common.errors import NotAllowed, Refused
from figures.answer.marking import strictest_readable
from figures.completeness.answers import remind, state_nothing, take_statement_back
from figures.completeness.board import boards, expected_of
from figures.completeness.periods import periods_of
from measures.partial_date import PartialDate
from notices import services as notices
from operations.models import NothingReported, Operation, Plan, Reminder
from tests.calls import person, post, send, signed_in
from tests.entry import text_of
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.operations import (
    OperationFactory,
    OutcomeFactory,
    ParticipationFactory,
    PlanFactory,
    TargetFactory,
)
from tests.factories.seizures import SeizureFactory
from tests.page import element, parsed, words

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2009, 3, 20)


@pytest.fixture
def operation():
    operation = OperationFactory(code="ATLAS", owner="US-ICE", starts="2009-01", ends="2009-06")
    for code, more in {
        "US-DEA": {},
        "US-FBI": {},
        "US-ATF": {"role": "observer"},
        "US-HSI": {"excused": True},
    }.items():
        ParticipationFactory(operation=operation, agency=code, **more)
    PlanFactory(operation=operation)
    return operation


@pytest.fixture
def lead():
    return person()


def agency(code):
    return Agency.objects.get(code=code)


def board(reader, **options):
    [found] = boards(Plan.objects.select_related("operation"), reader, **{"today": TODAY} | options)
    return {(each.agency.code, str(each.period.date)): each for each in found.reports}


def month(text):
    return PartialDate.parse(text)


@pytest.mark.parametrize(
    ("every", "plan", "expected"),
    [
        ("month", {}, ["2009-01 2009-02-15", "2009-02 2009-03-15", "2009-03 2009-04-15"]),
        ("month", {"begins_on": "2009-02-20"}, ["2009-02 2009-03-15", "2009-03 2009-04-15"]),
        ("quarter", {"due_days": 0}, ["2009-Q1 2009-03-31"]),
        ("year", {}, ["2009 2010-01-15"]),
        ("once", {}, [" 2009-07-15"]),
        ("", {}, []),
    ],
)
def test_what_is_expected_by_when(every, plan, expected):
    operation = OperationFactory(starts="2009-01-10", ends="2009-06")
    found = PlanFactory(operation=operation, every=every, **plan)
    found.refresh_from_db()

    assert [f"{each.date} {each.due}" for each in periods_of(found, TODAY)] == expected


def test_reported_nothing_due_and_missing_are_four_answers(operation, lead):
    SeizureFactory(operation=operation, owner="US-DEA", date="2009-01-14", submitted=True)
    OutcomeFactory(operation=operation, owner="US-DEA", date="2009-01", verified=True)
    OutcomeFactory(operation=operation, owner="US-DEA", date="2009-02")  # a draft
    OutcomeFactory(operation=operation, owner="US-DEA", date="2009", verified=True)  # of no month
    NothingReported.objects.create(
        operation=operation,
        agency=agency("US-FBI"),
        date=month("2009-01"),
        stated_by=person("analyst", "US-FBI"),
    )

    found = board(lead)

    assert {key: each.status for key, each in found.items()} == {
        ("US-DEA", "2009-01"): "reported", ("US-DEA", "2009-02"): "missing", ("US-DEA", "2009-03"): "due",
        ("US-FBI", "2009-01"): "nothing", ("US-FBI", "2009-02"): "missing", ("US-FBI", "2009-03"): "due",
    }  # fmt: skip
    reported, missing = found["US-DEA", "2009-01"], found["US-DEA", "2009-02"]
    assert (reported.verified, reported.submitted, reported.days_late) == (1, 1, 0)
    assert missing.days_late == 5


def test_a_record_of_a_phase_is_a_report_to_the_umbrella(operation, lead):
    phase = OperationFactory(parent=operation)
    OutcomeFactory(operation=phase, owner="US-DEA", date="2009-01", verified=True)

    assert board(lead)["US-DEA", "2009-01"].status == "reported"


@pytest.mark.parametrize(
    ("role", "code", "seen"),
    [
        ("analyst", "US-DEA", {"US-DEA"}),
        ("partner", "US-FBI", {"US-FBI"}),
        ("analyst", "US-ICE", {"US-DEA", "US-FBI"}),
        ("analyst", "US-CBP", set()),
    ],
)
def test_only_those_who_steer_follow_the_others(operation, role, code, seen):
    assert {key[0] for key in board(person(role, code))} == seen


def test_auditors_follow_all(operation):
    assert {key[0] for key in board(UserFactory(role="auditor", agency=None))} == {"US-DEA", "US-FBI"}


def test_a_hidden_record_is_no_report_for_who_may_not_see_it(operation, lead):
    OutcomeFactory(
        operation=operation, owner="US-DEA", date="2009-01", verified=True, marking="TLP:AMBER+STRICT"
    )

    assert board(lead)["US-DEA", "2009-01"].status == "missing"
    assert board(person("analyst", "US-DEA"))["US-DEA", "2009-01"].status == "reported"


def test_nothing_to_report_is_stated_once_and_taken_back(operation):
    analyst = person("analyst", "US-DEA")
    statement = state_nothing(operation, month("2009-01"), by=analyst)
    with pytest.raises(Exception, match="already"):
        state_nothing(operation, month("2009-01"), by=analyst)
    with pytest.raises(NotAllowed):
        take_statement_back(statement, by=person("analyst", "US-FBI"))

    take_statement_back(statement, by=analyst, reason="We found one.")

    events = NothingReported.pgh_event_model.objects.order_by("pgh_id")
    assert [event.pgh_context.metadata["action"] for event in events] == [
        "nothing reported",
        "statement taken back",
    ]


@pytest.mark.parametrize(
    ("code", "period", "sentence"),
    [
        ("US-DEA", "2009-02", "has reported"),
        ("US-DEA", "2009-Q1", "not expected"),
        ("US-DEA", "2008-12", "not expected"),
        ("US-HSI", "2009-01", "not expected"),
        ("US-CBP", "2009-01", "not expected"),
    ],
)
def test_only_what_is_expected_is_stated(operation, code, period, sentence):
    OutcomeFactory(operation=operation, owner="US-DEA", date="2009-02", submitted=True)
    with pytest.raises(Refused, match=sentence):
        state_nothing(operation, month(period), by=person("analyst", code))


@pytest.mark.parametrize(("marking", "names_it"), [("TLP:GREEN", True), ("TLP:AMBER", False)])
def test_an_e_mail_carries_nothing_of_amber_and_above(
    operation, lead, marking, names_it, settings, django_capture_on_commit_callbacks
):
    settings.SITE_URL = "https://ops.example"
    type(operation).objects.update(marking=marking)
    operation.refresh_from_db()
    UserFactory(role="analyst", agency=agency("US-DEA"), email="a@dea.example")
    UserFactory(role="supervisor", agency=agency("US-DEA"), email="b@dea.example")
    UserFactory(role="partner", agency=agency("US-DEA"), email="partner@dea.example")
    UserFactory(role="analyst", agency=agency("US-DEA"), email="gone@dea.example", is_active=False)

    sent = remind(operation, agency("US-DEA"), month("2009-01"), by=lead)
    notices.make_notices()
    notices.write_letters()
    notices.send_letters_due()

    assert sorted(letter.to for letter in mail.outbox) == [["a@dea.example"], ["b@dea.example"]]
    text = f"{mail.outbox[0].subject} {mail.outbox[0].body}"
    assert (operation.name in text, "2009-01" in text) == (names_it,) * 2
    assert "https://ops.example/notices/" in text
    assert (sent.people, sent.mailed) == (2, 2)


def test_an_agency_without_people_is_said_to_have_none(operation, lead):
    with pytest.raises(Refused, match="nobody"):
        remind(operation, agency("US-DEA"), month("2009-01"), by=lead)
    assert not Reminder.objects.exists()


def test_a_reminder_is_for_those_who_steer_once_a_day_and_for_what_is_missing(operation, lead):
    analyst = person("analyst", "US-DEA")
    with pytest.raises(NotAllowed):
        remind(operation, agency("US-DEA"), month("2009-01"), by=analyst)
    remind(operation, agency("US-DEA"), month("2009-01"), by=lead)
    with pytest.raises(Refused, match="today"):
        remind(operation, agency("US-DEA"), month("2009-01"), by=lead)
    state_nothing(operation, month("2009-02"), by=analyst)
    with pytest.raises(Refused, match="has answered"):
        remind(operation, agency("US-DEA"), month("2009-02"), by=lead)


def test_the_number_of_queries_does_not_grow(operation, lead, django_assert_max_num_queries):
    for _more in range(5):
        other = OperationFactory(owner="US-ICE", starts="2009")
        ParticipationFactory(operation=other, agency="US-DEA")
        PlanFactory(operation=other, every="quarter")
    with django_assert_max_num_queries(10):
        list(boards(Plan.objects.select_related("operation"), lead))


def test_my_work_has_what_is_expected_of_my_agency(operation):
    late = OperationFactory(owner="US-ICE", code="RUNNING", starts=f"{timezone.localdate().year - 1}")
    ParticipationFactory(operation=late, agency="US-DEA")
    PlanFactory(operation=late, every="year", due_days=0)
    analyst = person("analyst", "US-DEA")
    assert expected_of(analyst, 2)[0].operation == operation
    client = signed_in(analyst)

    page = client.get(reverse("my-work"))
    assert "Expected of US-DEA" in text_of(page)
    response = client.post(
        reverse("nothing-to-report", args=["ATLAS"]), {"period": "2009-01", "next": "/my-work/"}
    )

    assert response.url == "/my-work/"
    assert NothingReported.objects.get().agency.code == "US-DEA"


def test_the_board_reminds_and_shows_what_is_left_open(operation, lead):
    person("analyst", "US-DEA")
    SeizureFactory(operation=operation, owner="US-FBI", date="2009-01", verified=True, conveyance="other")
    client = signed_in(lead)
    address = f"{reverse('completeness')}?operation=ATLAS"

    assert "Remind" in words(element(parsed(client.get(address)), "board"))
    client.post(reverse("remind", args=["ATLAS"]), {"agency": "US-DEA", "period": "2009-01", "next": address})
    assert Reminder.objects.get().mailed == 0
    page = client.get(address)

    assert "they read it in “My work”" in text_of(page)
    gaps = element(parsed(page), "gaps")
    assert "conveyance “other”" in words(gaps)
    for link in gaps.css("a"):
        assert "REF-" in text_of(client.get(link.attributes["href"])), link.attributes["href"]
    assert "ATLAS" in text_of(client.get(reverse("completeness")))
    content = b"".join(client.get("/completeness.csv?operation=ATLAS").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert len(rows) == 12
    assert {(row["operation"], row["marking"]) for row in rows} == {("ATLAS", strictest_readable(lead))}


def test_bad_requests_are_refused_in_sentences(operation, lead):
    client = signed_in(lead)
    for data in ({"agency": "US-DEA", "period": "nonsense"}, {"agency": "US-CBP", "period": "2009-01"}):
        page = client.post(reverse("remind", args=["ATLAS"]), data, follow=True)
        assert page.status_code == 200
        assert not Reminder.objects.exists()
    assert client.get("/completeness/?operation=NOWHERE").status_code == 404
    assert client.get("/completeness/?operation=ATLAS&earlier=-1").status_code == 200


def test_the_api_reads_states_and_reminds(operation):
    dea, ice = (key_client("records:read", "records:write", agency=code) for code in ("US-DEA", "US-ICE"))
    person("analyst", "US-DEA")
    found = ice.get("/api/v1/completeness/?operation=ATLAS").json()
    assert {row["agency"] for row in found["reports"]} == {"US-DEA", "US-FBI"}
    assert {row["agency"] for row in dea.get("/api/v1/completeness/?operation=ATLAS").json()["reports"]} == {
        "US-DEA"
    }

    made = post(dea, "/api/v1/nothing-reported/", {"operation": "ATLAS", "date": "2009-01"})
    sent = post(ice, "/api/v1/reminders/", {"operation": "ATLAS", "agency": "US-DEA", "date": "2009-02"})

    assert (made.status_code, sent.status_code) == (201, 201), (made.content, sent.content)
    reports = {
        row["period"]: row
        for row in ice.get("/api/v1/completeness/?operation=ATLAS").json()["reports"]
        if row["agency"] == "US-DEA"
    }
    assert reports["2009-01"]["status"] == "nothing"
    assert reports["2009-02"]["reminded_at"]
    address = f"/api/v1/nothing-reported/{made.json()['id']}/"
    assert send(dea, "DELETE", address, if_match=made.headers["ETag"]).status_code == 204
    assert ice.get("/api/v1/completeness/").status_code == 400
    assert ice.get("/api/v1/completeness/?operation=ATLAS&earlier=x").status_code == 400


@pytest.mark.parametrize("begins", ["2999-01-01", "2009-01-01"])
def test_before_any_period_has_begun_nothing_is_expected_at_any_door(operation, begins):
    Plan.objects.update(begins_on=begins, ends_on=None)
    asked = {"operation": "ATLAS"} if begins > "2900" else {"operation": "ATLAS", "earlier": "99"}
    client = signed_in(person("supervisor", "US-DEA"))

    for path in ("/completeness/", "/completeness.csv", "/api/v1/completeness/", "/my-work/"):
        response = client.get(path, asked)
        assert (path, response.status_code) == (path, 200)
        assert "US-DEA,2" not in (b"".join(response).decode() if response.streaming else "")
    assert client.get("/api/v1/completeness/", asked).json()["reports"] == []


def test_the_file_has_every_operation_and_lists_say_what_they_leave_out(monkeypatch):
    for module, name in (("completeness", "MOST"), ("my_work", "FEW")):
        monkeypatch.setattr(import_module(f"dashboards.views.{module}"), name, 2)
    for number in range(3):
        operation = OperationFactory(code=f"MANY-{number}", owner="US-ICE", starts="2009-01", ends="2009-03")
        ParticipationFactory(operation=operation, agency="US-ICE")
        PlanFactory(operation=operation, every="once")
        TargetFactory(operation=Operation.objects.get(code="MANY-0"), date=f"2009-0{number + 1}")
    client = signed_in(person("supervisor", "US-ICE"))

    rows = list(csv.DictReader(io.StringIO(b"".join(client.get("/completeness.csv")).decode("utf-8-sig"))))

    assert [row["operation"] for row in rows] == ["MANY-0", "MANY-1", "MANY-2"]
    assert "Only the first 2 are shown" in text_of(client.get("/my-work/"))
    assert "Only the first 2 targets" in text_of(client.get("/completeness/", {"operation": "MANY-0"}))

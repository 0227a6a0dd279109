"""The calendar: each event on its day, only what the reader may see, and nothing on a day that nobody stated."""

import pytest
from django.utils import timezone

from measures.partial_date import PartialDate
from operations.models import Closing, Operation
from operations.services import close_period, reopen_period
from tests.calls import person, signed_in
from tests.entry import text_of
from tests.factories.operations import OperationFactory, PlanFactory
from tests.page import parsed

pytestmark = pytest.mark.django_db
PAGE = "/calendar/"


@pytest.fixture
def reader():
    return person("supervisor")


@pytest.fixture
def client(reader):
    return signed_in(reader)


def events(client, query):
    rows = parsed(client.get(f"{PAGE}{query}")).css("#events tbody tr")
    return [[" ".join(cell.text().split()) for cell in row.css("td")] for row in rows]


def in_grid(client, query):
    cells = parsed(client.get(f"{PAGE}{query}")).css(".month-grid td:has(time)")
    return {
        cell.css_first("time").attributes["datetime"]: [link.text() for link in cell.css("a")]
        for cell in cells
        if cell.css("a")
    }


def test_an_operation_begins_and_ends_on_its_days(client):
    OperationFactory(name="Amber", owner="US-ICE", starts="2009-07-14", ends="2009-07-20")

    assert in_grid(client, "?month=2009-07") == {"2009-07-14": ["Amber"], "2009-07-20": ["Amber"]}
    assert [row[:3] for row in events(client, "?month=2009-07")] == [
        ["2009-07-14", "Operation or phase begins", "Amber"],
        ["2009-07-20", "Operation or phase ends", "Amber"],
    ]
    assert events(client, "?month=2009-08") == []


def test_what_is_known_to_the_month_stands_on_no_day(client):
    OperationFactory(name="Amber", owner="US-ICE", starts="2009-07", ends="2009")

    assert in_grid(client, "?month=2009-07") == {}
    assert [row[0] for row in events(client, "?month=2009-07")] == ["2009-07 day not known"]
    assert events(client, "?month=2009-12") == []


def test_reports_are_due_on_the_days_of_the_plan(client, reader):
    operation = OperationFactory(name="Amber", owner=reader.agency, starts="2009-01-01", ends="2009-12-31")
    PlanFactory(operation=operation, every="month", due_days=10)

    assert [row[:1] + row[2:] for row in events(client, "?month=2009-08&kind=due")] == [
        ["2009-08-10", "Amber", "July 2009"]
    ]


def test_deadlines_of_operations_that_one_has_no_part_in_are_not_shown(reader):
    operation = OperationFactory(owner=reader.agency, starts="2009-01-01", marking="TLP:CLEAR")
    PlanFactory(operation=operation, every="month", due_days=10)

    assert events(signed_in(person("analyst", "US-FBI")), "?month=2009-08&kind=due") == []


def test_a_closing_stands_on_the_day_on_which_it_was_made(client, reader):
    operation = OperationFactory(name="Amber", owner=reader.agency)
    closing = close_period(Closing(operation=operation, date=PartialDate.parse("2009-07")), by=reader)
    month, day = f"{timezone.localdate():%Y-%m}", str(timezone.localdate())

    assert events(client, f"?month={month}") == [[day, "Period closed", "Amber", "July 2009"]]
    reopen_period(closing, by=reader, reason="A late report.")
    assert events(client, f"?month={month}") == [[day, "Period closed opened again", "Amber", "July 2009"]]


def test_the_closing_of_another_agency_is_not_shown(reader):
    close_period(Closing(date=PartialDate.parse("2009-07")), by=reader)
    month = f"{timezone.localdate():%Y-%m}"

    assert len(events(signed_in(reader), f"?month={month}")) == 1
    assert events(signed_in(person("supervisor", "US-FBI")), f"?month={month}") == []


@pytest.mark.parametrize("address", [PAGE, "/calendar/timeline/", "/calendar.csv"])
def test_a_hidden_operation_is_on_no_page(reader, address):
    umbrella = OperationFactory(
        code="UNSEEN", name="Unseen", owner="US-FBI", starts="2009-07-14", marking="TLP:RED"
    )
    OperationFactory(name="Phase", owner="US-ICE", starts="2009-07-15", parent=umbrella, marking="TLP:RED")
    client = signed_in(person("analyst", "US-CBP"))

    for query in ("?month=2009-07", "?month=2009-07&operation=UNSEEN"):
        answer = client.get(f"{address}{query}")
        text = answer.getvalue().decode() if answer.streaming else text_of(answer)
        assert "Unseen" not in text
        assert "Phase" not in text


def test_a_phase_of_an_operation_that_is_hidden_is_not_found_by_its_umbrella(reader):
    umbrella = OperationFactory(code="UNSEEN", owner="US-FBI", starts="2009-07-14")
    OperationFactory(name="Phase", owner="US-ICE", starts="2009-07-15", parent=umbrella)
    Operation.objects.filter(code="UNSEEN").update(marking="TLP:RED")
    client = signed_in(reader)

    assert len(events(client, "?month=2009-07")) == 1
    answer = client.get(f"{PAGE}?month=2009-07&operation=UNSEEN")
    assert "There is no operation “UNSEEN”." in text_of(answer)
    assert "Phase" not in text_of(answer)


def test_the_filters_narrow_it(client):
    amber = OperationFactory(code="AMBER", name="Amber", owner="US-ICE", starts="2009-07-14")
    OperationFactory(name="First phase", owner="US-ICE", starts="2009-07-15", ends="2009-07-16", parent=amber)
    OperationFactory(name="Other", owner="US-ICE", starts="2009-07-15")

    assert [row[2] for row in events(client, "?month=2009-07&operation=amber&kind=begin")] == [
        "Amber",
        "First phase",
    ]
    assert [row[2] for row in events(client, "?month=2009-07&day=2009-07-16")] == ["First phase"]


def test_a_day_with_many_events_leads_to_all_of_them(client):
    for number in range(30):
        OperationFactory(name=f"Number {number:02}", owner="US-ICE", starts="2009-07-14")

    assert in_grid(client, "?month=2009-07")["2009-07-14"][3].split()[:2] == ["27", "more"]
    assert len(events(client, "?month=2009-07&day=2009-07-14")) == 25
    assert len(events(client, "?month=2009-07&day=2009-07-14&page=2")) == 5


@pytest.mark.parametrize("month", ["July", "2009-13", "2009-7-1", "0001-01", "9999-12", "2009-07 "])
@pytest.mark.parametrize("address", [PAGE, "/calendar/timeline/", "/calendar.csv"])
def test_a_month_that_cannot_be_read_is_no_fault(client, address, month):
    answer = client.get(address, {"month": month, "page": "x", "day": "never"})

    assert answer.status_code == 200


def test_the_timeline_has_a_bar_for_each_operation_of_the_year(client):
    OperationFactory(name="Amber", owner="US-ICE", starts="2008-12-01", ends="2009-01-31")
    OperationFactory(name="Open", owner="US-ICE", starts="2009-12-31")
    OperationFactory(name="Later", owner="US-ICE", starts="2010-01-01")
    OperationFactory(name="Unknown", owner="US-ICE")

    rows = parsed(client.get("/calendar/timeline/?month=2009-05")).css("tbody tr")

    bars = {
        row.css_first("a").text(): [
            row.css_first(".timeline-bar").attributes[name] for name in ("x", "width", "class")
        ]
        for row in rows
    }
    assert bars == {
        "Amber": ["0", "31", "timeline-bar"],
        "Open": ["364", "1", "timeline-bar timeline-open"],
    }


def test_the_timeline_counts_reports_and_closings(client, reader):
    operation = OperationFactory(name="Amber", owner=reader.agency, starts="2009-01-01", ends="2009-12-31")
    PlanFactory(operation=operation, every="quarter", due_days=10)

    page = client.get("/calendar/timeline/?month=2009-01")

    assert "3 reports due" in text_of(page)
    assert len(parsed(page).css(".timeline-due")) == 3


def test_the_file_has_every_event_of_the_month(client):
    OperationFactory(code="AMBER", name="Amber", owner="US-ICE", starts="2009-07-14", ends="2009-07")

    lines = client.get("/calendar.csv?month=2009-07").getvalue().decode("utf-8-sig").splitlines()

    assert [line.split(",")[:4] for line in lines[1:]] == [
        ["2009-07", "end", "AMBER", "Amber"],
        ["2009-07-14", "begin", "AMBER", "Amber"],
    ]


def test_weeks_begin_as_the_language_begins_them(client):
    heads = {
        language: [each.attributes["title"] for each in parsed(
            client.get(PAGE, headers={"accept-language": language})
        ).css(".month-grid abbr")]
        for language in ("en", "es")
    }  # fmt: skip

    assert (heads["en"][0], heads["es"][0]) == ("Sunday", "lunes")


def test_it_costs_the_same_for_any_number_of_events(client, django_assert_max_num_queries):
    for number in range(40):
        operation = OperationFactory(owner="US-ICE", starts="2009-07-14", ends="2009-07-20")
        if number < 20:
            PlanFactory(operation=operation, every="month", due_days=10)

    for address in (PAGE, "/calendar/timeline/"):
        with django_assert_max_num_queries(20):
            client.get(f"{address}?month=2009-08")


def test_months_of_the_ends_of_time_have_no_neighbour(client):
    first = parsed(client.get(f"{PAGE}?month=1900-01"))
    last = parsed(client.get(f"{PAGE}?month=2199-12"))

    assert (first.css("[rel=prev]"), last.css("[rel=next]")) == ([], [])

"""The audit trail in the frame: by person, days, record and kind; as a file; and for those who may read it alone."""

import csv
import datetime
import io

import pytest
from django.utils import timezone

from operations.models import Outcome
from records import services
from tests.calls import person, signed_in
from tests.entry import text_of
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import SeizureFactory
from tests.page import parsed, words

pytestmark = pytest.mark.django_db
PAGE = "/audit/"


@pytest.fixture
def auditor():
    return signed_in(person("auditor", None))


def listed(response):
    """Who did what, of each event on the page."""
    rows = [row.css("td") for row in parsed(response).css("tbody tr")]
    return [(words(cells[1]), words(cells[2])) for cells in rows]


def returned(reference="REF-A", **more):
    record = OutcomeFactory(owner="US-ICE", submitted=True, reference=reference, **more)
    supervisor = person("supervisor")
    services.return_to_author(record, by=supervisor, reason="reasonquokka")
    return record, supervisor


@pytest.mark.parametrize(
    ("role", "status"),
    [("auditor", 200), ("administrator", 200), ("analyst", 403), ("supervisor", 403), ("partner", 403)],
)
def test_only_who_reads_the_trail_has_the_page_and_the_file(role, status):
    client = signed_in(person(role))

    assert {client.get(path).status_code for path in (PAGE, "/audit.csv")} == {status}


def test_it_is_filtered_by_person_record_kind_and_change(auditor):
    other = SeizureFactory(owner="US-ICE", reference="OTHER", submitted=True)
    record, supervisor = returned()

    act = (supervisor.username, "Returned to its author")
    for asked in (
        {"person": supervisor.username},
        {"record": "REF-A", "change": "update"},
        {"record": str(record.pk), "change": "update"},
        {"kind": "operations.Outcome", "person": supervisor.username},
    ):
        assert listed(auditor.get(PAGE, asked)) == [act], asked
    assert listed(auditor.get(PAGE, {"kind": "seizures.Seizure", "person": supervisor.username})) == []
    assert len(listed(auditor.get(PAGE, {"record": other.reference, "kind": "seizures.Seizure"}))) == 1


def test_it_is_filtered_by_any_range_of_days(auditor):
    _record, supervisor = returned()
    today = timezone.now().date()
    day = datetime.timedelta(days=1)

    def found(since, until):
        asked = {"person": supervisor.username, "since": since.isoformat(), "until": until.isoformat()}
        return len(listed(auditor.get(PAGE, asked)))

    assert found(today, today) == 1
    assert found(today - day, today + day) == 1
    assert found(today + day, today + 2 * day) == 0
    assert found(today - 2 * day, today - day) == 0


@pytest.mark.parametrize(
    "asked", [{"since": "soon"}, {"kind": "x"}, {"until": "2026-13-01"}, {"change": "\u00b2"}]
)
def test_a_filter_that_is_none_is_named_and_finds_nothing(auditor, asked):
    returned()

    page = auditor.get(PAGE, asked)

    assert page.status_code == 200
    assert parsed(page).css_first(".field-error")
    assert listed(page) == []


def test_of_a_hidden_record_it_says_that_it_changed_and_no_more(auditor):
    # First: what follows an act in one transaction would be a part of the act.
    admin = signed_in(person("administrator", None))
    record, supervisor = returned(reference="REFQUOKKA")
    Outcome.objects.filter(pk=record.pk).update(marking="TLP:RED")

    text = text_of(admin.get(PAGE, {"person": supervisor.username}))
    by_reference = admin.get(PAGE, {"record": "REFQUOKKA"})

    assert str(record.pk) in text
    assert "REFQUOKKA" not in text
    assert "reasonquokka" not in text
    assert listed(by_reference) == []


def test_the_file_has_what_the_filters_find(auditor):
    _record, supervisor = returned()

    response = auditor.get("/audit.csv", {"person": supervisor.username})
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))

    [row] = rows
    assert (row["person"], row["action"], row["object"]) == (
        supervisor.username,
        "Returned to its author",
        "REF-A",
    )
    assert row["marking"]
    assert row["marking"].replace(":", "-").replace("+", "-") in response["Content-Disposition"]


def test_a_long_trail_has_pages(auditor):
    for number in range(60):
        OutcomeFactory(owner="US-ICE", reference=f"REF-{number}X")

    first = auditor.get(PAGE, {"kind": "operations.Outcome"})
    second = auditor.get(PAGE, {"kind": "operations.Outcome", "page": "2"})

    assert (len(listed(first)), len(listed(second))) == (50, 10)


@pytest.mark.parametrize("path", [PAGE, "/audit.csv"])
def test_a_span_may_end_on_the_last_day_there_is_and_has_the_whole_of_it(auditor, path):
    returned()
    today = timezone.now().date().isoformat()

    for until in (today, "9999-12-31"):
        response = auditor.get(path, {"since": today, "until": until, "record": "REF-A"})
        found = b"".join(response) if response.streaming else response.content
        assert (response.status_code, b"Returned" in found) == (200, True)

"""No version of a record, nor part of one, is read by who could not have read it when it stood."""

from decimal import Decimal

import pytest
from django.contrib.admin.utils import quote
from django.urls import reverse
from pghistory.models import Events

from dashboards.operation.tabs import TABS
from measures.models import Measure
from measures.partial_date import PartialDate
from operations.models import Operation, Outcome, Participation
from records import services
from seizures.models import Disposition, SeizedItem, Seizure
from seizures.services import change_seizure
from tests.calls import person, signed_in
from tests.entry import text_of
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory
from tests.factories.seizures import DispositionFactory, SeizureFactory

# Each act at an instant of its own, as in life.
pytestmark = pytest.mark.django_db(transaction=True)

SECRETS = (
    "12 kg",
    "Buenaventura",
    "acht",
    "2026-09-09",
    "September",
    "Cocaine",
    "destroyed",
    "AMBER",
    "Colombia",
)


def pages_of(record, reader):
    """The record's page, all tabs of an operation, and its history in the admin where the reader has one."""
    client = signed_in(reader)
    is_operation = isinstance(record, Operation)
    pages = (
        [reverse(tab, args=[record.code]) for tab in TABS] if is_operation else [record.get_absolute_url()]
    )
    if reader.role != "partner":
        page = f"admin:{record._meta.app_label}_{record._meta.model_name}_history"
        pages.append(reverse(page, args=[record.pk]))
    return "".join(text_of(client.get(page)) for page in pages)


def changes_of(record, reader):
    """What each entry of the history on the record's page says that it changed, the newest first."""
    history = signed_in(reader).get(record.get_absolute_url()).context["history"]
    return [(entry.what, sorted(entry.changed)) for entry in history]


@pytest.fixture
def author():
    return person()


@pytest.fixture
def supervisor():
    return person("supervisor")


@pytest.fixture
def bare(author, supervisor):
    """A seizure told in full in a strict draft, of which little is left in what was verified."""
    record = SeizureFactory(
        owner=author.agency, created_by=author, marking="TLP:AMBER+STRICT", date="2026-09-09", country="COL",
        conveyance="yacht", item__quantity="12", note="Buenaventura",
    )  # fmt: skip
    DispositionFactory(item=record.items.get(), quantity="12", date="2026-09-09")
    edited = Seizure.objects.get(pk=record.pk)
    edited.marking, edited.conveyance, edited.country, edited.note = "TLP:GREEN", "", None, ""
    edited.date = PartialDate.parse("2026")
    cash = SeizedItem(measure=Measure.objects.get(code="CASH.CURRENCY"))
    change_seizure(edited, items=[cash], credits=[], by=author)
    services.submit(record, by=author)
    return services.verify(record, by=supervisor)


@pytest.mark.parametrize("reader", ["partner", "stranger", "auditor"])
def test_nothing_of_a_draft_is_read_by_who_could_not_have_read_it(bare, reader):
    who = {
        "partner": lambda: person("partner", "US-FBI"),
        "stranger": lambda: person("supervisor", "US-CBP"),
        "auditor": lambda: UserFactory(role="auditor", agency=None),
    }[reader]()

    shown = pages_of(bare, who)

    assert [word for word in SECRETS if word in shown] == []
    assert changes_of(bare, who) == [("Verified", []), ("Submitted for review", [])]


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_the_audit_trail_holds_back_what_its_reader_could_not_have_read(bare, role):
    client = signed_in(UserFactory(role=role, agency=None))
    kinds = (Seizure, SeizedItem, Disposition)
    slugs = Events.objects.across(*(kind.pgh_event_model for kind in kinds)).values_list(
        "pgh_slug", flat=True
    )
    pages = [reverse("admin:pghistory_events_change", args=[quote(slug)]) for slug in slugs]

    shown = "".join(text_of(client.get(page)) for page in [*pages, "/admin/pghistory/events/"])

    raw = ("Buenaventura", "yacht", "2026-09-09", "TLP:AMBER+STRICT", "destroyed", "12.0")
    assert [word for word in raw if word in shown] == []
    # What was verified is theirs to read.
    assert "TLP:GREEN" in shown


def test_its_own_people_read_all_of_its_past(bare, author):
    shown = pages_of(bare, author)

    told = {"12 kg", "Buenaventura", "TLP:AMBER+STRICT"}
    assert {word for word in told if word in shown} == told
    assert [what for what, _changes in changes_of(bare, author)][:2] == ["Verified", "Submitted for review"]


def test_a_version_is_compared_with_the_last_one_that_the_reader_could_read(author, supervisor):
    record = OutcomeFactory(owner=author.agency, created_by=author, submitted=True, quantity="10")
    outside = Outcome.objects.filter(pk=record.pk)
    outside.update(quantity=Decimal(11), marking="TLP:AMBER+STRICT")
    outside.update(quantity=Decimal(12))
    outside.update(quantity=Decimal(13), marking="TLP:GREEN")

    history = signed_in(person("partner", "US-FBI")).get(record.get_absolute_url()).context["history"]

    quantities = [
        (change.before.value, change.after.value)
        for entry in history
        for change in entry.changes
        if change.what == "Quantity"
    ]
    assert quantities == [(10, 13)]
    assert len(history) == 2


def test_who_joins_an_operation_reads_no_version_of_before(author):
    operation = OperationFactory(marking="TLP:AMBER", owner=author.agency)
    record = OutcomeFactory(owner=author.agency, operation=operation, submitted=True, quantity="10")
    Outcome.objects.filter(pk=record.pk).update(quantity=Decimal(11))
    newcomer = person("analyst", "US-CBP")
    ParticipationFactory(operation=operation, agency=newcomer.agency)
    Outcome.objects.filter(pk=record.pk).update(quantity=Decimal(12))

    told = changes_of(record, newcomer)

    # The version that stood when they came, and the one after it.
    assert told == [("Edited", ["Canonical quantity", "Quantity"]), ("Edited", [])]


def test_who_has_left_an_operation_reads_no_version_that_was_for_its_participants(author):
    operation = OperationFactory(marking="TLP:AMBER", owner=author.agency)
    gone = person("analyst", "US-CBP")
    takes_part = ParticipationFactory(operation=operation, agency=gone.agency)
    record = OutcomeFactory(owner=author.agency, operation=operation, submitted=True, quantity="10")
    takes_part.delete()
    Operation.objects.filter(pk=operation.pk).update(marking="TLP:GREEN")
    Outcome.objects.filter(pk=record.pk).update(marking="TLP:GREEN", quantity=Decimal(11))

    assert changes_of(record, gone) == [("Edited", [])]


def test_an_operation_s_own_past_is_read_so_too(author):
    operation = OperationFactory(marking="TLP:AMBER", owner=author.agency, name="Secret Tide")
    secret = ParticipationFactory(operation=operation, agency="US-DEA", note="")
    secret.delete()
    operation.marking, operation.name = "TLP:GREEN", "Open Tide"
    operation.save()
    outsider = person("analyst", "US-CBP")

    for reader, seen in ((author, True), (outsider, False)):
        shown = pages_of(operation, reader)
        assert ("Secret Tide" in shown, "DEA (" in shown) == (seen, seen)


def test_an_agency_taken_out_of_an_operation_keeps_sight_of_its_own_records(supervisor):
    operation = OperationFactory(marking="TLP:AMBER")
    takes_part = ParticipationFactory(operation=operation, agency=supervisor.agency)
    records = [
        kind(operation=operation, owner=supervisor.agency, verified=True)
        for kind in (SeizureFactory, OutcomeFactory)
    ]

    Participation.objects.filter(pk=takes_part.pk).delete()

    client = signed_in(supervisor)
    for record in records:
        assert client.get(record.get_absolute_url()).status_code == 200
        assert client.get(f"/api/v1{record.get_absolute_url()}").status_code == 200
    assert client.get(operation.get_absolute_url()).status_code == 404
    figures = client.get("/api/v1/figures/").json()["figures"]
    assert sorted(figure["measure"] for figure in figures) == ["NARC", "PEOPLE.ARRESTED"]
    others = signed_in(person("analyst", "US-CBP"))
    assert {others.get(record.get_absolute_url()).status_code for record in records} == {404}


@pytest.mark.parametrize("submitted", [False, True])
def test_what_was_withdrawn_before_it_was_ever_verified_stays_inside(author, submitted):
    operation = OperationFactory()
    lead = person("supervisor", "US-CBP")
    ParticipationFactory(operation=operation, agency=lead.agency, role="lead")
    record = OutcomeFactory(owner=author.agency, created_by=author, operation=operation)
    if submitted:
        services.submit(record, by=author)
    services.withdraw(record, by=author, reason="It did not happen.")

    readers = {"own": author, "lead": lead, "partner": person("partner", "US-FBI")}
    found = {
        name: signed_in(reader).get(record.get_absolute_url()).status_code for name, reader in readers.items()
    }

    assert found == {"own": 200, "lead": 200 if submitted else 404, "partner": 404}


def test_what_was_withdrawn_after_it_was_verified_is_still_read(author, supervisor):
    record = OutcomeFactory(owner=author.agency, created_by=author, submitted=True)
    services.verify(record, by=supervisor)
    services.withdraw(record, by=supervisor, reason="Counted twice.")

    assert signed_in(person("partner", "US-FBI")).get(record.get_absolute_url()).status_code == 200

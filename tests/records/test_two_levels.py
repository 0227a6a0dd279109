"""Two levels of review: the recording agency confirms, a coordinating one verifies, and nothing counts before."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies.models import User
from common.errors import NotAllowed, Outdated, Refused
from figures.answer.query import answer
from figures.question.question import Question
from records import services
from records.services.many import verify_all
from tests.calls import person, post, signed_in
from tests.entry import text_of
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, ParticipationFactory, PlanFactory
from tests.page import parsed, words
from tests.records.kinds import ADDRESSES, FACTORIES

pytestmark = pytest.mark.django_db


@pytest.fixture(params=FACTORIES)
def kind(request):
    return request.param


@pytest.fixture
def operation():
    """Led by US-FBI, which asks for two levels; US-ICE records in it."""
    operation = PlanFactory(review_levels=2, operation__owner="US-FBI", operation__code="ATLAS").operation
    ParticipationFactory(operation=operation, agency="US-ICE")
    return operation


@pytest.fixture
def own():
    return person("supervisor", "US-ICE")


@pytest.fixture
def lead():
    return person("supervisor", "US-FBI")


def submitted(kind, operation, **more):
    return FACTORIES[kind](owner="US-ICE", operation=operation, submitted=True, **more)


def counted(reader):
    return sum(figure.records for figure in answer(Question(operation=("ATLAS",)), reader).figures)


def test_nothing_counts_before_both_levels(kind, operation, own, lead):
    record = submitted(kind, operation)

    confirmed = services.confirm(record, by=own, version=record.version)
    assert (confirmed.state, confirmed.confirmed_by, confirmed.version) == (
        "submitted",
        own,
        record.version + 1,
    )
    assert counted(own) == 0
    verified = services.verify(confirmed, by=lead, version=confirmed.version)

    assert (verified.state, verified.confirmed_by, verified.verified_by) == ("verified", own, lead)
    assert counted(own) == 1


def test_four_eyes_hold_at_both_levels(kind, operation, own, lead):
    author = person("supervisor", "US-ICE")
    record = submitted(kind, operation, created_by=author)
    with pytest.raises(NotAllowed, match="another person"):
        services.confirm(record, by=author)
    with pytest.raises(NotAllowed, match="is confirmed by"):
        services.confirm(record, by=lead)
    with pytest.raises(Refused, match="must be confirmed"):
        services.verify(record, by=lead)
    with pytest.raises(NotAllowed, match="Only a supervisor"):
        services.confirm(record, by=person("analyst", "US-ICE"))
    services.confirm(record, by=own)
    with pytest.raises(Refused, match="already"):
        services.confirm(record, by=person("supervisor", "US-ICE"))
    with pytest.raises(NotAllowed, match="leads or coordinates"):
        services.verify(record, by=own)


def test_a_lead_that_records_needs_two_supervisors(kind, operation, lead):
    record = FACTORIES[kind](owner="US-FBI", operation=operation, submitted=True)
    services.confirm(record, by=lead)
    with pytest.raises(NotAllowed, match="You confirmed"):
        services.verify(record, by=lead)

    assert services.verify(record, by=UserFactory(role="supervisor", agency=lead.agency)).state == "verified"


def test_the_database_knows_both_levels(kind, operation, own):
    record = submitted(kind, operation)
    rows = type(record).objects.filter(pk=record.pk)
    now, supervisor = timezone.now(), person("supervisor", "US-FBI")
    verified = {"state": "verified", "verified_by": supervisor, "verified_at": now}
    for wrong in (
        verified,
        {"confirmed_by": record.created_by, "confirmed_at": now},
        {"confirmed_by": own},
        verified | {"confirmed_by": supervisor, "confirmed_at": now},
        {"confirmed_by": own, "confirmed_at": now, "state": "draft"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
    rows.update(confirmed_by=own, confirmed_at=now, **verified)


def test_a_phase_is_reviewed_as_its_umbrella_asks(kind, operation, own, lead):
    phase = OperationFactory(owner="US-FBI", parent=operation)
    record = submitted(kind, phase)
    with pytest.raises(Refused, match="must be confirmed"):
        services.verify(record, by=lead)
    services.confirm(record, by=own)
    services.verify(record, by=lead)


def test_one_level_stays_one_level(kind, own):
    record = submitted(kind, OperationFactory(owner="US-ICE"))
    with pytest.raises(Refused, match="one level"):
        services.confirm(record, by=own)
    assert services.verify(record, by=own).state == "verified"


def test_what_goes_back_is_confirmed_anew(kind, operation, own, lead):
    record = services.confirm(submitted(kind, operation), by=own)
    with pytest.raises(Refused, match="is confirmed"):
        services.take_back(record, by=record.created_by)

    returned = services.return_to_author(record, by=lead, reason="Which day?")

    assert (returned.confirmed_by, returned.confirmed_at) == (None, None)
    events = type(record).pgh_event_model.objects.filter(pgh_obj=record.pk).order_by("pgh_id")
    assert [event.pgh_context.metadata["action"] for event in events if event.pgh_context] == [
        "confirmed",
        "returned",
    ]


def test_a_stale_version_is_not_confirmed(kind, operation, own):
    record = submitted(kind, operation)
    type(record).objects.filter(pk=record.pk).update(version=7)
    with pytest.raises(Outdated):
        services.confirm(record, by=own, version=record.version)


def test_many_at_once_are_held_to_it(kind, operation, own, lead):
    record = submitted(kind, operation)
    with pytest.raises(Refused, match="must be confirmed"):
        verify_all(type(record).objects.all(), by=lead)
    services.confirm(record, by=own)

    assert verify_all(type(record).objects.all(), by=lead) == 1


def test_the_queue_and_its_count_know_whose_turn_it_is(kind, operation, own, lead):
    record = submitted(kind, operation)
    rows = type(record).objects

    def turns():
        return [rows.decidable_by(reader).count() for reader in (own, lead)]

    assert turns() == [1, 0]
    page = text_of(signed_in(own).get("/review/?level=1"))
    assert str(record) in page
    assert "to be confirmed" in page
    services.confirm(record, by=own)
    assert turns() == [0, 1]
    assert str(record) not in text_of(signed_in(lead).get("/review/?level=1"))
    assert str(record) in text_of(signed_in(lead).get("/review/?level=2"))


def test_bulk_takes_each_record_one_step_further(kind, operation, own, lead):
    record = submitted(kind, operation)

    def chosen(reader: User):
        version = type(record).objects.get(pk=record.pk).version
        kinds = {"record": f"{kind}:{record.pk}:{version}"}
        row = parsed(signed_in(reader).get("/review/")).css_first("input[name=record]")
        return signed_in(reader).post(
            "/review/", {"record": row.attributes["value"] if row else kinds}, follow=True
        )

    assert "1 record confirmed" in text_of(chosen(own))
    assert "1 record verified" in text_of(chosen(lead))


def test_the_page_offers_the_step_and_says_who_is_waited_for(kind, operation, own, lead):
    record = submitted(kind, operation)
    address = record.get_absolute_url()
    assert "must be confirmed by a supervisor" in text_of(signed_in(lead).get(address))
    buttons = words(parsed(signed_in(own).get(address)).css_first(".page-head-actions"))
    assert "Confirm" in buttons
    assert "Verify" not in buttons

    signed_in(own).post(f"{address}confirm/", {"version": record.version})

    page = signed_in(lead).get(address)
    assert "Confirmed by US-ICE" in text_of(page)
    assert "Verify" in words(parsed(page).css_first(".page-head-actions"))


def test_the_api_confirms_one_and_many(kind, operation, own):
    one, two = submitted(kind, operation), submitted(kind, operation)
    client = signed_in(own)

    first = post(client, f"{ADDRESSES[kind]}{one.pk}/confirm/", {}, if_match="*")
    many = post(client, f"{ADDRESSES[kind]}confirm/", [{"id": str(two.pk), "version": two.version}])

    assert (first.status_code, first.json()["confirmed_at"] is None) == (200, False)
    assert many.status_code == 200, many.content
    assert type(two).objects.get(pk=two.pk).confirmed_by == own

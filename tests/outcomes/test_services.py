"""Entering results: everything wrong is said at once, and nothing is half saved."""

import datetime

import pytest

from common.errors import Invalid, NotAllowed, Outdated, Refused
from measures.models import Measure, Unit
from measures.partial_date import PartialDate
from operations.models import Operation, Outcome, Participation
from operations.services import record_operation, record_participation
from outcomes.services import change_outcome, record_outcome
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return UserFactory()


def outcome(**changed) -> Outcome:
    fields = {
        "measure": Measure.objects.get(code="PEOPLE.ARRESTED"),
        "quantity": 18,
        "unit": Unit.objects.quantity("C62"),
        "date": PartialDate.parse("2009-07"),
    }
    return Outcome(**(fields | changed))


def test_a_result_is_entered_as_a_draft_of_its_authors_agency(analyst):
    entered = record_outcome(outcome(), by=analyst)

    assert (entered.owner, entered.created_by, entered.state) == (analyst.agency, analyst, "draft")
    assert entered.reference.startswith(f"{analyst.agency.code}-")
    assert not entered.counts


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        pytest.param({"quantity": -1}, "quantity", "negative", id="a-negative-number"),
        pytest.param({"quantity": "1.5"}, "quantity", "whole", id="half-a-person"),
        pytest.param({"unit": None}, "unit", "unit", id="a-number-without-unit"),
        pytest.param({"qualifier": "roughly"}, "qualifier", "not a valid choice", id="an-unknown-qualifier"),
        pytest.param({"marking": "TLP:WHITE"}, "marking", "not a valid choice", id="an-unknown-marking"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(analyst, changed, field, sentence):
    with pytest.raises(Invalid) as refusal:
        record_outcome(outcome(**changed), by=analyst)

    assert any(sentence in message for message in refusal.value.errors[field])
    assert not Outcome.objects.exists()


def test_a_date_in_the_future_is_refused(analyst):
    tomorrow = datetime.date.today() + datetime.timedelta(days=2)  # noqa: DTZ011

    with pytest.raises(Invalid) as refusal:
        record_outcome(outcome(date=PartialDate(tomorrow, tomorrow, "day")), by=analyst)

    assert "future" in refusal.value.errors["date"][0]


def test_a_measure_of_goods_is_no_outcome(analyst):
    with pytest.raises(Invalid) as refusal:
        record_outcome(outcome(measure=Measure.objects.get(code="NARC.COCAINE")), by=analyst)

    assert "measure" in refusal.value.errors


def test_persons_are_not_weighed(analyst):
    with pytest.raises(Invalid) as refusal:
        record_outcome(outcome(unit=Unit.objects.quantity("KGM")), by=analyst)

    assert "not measured in" in refusal.value.errors["unit"][0]


def test_a_part_is_not_larger_than_its_whole(analyst):
    whole = OutcomeFactory(quantity="50", owner=analyst.agency, verified=True)
    record_outcome(outcome(part_of=whole, quantity=30), by=analyst)

    with pytest.raises(Invalid) as refusal:
        record_outcome(outcome(part_of=whole, quantity=21), by=analyst)

    assert "51" in refusal.value.errors["part_of"][0]
    record_outcome(outcome(part_of=whole, quantity=20), by=analyst)


def test_a_whole_does_not_shrink_below_its_parts(analyst):
    whole = OutcomeFactory(quantity="50", owner=analyst.agency, created_by=analyst)
    OutcomeFactory(part_of=whole, quantity="30", owner=analyst.agency)
    whole.quantity = 29

    with pytest.raises(Invalid):
        change_outcome(whole, by=analyst)


def test_a_record_is_not_a_part_of_its_own_part(analyst):
    whole = OutcomeFactory(quantity="50", owner=analyst.agency, created_by=analyst)
    part = OutcomeFactory(part_of=whole, quantity="50", owner=analyst.agency)
    whole.part_of = part

    with pytest.raises(Invalid) as refusal:
        change_outcome(whole, by=analyst)

    assert "itself a part" in refusal.value.errors["part_of"][0]


def test_nothing_is_recorded_in_an_operation_that_one_may_not_see(analyst):
    with pytest.raises(Invalid) as refusal:
        record_outcome(outcome(operation=OperationFactory(amber=True)), by=analyst)

    assert refusal.value.errors == {"operation": ["There is no such operation."]}


@pytest.mark.parametrize("role", ["partner", "auditor", "administrator"])
def test_only_those_who_enter_results_do(role):
    with pytest.raises(NotAllowed):
        record_outcome(outcome(), by=UserFactory(role=role))


def test_another_agencys_record_is_not_changed():
    record = OutcomeFactory()

    with pytest.raises(NotAllowed, match="own people"):
        change_outcome(record, by=UserFactory())


def test_the_second_of_two_editors_is_told(analyst):
    record = OutcomeFactory(owner=analyst.agency, created_by=analyst)
    first = Outcome.objects.get(pk=record.pk)
    first.quantity = 11
    change_outcome(first, by=analyst, version=1)

    with pytest.raises(Outdated, match="since you opened it"):
        change_outcome(record, by=analyst, version=1)


def test_a_verified_record_is_not_edited():
    record = OutcomeFactory(verified=True)

    with pytest.raises(Refused, match="Amend"):
        change_outcome(record, by=record.created_by)


def test_an_operation_is_changed_by_those_who_lead_it():
    operation = OperationFactory()
    lead = ParticipationFactory(operation=operation, role=Participation.Role.LEAD).agency
    operation.name = "Renamed"

    with pytest.raises(NotAllowed):
        record_operation(operation, by=UserFactory())
    record_operation(operation, by=UserFactory(agency=lead))

    assert Operation.objects.get(pk=operation.pk).name == "Renamed"


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        pytest.param(False, False, True, id="two-sole-leads"),
        pytest.param(True, False, True, id="one-joint-one-sole"),
        pytest.param(True, True, False, id="both-jointly"),
    ],
)
def test_one_agency_leads_unless_all_lead_jointly(analyst, first, second, refused):
    operation = OperationFactory(owner=analyst.agency)
    ParticipationFactory(operation=operation, role="lead", joint_lead=first)
    another = Participation(operation=operation, agency=AgencyFactory(), role="lead", joint_lead=second)

    if refused:
        with pytest.raises(Invalid, match="lead agency already"):
            record_participation(another, by=analyst)
    else:
        record_participation(another, by=analyst)

    assert operation.participations.count() == (1 if refused else 2)


def test_an_operation_does_not_end_before_it_starts(analyst):
    operation = OperationFactory.build(owner=analyst.agency, starts="2010", ends="2009")

    with pytest.raises(Invalid, match="ends before it starts"):
        record_operation(operation, by=analyst)

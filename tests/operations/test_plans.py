"""What an operation expects: set by those who steer it, checked, copied and removed through the services."""

import pytest
from django.db import IntegrityError, transaction

from agencies.models import Agency
from common.db.seen import Seen, digest_of
from common.errors import Invalid, NotAllowed, Outdated, Refused
from measures.models import Measure, Unit
from operations import services
from operations.models import Plan, Target
from tests.calls import person
from tests.factories.operations import OperationFactory, ParticipationFactory, PlanFactory, TargetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return person()


@pytest.fixture
def operation(analyst):
    return OperationFactory(owner=analyst.agency, starts="2009-01", ends="2009-06")


def target(operation, measure="NARC.COCAINE", unit="KGM", value="100", **more):
    row = Target(operation=operation, measure=Measure.objects.get(code=measure), value=value, **more)
    row.unit = Unit.objects.filter(code=unit).first() if unit else None
    return row


def test_a_target_of_goods_is_of_what_is_seized(operation, analyst):
    row = services.record_target(target(operation), by=analyst)

    assert (row.stage, Target.objects.get().value) == ("seized", 100)
    event = Target.pgh_event_model.objects.get()
    assert event.pgh_context.metadata["action"] == "target recorded"


@pytest.mark.parametrize(
    ("made", "field", "sentence"),
    [
        ({"unit": "LTR", "measure": "PEOPLE.ARRESTED"}, "unit", "is not measured in"),
        ({"unit": "USD", "measure": "PEOPLE.ARRESTED"}, "unit", "is not measured in"),
        (
            {"unit": "C62", "measure": "PEOPLE.ARRESTED", "stage": "seized"},
            "stage",
            "Only goods have a stage.",
        ),
        ({"unit": None}, "unit", "Choose the unit"),
        ({"value": "-1"}, "value", "cannot be negative"),
    ],
)
def test_what_no_record_can_reach_is_no_target(operation, analyst, made, field, sentence):
    with pytest.raises(Invalid) as refused:
        services.record_target(target(operation, **made), by=analyst)

    assert sentence in " ".join(refused.value.errors[field])
    assert not Target.objects.exists()


def test_a_target_is_set_once_and_of_who_takes_part(operation, analyst):
    services.record_target(target(operation), by=analyst)
    with pytest.raises(Invalid, match="already"):
        services.record_target(target(operation), by=analyst)
    with pytest.raises(Invalid, match="does not take part"):
        services.record_target(target(operation, agency=Agency.objects.get(code="US-FBI")), by=analyst)

    ParticipationFactory(operation=operation, agency="US-FBI")
    services.record_target(target(operation, agency=Agency.objects.get(code="US-FBI")), by=analyst)

    assert Target.objects.count() == 2


def test_only_those_who_steer_plan(operation):
    other = person("analyst", "US-FBI")
    ParticipationFactory(operation=operation, agency="US-FBI")
    for act in (
        lambda: services.record_plan(Plan(operation=operation), by=other),
        lambda: services.record_target(target(operation), by=other),
        lambda: services.copy_plan(operation, source=PlanFactory().operation, by=other),
        lambda: services.remove_target(TargetFactory(operation=operation), by=other),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_plan_needs_a_first_day_and_is_the_only_one(operation, analyst):
    dateless = OperationFactory(owner=analyst.agency)
    with pytest.raises(Invalid, match="from when"):
        services.record_plan(Plan(operation=dateless, every="month"), by=analyst)
    services.record_plan(Plan(operation=dateless, every="once"), by=analyst)
    services.record_plan(Plan(operation=operation, every="month"), by=analyst)
    with pytest.raises(Invalid, match="already exists"):
        services.record_plan(Plan(operation=operation), by=analyst)


@pytest.mark.parametrize("wrong", [{"every": "week"}, {"due_days": 367}, {"review_levels": 3}])
def test_the_database_knows_what_a_plan_may_be(operation, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanFactory(operation=operation, **wrong)


def test_a_plan_is_copied_with_its_targets(operation, analyst):
    source = PlanFactory(every="quarter", due_days=7, operation__starts="2008").operation
    TargetFactory(operation=source, date="2008-01")
    TargetFactory(operation=source, measure="NARC", unit="KGM", stage="seized", agency="US-FBI")

    for _twice in range(2):
        services.copy_plan(operation, source=source, by=analyst)

    plan = Plan.objects.get(operation=operation)
    assert (plan.every, plan.due_days) == ("quarter", 7)
    # That of an agency that does not take part is left out, and so are days.
    assert [(row.measure.code, str(row.date)) for row in operation.targets.all()] == [("PEOPLE.ARRESTED", "")]


def test_a_copy_may_differ_from_its_template(operation, analyst):
    source = PlanFactory(every="quarter", due_days=7).operation

    plan = services.copy_plan(operation, source=source, by=analyst, changes={"due_days": 9})

    assert (plan.every, plan.due_days) == ("quarter", 9)


def test_nothing_is_copied_if_what_is_to_differ_is_wrong(operation, analyst):
    source = PlanFactory(every="quarter").operation
    TargetFactory(operation=source)

    with pytest.raises(Invalid) as refused:
        services.copy_plan(operation, source=source, by=analyst, changes={"due_days": 900})

    assert refused.value.errors.keys() == {"due_days"}
    assert not Plan.objects.filter(operation=operation).exists()
    assert not operation.targets.exists()


def test_a_hidden_plan_is_not_copied(operation, analyst):
    hidden = PlanFactory(operation=OperationFactory(marking="TLP:RED"))
    with pytest.raises(Refused, match="no such operation"):
        services.copy_plan(operation, source=hidden.operation, by=analyst)


def test_what_was_changed_meanwhile_is_not_removed(operation, analyst):
    row = TargetFactory(operation=operation)
    seen = Seen(digest_of(row))
    Target.objects.filter(pk=row.pk).update(value=7)
    with pytest.raises(Outdated):
        services.remove_target(row, by=analyst, seen=seen)

    services.remove_target(row, by=analyst, seen=Seen(digest_of(Target.objects.get())), reason="Not ours.")

    assert not Target.objects.exists()
    last = Target.pgh_event_model.objects.order_by("-pgh_id").first()
    assert last.pgh_context.metadata["reason"] == "Not ours."

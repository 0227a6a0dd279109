"""The plan and the targets of an operation are set beside it, copied and removed there."""

import pytest
from django.urls import reverse

from operations.models import Plan, Target
from tests.calls import person, signed_in
from tests.entry import beside, text_of
from tests.factories.operations import (
    OperationFactory,
    OutcomeFactory,
    ParticipationFactory,
    PlanFactory,
    TargetFactory,
)
from tests.page import element, parsed, value_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return signed_in(person())


@pytest.fixture
def operation():
    return OperationFactory(owner="US-ICE", code="ATLAS", starts="2009-01", ends="2009-03")


def sent(client, address, **changed):
    """What the page at the address sends back."""
    form = parsed(client.get(address)).css_first("form[data-entry]")
    controls = form.css("input[name], select[name], textarea[name]")
    return {each.attributes["name"]: value_of(each) for each in controls} | changed


def test_a_target_stands_beside_what_is_recorded(client, operation):
    OutcomeFactory(operation=operation, verified=True, quantity="60", qualifier="at_least")
    page = client.get(reverse("target-new", args=["ATLAS"]))
    assert page.status_code == 200

    response = client.post(
        reverse("target-new", args=["ATLAS"]),
        {"measure": "PEOPLE.ARRESTED", "value": "120", "unit": "C62", "date": "2009-Q1"},
    )

    row = Target.objects.get()
    assert (row.value, row.unit.code, str(row.date)) == (120, "C62", "2009-Q1")
    section = words(element(parsed(client.get(response.url)), "targets"))
    assert "Arrested" in section
    assert "120" in section
    assert "nothing recorded" in section, "the arrests of July are in no first quarter"


def test_the_share_keeps_its_qualifier(client, operation):
    TargetFactory(operation=operation, value="120")
    OutcomeFactory(operation=operation, verified=True, quantity="60", qualifier="at_least")

    section = words(element(parsed(client.get(reverse("operation-targets", args=["ATLAS"]))), "targets"))

    assert "more than 60" in section
    assert "more than 50 %" in section


def test_what_is_wrong_stands_beside_its_field(client, operation):
    response = client.post(
        reverse("target-new", args=["ATLAS"]), {"measure": "PEOPLE.ARRESTED", "value": "3 kg"}
    )

    assert "is not measured in" in beside(response, "id_unit")
    assert not Target.objects.exists()


def test_a_target_is_one_number(client, operation):
    response = client.post(
        reverse("target-new", args=["ATLAS"]), {"measure": "PEOPLE.ARRESTED", "value": "10-12", "unit": "C62"}
    )

    assert "Write one number" in beside(response, "id_value")
    assert not Target.objects.exists()


def test_a_plan_is_made_and_edited_on_one_page(client, operation):
    address = reverse("plan-edit", args=["ATLAS"])
    ParticipationFactory(operation=operation, agency="US-DEA")
    ParticipationFactory(operation=operation, agency="US-FBI", excused=True)
    client.post(address, sent(client, address, every="month", due_days="10"))
    response = client.post(address, sent(client, address, due_days="12", why="They asked."))

    assert (Plan.objects.get().every, Plan.objects.get().due_days) == ("month", 12)
    section = words(element(parsed(client.get(response.url)), "plan"))
    assert "12 days after the end" in section
    assert "US-DEA" in section
    assert "US-FBI" not in section


def test_a_plan_that_was_changed_meanwhile_is_not_overwritten(client, operation):
    PlanFactory(operation=operation)
    address = reverse("plan-edit", args=["ATLAS"])
    fields = sent(client, address, due_days="12")
    Plan.objects.update(due_days=3)

    assert client.post(address, fields).status_code == 409
    assert Plan.objects.get().due_days == 3


def test_a_plan_is_copied_and_a_target_removed(client, operation):
    other = PlanFactory(every="quarter", operation__starts="2008").operation
    TargetFactory(operation=other)
    page = client.get(reverse("operation-targets", args=["ATLAS"]))
    assert other.name in text_of(page)

    client.post(reverse("plan-copy", args=["ATLAS"]), {"template": other.code})

    assert Plan.objects.get(operation=operation).every == "quarter"
    row = operation.targets.get()
    version = value_of(
        parsed(client.get(reverse("target-edit", args=["ATLAS", row.pk]))).css_first("[name=version]")
    )
    client.post(reverse("target-remove", args=["ATLAS", row.pk]), {"version": version})
    assert not operation.targets.exists()


def test_who_does_not_steer_reads_and_sets_nothing(operation):
    ParticipationFactory(operation=operation, agency="US-FBI")
    other = signed_in(person("analyst", "US-FBI"))

    page = other.get(reverse("operation-targets", args=["ATLAS"]))

    assert page.status_code == 200
    assert reverse("target-new", args=["ATLAS"]) not in text_of(page)
    assert other.get(reverse("target-new", args=["ATLAS"])).status_code == 403
    assert other.post(reverse("plan-copy", args=["ATLAS"]), {"template": "X"}).status_code in (302, 403)

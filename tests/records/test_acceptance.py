"""Nobody moves another's totals alone: who is named by others accepts or objects, and counts only where they accept."""

import pytest
from django.db import IntegrityError, transaction

from common.errors import Invalid, NotAllowed, Outdated, Refused
from figures.ledger.reconciliation import reconcile
from operations.models import Outcome
from outcomes.services import record_outcome
from records.services import accept, object_to, submit
from seizures import services
from seizures.models import Credit, Seizure
from tests.calls import person
from tests.factories.agencies import UserFactory
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import SeizureFactory
from tests.records.credited import agency, credited, kilograms
from tests.taken import cocaine

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("code", "counts"), [("US-DEA", 10), ("US-CBP", 10), ("US-FBI", 0), ("US-ATF", 0)])
def test_between_participants_of_one_operation_it_counts_at_once(dea, rim, code, counts):
    credited(dea, rim, **({"agencies": [code]} if code != "US-DEA" else {}))

    assert kilograms(agency=(code,)) == counts
    assert kilograms(operation=("RIM",)) == kilograms() == 10


@pytest.mark.parametrize(("code", "counts"), [("US-DEA", 10), ("US-CBP", 10), ("US-FBI", 0)])
def test_whoever_is_said_to_have_seized_it_is_asked_too(dea, rim, code, counts):
    credited(dea, rim, seized_by=code)

    assert kilograms(agency=(code,)) == counts
    assert kilograms() == 10


def test_outside_of_operations_everybody_else_is_asked(dea):
    credited(dea, agencies=["US-CBP"])

    assert (kilograms(agency=("US-CBP",)), kilograms(agency=("US-DEA",))) == (0, 10)


def test_the_lead_of_an_operation_needs_to_ask_nobody(rim):
    credited(person("analyst", "US-ICE"), rim, agencies=["US-FBI"])

    assert kilograms(agency=("US-FBI",)) == 10


def test_an_operation_is_credited_as_its_lead_accepts(dea, rim):
    seizure = credited(dea, operations=[rim])
    assert kilograms(operation=("RIM",)) == 0

    accept(seizure, by=person("supervisor", "US-ICE"))

    assert kilograms(operation=("RIM",)) == 10
    assert reconcile(repairs=False).drifted_records == 0


@pytest.mark.parametrize("accepts", ["US-FBI", "US-ICE"])
def test_the_agency_itself_or_the_lead_accepts(dea, rim, accepts):
    seizure = credited(dea, rim, agencies=["US-FBI"])

    accept(seizure, by=person("supervisor", accepts))

    assert kilograms(agency=("US-FBI",)) == 10
    assert Seizure.objects.get().version == seizure.version + 1


@pytest.mark.parametrize(
    "who",
    [
        pytest.param(lambda: person("supervisor", "US-DEA"), id="the-recording-agency"),
        pytest.param(lambda: person("supervisor", "US-CBP"), id="another-participant"),
        pytest.param(lambda: person("analyst", "US-FBI"), id="an-analyst"),
        pytest.param(lambda: UserFactory(role="administrator"), id="an-administrator"),
    ],
)
def test_nobody_else_does(dea, rim, who):
    seizure = credited(dea, rim, agencies=["US-FBI"])

    with pytest.raises(NotAllowed):
        accept(seizure, by=who())

    assert kilograms(agency=("US-FBI",)) == 0


def test_who_objects_is_taken_out_until_they_accept_themselves(dea, rim):
    seizure = credited(dea, rim, agencies=["US-CBP"])
    cbp = person("supervisor", "US-CBP")

    object_to(seizure, by=cbp, reason="We were not there.")
    assert (kilograms(agency=("US-CBP",)), kilograms()) == (0, 10)
    with pytest.raises(NotAllowed):
        accept(seizure, by=person("supervisor", "US-ICE"))
    accept(seizure, by=cbp)

    assert kilograms(agency=("US-CBP",)) == 10
    assert reconcile(repairs=False).drifted_records == 0


def test_an_objection_says_why(dea, rim):
    seizure = credited(dea, rim, agencies=["US-CBP"])

    with pytest.raises(Invalid):
        object_to(seizure, by=person("supervisor", "US-CBP"), reason=" ")


def test_ones_own_result_is_not_objected_to(dea):
    seizure = credited(dea)

    with pytest.raises(NotAllowed):
        object_to(seizure, by=person("supervisor", "US-DEA"), reason="Not ours.")


@pytest.mark.parametrize("model", [Seizure, Outcome])
def test_the_database_lets_an_agencys_own_result_count(dea, model):
    record = (SeizureFactory if model is Seizure else OutcomeFactory)(owner="US-DEA")
    model.objects.update(**{model.acting: record.owner})

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(acceptance="pending")


def test_a_credit_that_is_given_anew_has_the_answer_that_was_given(dea, rim):
    draft = services.record_seizure(
        Seizure(operation=rim), items=[cocaine()], credits=[Credit(agency=agency("US-CBP"))], by=dea
    )
    submit(draft, by=dea)
    object_to(draft, by=person("supervisor", "US-CBP"), reason="We were not there.")
    draft = Seizure.objects.get()
    Seizure.objects.update(state="returned", state_reason="Mend it.")

    services.change_seizure(draft, credits=[Credit(agency=agency("US-CBP"), role="support")], by=dea)

    assert Credit.objects.get().acceptance == "objected"


def test_of_an_outcome_the_agency_is_asked(dea, rim):
    made = OutcomeFactory.build(
        owner=None, created_by=None, last_edited_by=None, operation=rim, agency=agency("US-FBI")
    )
    record_outcome(made, by=dea)
    assert Outcome.objects.get().acceptance == "pending"
    submit(made, by=dea)

    accept(made, by=person("supervisor", "US-FBI"))

    assert Outcome.objects.get().acceptance == "accepted"


def test_what_is_still_a_draft_is_nobody_elses_to_answer(dea, rim):
    draft = services.record_seizure(
        Seizure(operation=rim), items=[cocaine()], credits=[Credit(agency=agency("US-FBI"))], by=dea
    )

    with pytest.raises(Refused):
        accept(draft, by=person("supervisor", "US-FBI"))


def test_what_changed_since_it_was_looked_at_is_not_accepted_unseen(dea, rim):
    seizure = credited(dea, rim, agencies=["US-FBI"])

    with pytest.raises(Outdated):
        accept(seizure, by=person("supervisor", "US-FBI"), version=1)

"""Nobody moves another's totals alone: who is named by others accepts or objects, and counts only where they accept."""

import re

import pytest
from django.db import IntegrityError, transaction

from agencies.models import Agency
from common.errors import Invalid, NotAllowed, Outdated, Refused
from figures.answer.query import answer
from figures.ledger.reconciliation import reconcile
from figures.question.question import Question
from operations.models import Operation, Outcome
from outcomes.services import record_outcome
from records.services import accept, object_to, submit, verify
from seizures import services
from seizures.models import Credit, Seizure
from tests.calls import person, post, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory
from tests.factories.seizures import DispositionFactory, SeizureFactory
from tests.records.kinds import supervisor_of
from tests.taken import cocaine

pytestmark = pytest.mark.django_db


def agency(code):
    return Agency.objects.get(code=code)


@pytest.fixture
def dea():
    return person("analyst", "US-DEA")


@pytest.fixture
def rim():
    """ICE leads; DEA and CBP take part, FBI does not, ATF only observes."""
    operation = OperationFactory(code="RIM", owner="US-ICE")
    for code, role in (("US-DEA", "participant"), ("US-CBP", "participant"), ("US-ATF", "observer")):
        ParticipationFactory(operation=operation, agency=code, role=role)
    return operation


def credited(by, operation=None, **named):
    """A verified seizure of ten kilograms; `named` are codes of the agency that seized, and of others to credit."""
    seizure = Seizure(operation=operation, seizing_agency=agency(named.get("seized_by", by.agency.code)))
    credits = [Credit(agency=agency(code)) for code in named.get("agencies", ())]
    credits += [Credit(operation=each) for each in named.get("operations", ())]
    made = services.record_seizure(seizure, items=[cocaine()], credits=credits, by=by)
    submit(made, by=by)
    return verify(made, by=supervisor_of(made))


def kilograms(**place):
    reader = UserFactory(role="auditor", agency=None)
    return sum(figure.value for figure in answer(Question(measure=("NARC",), **place), reader).figures)


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


def amended(seizure, by, kilograms):
    """An amendment of the seizure, submitted."""
    amendment = services.amend_seizure(seizure, by=by, reason="Corrected.")
    item = amendment.items.select_related("measure", "unit").get()
    item.quantity = kilograms
    services.change_seizure(amendment, items=[item], by=by)
    return submit(amendment, by=by)


def test_what_was_accepted_is_accepted_as_it_was(dea, rim):
    seizure = credited(dea, rim, agencies=["US-FBI", "US-CBP"])
    fbi = person("supervisor", "US-FBI")
    accept(seizure, by=fbi)

    amendment = verify(amended(seizure, dea, 1_000_000), by=person("supervisor", "US-DEA"))

    assert (kilograms(agency=("US-FBI",)), kilograms(agency=("US-CBP",))) == (0, 1_000_000)
    accept(amendment, by=fbi)
    assert kilograms(agency=("US-FBI",)) == 1_000_000


def test_what_moves_no_total_is_not_accepted_anew(dea, rim):
    seizure = credited(dea, rim, agencies=["US-FBI"])
    accept(seizure, by=person("supervisor", "US-FBI"))

    amendment = services.amend_seizure(seizure, by=dea, reason="Told more.")
    amendment.note = "The crew was released."
    verify(submit(services.change_seizure(amendment, by=dea), by=dea), by=person("supervisor", "US-DEA"))

    assert kilograms(agency=("US-FBI",)) == 10


def test_of_what_an_open_amendment_changes_nothing_is_accepted_with_the_original(dea, rim):
    seizure = credited(dea, rim, agencies=["US-FBI"])
    amendment = amended(seizure, dea, 12)

    accept(seizure, by=person("supervisor", "US-FBI"))

    assert amendment.credits.get().acceptance == "pending"
    assert Seizure.objects.get(amends=None).credits.get().acceptance == "accepted"


def test_who_objects_to_a_record_objects_to_its_open_amendment(dea, rim):
    seizure = credited(dea, rim, agencies=["US-CBP"])
    amendment = amended(seizure, dea, 12)

    object_to(seizure, by=person("supervisor", "US-CBP"), reason="We were not there.")
    verify(amendment, by=person("supervisor", "US-DEA"))

    assert kilograms(agency=("US-CBP",)) == 0


def test_what_is_moved_to_another_operation_is_accepted_there(dea, rim):
    draft = services.record_seizure(
        Seizure(operation=rim), items=[cocaine()], credits=[Credit(agency=agency("US-CBP"))], by=dea
    )
    assert Credit.objects.get().acceptance == "accepted"

    draft.operation = None
    services.change_seizure(draft, by=dea)

    assert Credit.objects.get().acceptance == "pending"


def test_a_disposition_is_not_accepted_unseen(dea, rim):
    draft = submit(
        services.record_seizure(
            Seizure(operation=rim), items=[cocaine()], credits=[Credit(agency=agency("US-FBI"))], by=dea
        ),
        by=dea,
    )
    accept(draft, by=person("supervisor", "US-FBI"))
    Seizure.objects.update(state="returned", state_reason="Mend it.")

    services.record_disposition(
        DispositionFactory.build(item=draft.items.get(), stage="forfeited", quantity="10"), by=dea
    )

    assert Credit.objects.get().acceptance == "pending"


def test_whoever_leads_a_hidden_operation_is_asked_anew(dea, rim):
    draft = services.record_seizure(Seizure(), items=[cocaine()], credits=[Credit(operation=rim)], by=dea)
    Credit.objects.update(acceptance="accepted")
    Operation.objects.update(marking="TLP:AMBER+STRICT")
    draft.note = "Another."

    services.change_seizure(draft, by=dea)

    assert Credit.objects.get().acceptance == "pending"


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


def test_the_api_shows_asks_and_answers(dea, rim):
    seizure = credited(dea, rim, agencies=["US-FBI"])
    address = f"/api/v1/seizures/{seizure.pk}/"
    fbi = signed_in(person("supervisor", "US-FBI"))

    before = fbi.get(address).json()
    refused = post(signed_in(person("supervisor", "US-DEA")), f"{address}accept/")
    accepted = post(fbi, f"{address}accept/")
    objected = post(fbi, f"{address}object/", {"reason": "We were not there."})

    assert (before["acceptance"], before["credits"][0]["acceptance"]) == ("accepted", "pending")
    assert refused.status_code == 403
    assert accepted.json()["credits"][0]["acceptance"] == "accepted"
    assert objected.json()["credits"][0]["acceptance"] == "objected"


def test_the_pages_show_what_waits_and_take_the_answer(client, dea, rim):
    seizure = credited(dea, rim, agencies=["US-FBI"])
    client.force_login(person("supervisor", "US-FBI"))

    work = client.get("/my-work/").content.decode()
    page = client.get(seizure.get_absolute_url()).content.decode()
    client.post(f"/seizures/{seizure.pk}/accept/", {"version": seizure.version})

    assert "Wait for your acceptance" in work
    assert str(seizure) in work
    assert "waits to be accepted" in page
    assert f"/seizures/{seizure.pk}/accept/" in page
    assert Credit.objects.get().acceptance == "accepted"
    assert "Wait for your acceptance" not in client.get("/my-work/").content.decode()


def test_nobody_else_is_shown_that_it_waits(client, dea, rim):
    credited(dea, rim, agencies=["US-FBI"])
    client.force_login(person("supervisor", "US-CBP"))

    assert "Wait for your acceptance" not in client.get("/my-work/").content.decode()


def test_who_is_named_and_counted_at_once_is_notified(client, dea, rim):
    seizure = credited(dea, rim, agencies=["US-CBP"])
    client.force_login(person("supervisor", "US-CBP"))

    assert "counted for your agency" in client.get("/my-work/").content.decode()
    assert str(seizure) in client.get("/my-work/?state=named").content.decode()
    client.post(f"/seizures/{seizure.pk}/object/", {"version": seizure.version, "reason": "Not ours."})

    assert "counted for your agency" not in client.get("/my-work/").content.decode()
    assert kilograms(agency=("US-CBP",)) == 0


def test_the_page_shows_what_accepting_moves(client, dea, rim):
    seizure = credited(dea, rim, agencies=["US-FBI"])
    client.force_login(person("supervisor", "US-FBI"))

    page = client.get(seizure.get_absolute_url()).content.decode()

    moved = page.partition("What accepting changes")[2].partition("</section>")[0]
    assert "FBI" in moved
    assert re.search(r"10(\s|&nbsp;)kg", moved), moved


def test_the_admin_accepts_and_objects(client, dea, rim):
    seizure = credited(dea, rim, agencies=["US-FBI"])
    client.force_login(person("supervisor", "US-FBI"))
    sent = {"_selected_action": [str(seizure.pk)], "seen": f"{seizure.pk}:{seizure.version}"}

    client.post("/admin/seizures/seizure/", {"action": "accept", **sent})
    assert Credit.objects.get().acceptance == "accepted"
    sent["seen"] = f"{seizure.pk}:{seizure.version + 1}"
    client.post("/admin/seizures/seizure/", {"action": "object_to", "reason": "Not ours.", **sent})

    assert Credit.objects.get().acceptance == "objected"


def test_an_operations_page_lists_what_it_has_accepted(client, dea, rim):
    seizure = credited(dea, operations=[rim])
    client.force_login(dea)

    before = client.get("/operations/RIM/").content.decode()
    accept(seizure, by=person("supervisor", "US-ICE"))

    assert str(seizure) not in before
    assert str(seizure) in client.get("/operations/RIM/").content.decode()

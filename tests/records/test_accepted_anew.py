"""An acceptance is of what was looked at: what may move a total since is accepted anew."""

import pytest

from operations.models import Operation
from records.services import accept, object_to, submit, verify
from seizures import services
from seizures.models import Credit, Seizure
from tests.calls import person
from tests.factories.seizures import DispositionFactory
from tests.records.credited import agency, credited, kilograms
from tests.taken import cocaine

pytestmark = pytest.mark.django_db


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

"""An operation becomes a phase of another as the other's lead accepts: its totals are not the asker's to move."""

import pytest

from agencies.models import Agency
from common.errors import Invalid, NotAllowed, Outdated, Refused
from operations import services
from operations.discretion import Discretion
from operations.history import history_of
from operations.models import Operation
from tests.admin_page import filled
from tests.calls import person, post, send, signed_in
from tests.entry import operation as typed
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def umbrella():
    return OperationFactory(code="RIM", name="Pacific Rim", owner="US-ICE")


@pytest.fixture
def phase():
    return OperationFactory(code="INJ", name="Injection", owner="US-DEA")


def asked(phase, umbrella):
    phase.parent = umbrella
    return services.record_operation(phase, by=person("analyst", "US-DEA"))


def stored(phase):
    row = Operation.objects.get(pk=phase.pk)
    return row.parent, row.proposed_parent


def test_who_does_not_steer_the_umbrella_only_asks_for_it(phase, umbrella):
    asked(phase, umbrella)

    assert stored(phase) == (None, umbrella)


@pytest.mark.parametrize("role", ["lead", "coordinator"])
def test_who_steers_both_needs_to_ask_nobody(phase, umbrella, role):
    ParticipationFactory(operation=umbrella, agency="US-DEA", role=role)

    asked(phase, umbrella)

    assert stored(phase) == (umbrella, None)


def test_an_administrator_moves_no_totals_alone(phase, umbrella):
    phase.parent = umbrella

    services.record_operation(phase, by=UserFactory(role="administrator"))

    assert stored(phase) == (None, umbrella)


def test_a_new_operation_asks_too(umbrella):
    new = services.record_operation(
        Operation(code="NEW", name="New", kind="enforcement", parent=umbrella), by=person("analyst", "US-DEA")
    )

    assert stored(new) == (None, umbrella)


def test_a_phase_that_moves_to_another_umbrella_stays_until_that_is_settled(umbrella):
    before = OperationFactory(owner="US-DEA")
    phase = OperationFactory(owner="US-DEA", parent=before)

    asked(phase, umbrella)

    assert stored(phase) == (before, umbrella)


def test_the_umbrellas_lead_accepts(phase, umbrella):
    asked(phase, umbrella)
    lead = UserFactory(agency=ParticipationFactory(operation=umbrella, lead=True).agency)

    services.accept_phase(phase, by=lead)

    assert stored(phase) == (umbrella, None)
    assert str(history_of(phase, Discretion(lead))[0].what) == "Taken as a phase"


@pytest.mark.parametrize("agency", ["US-DEA", "US-CBP"])
def test_nobody_else_accepts(phase, umbrella, agency):
    asked(phase, umbrella)
    ParticipationFactory(operation=umbrella, agency="US-CBP")

    with pytest.raises(NotAllowed, match="lead and coordinating agencies of Pacific Rim"):
        services.accept_phase(phase, by=person("supervisor", agency))


@pytest.mark.parametrize(("agency", "may"), [("US-ICE", True), ("US-DEA", True), ("US-CBP", False)])
def test_either_side_says_no(phase, umbrella, agency, may):
    asked(phase, umbrella)

    if may:
        services.decline_phase(phase, by=person("analyst", agency), reason="Another year.")
        assert stored(phase) == (None, None)
    else:
        with pytest.raises(NotAllowed):
            services.decline_phase(phase, by=person("analyst", agency))


def test_what_asks_for_nothing_is_not_accepted(phase):
    with pytest.raises(Refused, match="does not ask"):
        services.accept_phase(phase, by=person())


def test_what_changed_since_it_was_looked_at_is_not_accepted_unseen(phase, umbrella):
    asked(phase, umbrella)

    with pytest.raises(Outdated):
        services.accept_phase(phase, by=person(), version=1)


def test_an_umbrella_that_became_a_phase_meanwhile_takes_none(phase, umbrella):
    asked(phase, umbrella)
    Operation.objects.filter(pk=umbrella.pk).update(parent=OperationFactory())

    with pytest.raises(Invalid, match="cannot have phases of its own"):
        services.accept_phase(phase, by=person())


def test_the_api_asks_and_accepts(phase, umbrella):
    theirs, ours = signed_in(person("analyst", "US-DEA")), signed_in(person("analyst", "US-ICE"))
    address = "/api/v1/operations/INJ/"

    asked = send(theirs, "PATCH", address, {"parent": "RIM"}, if_match="*").json()
    refused = post(theirs, f"{address}accept-phase/", if_match="*")
    accepted = post(ours, f"{address}accept-phase/", if_match="*")

    assert (asked["parent"], asked["proposed_parent"]) == (None, "RIM")
    assert refused.status_code == 403
    assert (accepted.status_code, accepted.json()["parent"], accepted.json()["proposed_parent"]) == (
        200,
        "RIM",
        None,
    )


def test_the_api_declines(phase, umbrella):
    asked(phase, umbrella)

    answer = post(
        signed_in(person()),
        "/api/v1/operations/INJ/decline-phase/",
        {"reason": "Another year."},
        if_match="*",
    )

    assert (answer.status_code, answer.json()["proposed_parent"]) == (200, None)
    assert history_of(phase, Discretion(person(agency="US-DEA")))[0].reason == "Another year."


def test_an_umbrella_that_the_reader_may_not_see_is_not_named(phase):
    hidden = OperationFactory(code="HIDDEN", marking="TLP:AMBER+STRICT")
    Operation.objects.filter(pk=phase.pk).update(proposed_parent=hidden)

    answer = signed_in(person()).get("/api/v1/operations/INJ/").json()

    assert answer["proposed_parent"] is None


def test_the_pages_ask_too(client, phase, umbrella):
    client.force_login(person("analyst", "US-DEA"))

    client.post(
        "/operations/INJ/edit/",
        typed({"agency": "US-DEA", "role": "lead"}, code="INJ", parent="RIM", version=1),
    )

    assert stored(phase) == (None, umbrella)


def test_the_admin_asks_too(client, phase, umbrella):
    client.force_login(person("analyst", "US-DEA"))
    page = f"/admin/operations/operation/{phase.pk}/change/"

    client.post(page, filled(client.get(page), parent=umbrella.pk))

    assert stored(phase) == (None, umbrella)
    assert Agency.objects.filter(code="US-DEA").exists()


def test_the_page_of_the_umbrella_shows_who_asks_and_takes_the_answer(client, phase, umbrella):
    asked(phase, umbrella)
    client.force_login(person("analyst", "US-ICE"))

    page = client.get("/operations/RIM/").content.decode()
    client.post("/operations/INJ/accept-phase/", {"version": 2})

    assert "Injection" in page
    assert "/operations/INJ/accept-phase/" in page
    assert stored(phase) == (umbrella, None)


@pytest.mark.parametrize("step", ["accept-phase", "decline-phase"])
def test_a_refusal_names_no_umbrella_that_is_hidden(phase, step):
    umbrella = OperationFactory(code="SECRET", name="Secret Tide", owner="US-ICE", marking="TLP:AMBER+STRICT")
    Operation.objects.filter(pk=phase.pk).update(proposed_parent=umbrella)
    nothing_asked = OperationFactory(owner="US-DEA", name=phase.name, code="OTHER")
    client = signed_in(person("supervisor", "US-FBI"))

    refused, plain = (
        post(client, f"/api/v1/operations/{row.code}/{step}/", if_match="*") for row in (phase, nothing_asked)
    )

    assert (refused.status_code, refused.json()["errors"]) == (plain.status_code, plain.json()["errors"])
    assert "Secret" not in refused.content.decode()


@pytest.mark.parametrize("door", ["/api/v1", ""])
@pytest.mark.parametrize("step", ["accept-phase", "decline-phase"])
def test_a_request_that_has_changed_since_it_was_read_is_not_answered(phase, umbrella, door, step):
    asked(phase, umbrella)
    lead, address = signed_in(person()), f"{door}/operations/INJ/{step}/"
    tag = lead.get("/api/v1/operations/INJ/").headers["ETag"]
    old = Operation.objects.get(pk=phase.pk).version
    Operation.objects.filter(pk=phase.pk).update(version=old + 1, scope="Three agencies.")

    for version, headers in ((old, {"if_match": tag}), ("x", {"if_match": "x"}), ("", {})):
        if door:
            assert post(lead, address, **headers).status_code == (412 if headers else 428)
        else:
            lead.post(address, {"version": version})

    assert stored(phase) == (None, umbrella)

"""Of what a record points at and its reader may not see neither name nor id is shown, and an edit leaves it alone."""

import pytest

from operations.models import Marking
from tests.admin_page import filled
from tests.calls import person, send, signed_in
from tests.entry import outcome as typed_outcome
from tests.entry import seizure as typed_seizure
from tests.entry import text_of
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory
from tests.factories.seizures import CreditFactory, SeizureFactory

pytestmark = pytest.mark.django_db

FACTORIES = {"seizure": SeizureFactory, "outcome": OutcomeFactory}
TYPED = {"seizure": typed_seizure, "outcome": typed_outcome}
ADMIN = {"seizure": "/admin/seizures/seizure/", "outcome": "/admin/operations/outcome/"}

every_kind = pytest.mark.parametrize("kind", FACTORIES)


@pytest.fixture
def editor():
    return person("analyst", "US-ICE")


@pytest.fixture
def pointing(kind, editor):
    """A draft of the editor's agency, part of a whole that only others may see, and amending another such."""
    make = FACTORIES[kind]
    whole, original = (
        make(marking=Marking.RED, reference=f"HIDDEN-{number}", verified=True) for number in (1, 2)
    )
    return make(owner=editor.agency, created_by=editor, part_of=whole, amends=original, reference="OURS")


def is_told(page, record):
    return any(str(name) in page for other in (record.part_of, record.amends) for name in (other, other.pk))


@every_kind
@pytest.mark.parametrize("at", ["alone", "listed"])
def test_the_api_gives_no_id_of_a_hidden_record(kind, pointing, at):
    path = f"/api/v1/{kind}s/"
    client = key_client(agency="US-ICE")

    row = (
        client.get(f"{path}{pointing.pk}/").json() if at == "alone" else client.get(path).json()["results"][0]
    )

    assert (row["reference"], row["part_of"], row["amends"], row["counted"]) == ("OURS", None, None, False)


@every_kind
def test_the_api_gives_the_id_of_a_record_that_is_seen(kind, pointing):
    for other in (pointing.part_of, pointing.amends):
        other.marking = Marking.GREEN
        other.save()

    row = key_client(agency="US-ICE").get(f"/api/v1/{kind}s/{pointing.pk}/").json()

    assert (row["part_of"], row["amends"]) == (str(pointing.part_of_id), str(pointing.amends_id))


@every_kind
def test_no_page_or_form_or_screen_names_a_hidden_record_or_leads_to_it(kind, pointing, editor):
    client, page = signed_in(editor), pointing.get_absolute_url()
    screen = f"{ADMIN[kind]}{pointing.pk}"

    for address in (page, f"{page}edit/", f"{screen}/change/", f"{screen}/history/", ADMIN[kind]):
        response = client.get(address)
        assert response.status_code == 200
        assert not is_told(response.content.decode(), pointing), address


@every_kind
def test_an_edit_on_the_page_leaves_a_hidden_whole(kind, pointing, editor):
    client, page = signed_in(editor), f"{pointing.get_absolute_url()}edit/"

    response = client.post(page, TYPED[kind](version=pointing.version, reference="OURS", note="Edited."))

    assert response.status_code == 302, text_of(response)
    assert edited(pointing) == ("Edited.", pointing.part_of_id)


@every_kind
def test_the_page_does_not_say_whether_a_typed_reference_is_the_hidden_whole_s(kind, pointing, editor):
    client, page = signed_in(editor), f"{pointing.get_absolute_url()}edit/"

    answers = [
        client.post(page, TYPED[kind](version=pointing.version, part_of=reference))
        for reference in ("HIDDEN-1", "HIDDEN-9")
    ]

    assert [answer.status_code for answer in answers] == [200, 200]


@every_kind
def test_an_edit_in_the_admin_leaves_a_hidden_whole(kind, pointing, editor):
    client, screen = signed_in(editor), f"{ADMIN[kind]}{pointing.pk}/change/"

    response = client.post(screen, filled(client.get(screen), note="Edited."))

    assert response.status_code == 302
    assert edited(pointing) == ("Edited.", pointing.part_of_id)


@every_kind
@pytest.mark.parametrize("sent", [{"marking": "TLP:AMBER"}, {"marking": "TLP:AMBER", "part_of": None}])
def test_a_patch_leaves_a_hidden_whole(kind, pointing, sent):
    client, path = key_client(agency="US-ICE"), f"/api/v1/{kind}s/{pointing.pk}/"

    response = send(client, "PATCH", path, sent, if_match=client.get(path)["ETag"])

    assert response.status_code == 200, response.content
    pointing.refresh_from_db()
    assert (pointing.marking, pointing.part_of.reference) == ("TLP:AMBER", "HIDDEN-1")


def edited(record):
    stored = type(record).objects.get(pk=record.pk)
    return stored.note, stored.part_of_id


@pytest.fixture
def credited(editor):
    """A draft that credits an operation which its own agency may not see, beside an agency."""
    seizure = SeizureFactory(owner=editor.agency, created_by=editor, reference="OURS")
    hidden = OperationFactory(name="Hidden Tide", code="HIDDEN-TIDE", marking=Marking.AMBER_STRICT)
    CreditFactory(seizure=seizure, agency=None, operation=hidden)
    CreditFactory(seizure=seizure, agency="US-FBI")
    return seizure


def test_an_edit_at_any_door_leaves_the_credit_of_a_hidden_operation(credited, editor):
    client, page = signed_in(editor), f"{credited.get_absolute_url()}edit/"
    screen, path = f"{ADMIN['seizure']}{credited.pk}/change/", f"/api/v1/seizures/{credited.pk}/"

    for address in (page, screen):
        assert "HIDDEN-TIDE" not in client.get(address).content.decode()
        assert "Hidden Tide" not in client.get(address).content.decode()
    answers = [
        client.post(page, typed_seizure(version=credited.version, reference="OURS")),
        client.post(screen, filled(client.get(screen), note="Edited.")),
        send(client, "PATCH", path, {"credits": []}, if_match=client.get(path)["ETag"]),
        send(client, "PATCH", path, {"conveyance": "car"}, if_match=client.get(path)["ETag"]),
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 200, 200]
    assert [credit.operation.code for credit in credited.credits.all()] == ["HIDDEN-TIDE"]


def test_an_edit_leaves_a_hidden_umbrella(editor):
    umbrella = OperationFactory(code="HIDDEN-UMBRELLA", name="Hidden Tide", marking=Marking.AMBER_STRICT)
    phase = OperationFactory(code="PHASE", owner=editor.agency, parent=umbrella)
    ParticipationFactory(operation=phase, agency="US-ICE", lead=True)
    client, screen = signed_in(editor), f"/admin/operations/operation/{phase.pk}/change/"
    path = "/api/v1/operations/PHASE/"

    shown = [client.get(address).content.decode() for address in (screen, f"{phase.get_absolute_url()}edit/")]
    answers = [
        client.post(screen, filled(client.get(screen), scope="Edited.")),
        send(client, "PATCH", path, {"parent": None}, if_match=client.get(path)["ETag"]),
    ]

    assert not any(
        word in page for page in shown for word in ("HIDDEN-UMBRELLA", "Hidden Tide", str(umbrella.pk))
    )
    assert [answer.status_code for answer in answers] == [302, 200]
    phase.refresh_from_db()
    assert (phase.scope, phase.parent) == ("Edited.", umbrella)


@pytest.mark.parametrize("kind", FACTORIES)
def test_an_own_record_in_a_hidden_phase_is_not_found_by_the_umbrella(kind):
    """As an agency has them that was taken out of the phase."""
    umbrella = OperationFactory(code="UMBRELLA")
    hidden = OperationFactory(parent=umbrella, marking="TLP:RED")
    seen = OperationFactory(parent=umbrella)
    own, other = (
        FACTORIES[kind](owner="US-ICE", operation=phase, verified=True, marking="TLP:RED")
        for phase in (hidden, seen)
    )
    reader = person("analyst", "US-ICE")
    for record in (own, other):
        record.readers.add(reader)
    client = signed_in(reader)

    lists = [f"/{kind}s/?operation=UMBRELLA", f"/api/v1/{kind}s/?operation=UMBRELLA"]

    assert client.get(own.get_absolute_url()).status_code == 200
    for address in lists:
        found = client.get(address).content.decode()
        assert (str(own.pk) in found, str(other.pk) in found) == (False, True)

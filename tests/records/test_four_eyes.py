"""Nobody verifies what they wrote any part of, in person or by a key that they made."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from agencies.models import Agency, Scope
from agencies.services import make_key
from common.errors import NotAllowed, Refused
from operations.models import Outcome
from records.services import return_to_author, submit, verify, withdraw
from seizures.services import record_disposition
from tests.calls import person, post, send, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import DispositionFactory, SeizureFactory
from tests.records.kinds import ADDRESSES, FACTORIES, amend, change

pytestmark = pytest.mark.django_db
OUTCOMES = "/api/v1/outcomes/"
ARRESTED = {"measure": "PEOPLE.ARRESTED", "quantity": "18", "unit": "C62"}


@pytest.fixture
def supervisor():
    return person("supervisor")


@pytest.mark.parametrize("kind", FACTORIES)
def test_who_wrote_the_amount_does_not_verify_it_after_others_have_edited(kind, supervisor):
    record = FACTORIES[kind](owner=supervisor.agency)
    change(record, 1000000, by=supervisor)
    record.refresh_from_db()
    change(record, 1000001, by=record.created_by)
    submit(record, by=record.created_by)

    with pytest.raises(NotAllowed, match="You wrote a part"):
        verify(record, by=supervisor)
    with pytest.raises(NotAllowed, match="You wrote a part"):
        return_to_author(record, by=supervisor, reason="Mend it.")
    assert record not in type(record).objects.decidable_by(supervisor)


@pytest.mark.parametrize("kind", FACTORIES)
def test_an_edit_that_changes_nothing_changes_no_author(kind, supervisor):
    record = FACTORIES[kind](owner="US-ICE", created_by=supervisor)
    api = signed_in(person())

    response = send(api, "PATCH", f"{ADDRESSES[kind]}{record.pk}/", {}, if_match="*")

    record.refresh_from_db()
    assert response.status_code == 200
    assert (record.last_edited_by, record.version) == (supervisor, 1)
    submit(record, by=supervisor)
    with pytest.raises(NotAllowed):
        verify(record, by=supervisor)


@pytest.mark.parametrize("kind", FACTORIES)
def test_what_was_read_and_sent_back_is_no_edit(kind, supervisor):
    record = FACTORIES[kind](owner="US-ICE", created_by=supervisor, country="COL", date="2009-Q3")
    api, address = signed_in(person()), f"{ADDRESSES[kind]}{record.pk}/"

    send(api, "PUT", address, api.get(address).json(), if_match="*")

    record.refresh_from_db()
    assert (record.last_edited_by, record.version) == (supervisor, 1)


def test_what_became_of_an_item_is_a_part_of_what_is_verified(supervisor):
    seizure = SeizureFactory(owner=supervisor.agency)
    record_disposition(DispositionFactory.build(item=seizure.items.get()), by=supervisor)
    submit(seizure, by=seizure.created_by)

    with pytest.raises(NotAllowed, match="You wrote a part"):
        verify(seizure, by=supervisor)


def keyed(by, holder=None):
    """The headers of a key; of one that the command made without naming a holder where `by` is None."""
    holder = holder or (by and UserFactory(agency="US-ICE"))
    agency = Agency.objects.get(code="US-ICE")
    _key, raw = make_key(agency=agency, name="Intake", scopes=Scope.values, by=by, holder=holder)
    return {"authorization": f"Bearer {raw}"}


def enter_by_key(headers):
    """The address of an outcome that the key has entered and submitted."""
    client = Client(headers=headers)
    entered = post(client, OUTCOMES, ARRESTED).json()
    assert post(client, f"{entered['url']}submit/", if_match="*").status_code == 200
    return entered["url"]


def test_a_keys_entry_is_not_verified_by_its_maker(supervisor):
    """Whoever was an administrator when the key was made is a supervisor now."""
    maker = UserFactory(role="administrator", agency=supervisor.agency)
    url = enter_by_key(keyed(maker))
    maker.role = "supervisor"
    maker.save()

    refused = post(signed_in(maker), f"{url}verify/", if_match="*")

    assert refused.status_code == 403
    assert post(signed_in(supervisor), f"{url}verify/", if_match="*").status_code == 200


def test_a_keys_edit_makes_its_maker_an_author(client, supervisor):
    maker = UserFactory(role="administrator", agency=supervisor.agency)
    record = OutcomeFactory(owner="US-ICE")
    headers = keyed(maker) | {"if-match": "*"}

    client.patch(
        f"{OUTCOMES}{record.pk}/", {"quantity": "19"}, content_type="application/json", headers=headers
    )

    record.refresh_from_db()
    assert maker.pk in record.authors


@pytest.mark.parametrize("kind", FACTORIES)
def test_an_amendment_has_its_own_authors(kind, supervisor):
    """Whoever wrote what another person has verified since may verify what a third one makes of it."""
    original = FACTORIES[kind](owner=supervisor.agency, created_by=supervisor, verified=True)
    analyst = UserFactory(agency=supervisor.agency)
    amendment = amend(original, by=analyst)
    change(amendment, 7, by=analyst)
    submit(amendment, by=analyst)

    assert verify(amendment, by=supervisor).counts


def test_who_wrote_a_verified_record_does_not_withdraw_it(supervisor):
    record = OutcomeFactory(owner=supervisor.agency, verified=True, authors=[supervisor.pk])

    with pytest.raises(NotAllowed, match="You wrote a part"):
        withdraw(record, by=supervisor, reason="It did not happen.")


def test_the_database_refuses_an_author_among_several_as_verifier():
    record = OutcomeFactory(verified=True)

    with pytest.raises(IntegrityError, match="outcome_verifier_wrote_no_part"), transaction.atomic():
        Outcome.objects.filter(pk=record.pk).update(authors=[record.created_by_id, record.verified_by_id])


def test_a_red_record_needs_a_reader_who_wrote_none_of_it(supervisor):
    record = OutcomeFactory(owner=supervisor.agency, marking="TLP:RED", readers=[supervisor])
    change(record, 11, by=supervisor)

    with pytest.raises(Refused, match="Name a supervisor"):
        submit(record, by=record.created_by)

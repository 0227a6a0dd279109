"""Nobody verifies what a key wrote that they answer for, and none of its agency what one without a holder wrote."""

import pytest
from django.db import IntegrityError, transaction

from agencies.models import Agency, ApiKey, Scope
from agencies.services import make_key, name_holder
from common.errors import NotAllowed, Refused
from records.services import return_to_author, submit, verify, withdraw
from records.services.many import verify_all
from tests.calls import person, post, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, ParticipationFactory
from tests.records.kinds import ADDRESSES, FACTORIES, change

pytestmark = pytest.mark.django_db


@pytest.fixture
def holder():
    return person("supervisor")


@pytest.fixture
def other():
    """Another supervisor of the same agency."""
    return person("supervisor")


def a_key(holder, code="US-ICE"):
    """A key of the agency; without a holder, as keys of before there were any."""
    agency = Agency.objects.get(code=code)
    held = holder or UserFactory(agency=agency)
    key, _raw = make_key(agency=agency, name="Intake", scopes=Scope.values, by=None, holder=held)
    if holder is None:
        ApiKey.objects.filter(pk=key.pk).update(holder=None)
        key.refresh_from_db()
    return key


def entered_by(key, kind, **facts):
    """A submitted record in which the key wrote an amount."""
    record = FACTORIES[kind](owner=key.agency, **facts)
    change(record, 1000, by=key.account)
    record.refresh_from_db()
    return submit(record, by=key.account)


@pytest.mark.parametrize("kind", FACTORIES)
def test_the_holder_of_a_key_does_not_decide_on_what_it_wrote(kind, holder, other):
    record = entered_by(a_key(holder), kind)

    with pytest.raises(NotAllowed):
        verify(record, by=holder)
    with pytest.raises(NotAllowed):
        return_to_author(record, by=holder, reason="Mend it.")
    assert record not in type(record).objects.decidable_by(holder)
    assert record in type(record).objects.decidable_by(other)
    assert verify(record, by=other).counts
    with pytest.raises(NotAllowed):
        withdraw(record, by=holder, reason="It did not happen.")


@pytest.mark.parametrize("kind", FACTORIES)
def test_no_door_lets_the_holder_verify(kind, holder):
    record = entered_by(a_key(holder), kind)
    browser, address = signed_in(holder), f"{ADDRESSES[kind]}{record.pk}/"
    app = "seizures_seizure" if kind == "seizure" else "operations_outcome"

    assert post(browser, f"{address}verify/", if_match="*").status_code == 403
    post(browser, f"{ADDRESSES[kind]}verify/", [{"id": str(record.pk), "version": record.version}])
    browser.post(f"/{kind}s/{record.pk}/verify/", {"version": record.version})
    browser.post("/review/", {"record": f"{kind}:{record.pk}:{record.version}"})
    chosen = {"action": "verify", "_selected_action": [record.pk], "seen": f"{record.pk}:{record.version}"}
    browser.post(f"/admin/{app.replace('_', '/')}/", chosen)
    with pytest.raises(Refused):
        verify_all(type(record).objects.filter(pk=record.pk), by=holder)

    record.refresh_from_db()
    assert record.state == "submitted"


@pytest.mark.parametrize("kind", FACTORIES)
def test_who_answers_for_the_key_now_and_who_did_then_are_authors_alike(kind, holder, other):
    key = a_key(holder)
    record = entered_by(key, kind)
    name_holder(key, other, by=None)

    for each in (holder, other):
        with pytest.raises(NotAllowed):
            verify(record, by=each)


@pytest.mark.parametrize("kind", FACTORIES)
def test_what_a_key_without_a_holder_wrote_waits_until_one_is_named(kind, other):
    """None of its agency verifies it: anybody there may be the one who holds the key."""
    key = a_key(None)
    record = entered_by(key, kind)

    with pytest.raises(NotAllowed, match="nobody answers for it yet"):
        verify(record, by=other)
    assert record not in type(record).objects.decidable_by(other)

    name_holder(key, UserFactory(agency=key.agency), by=None)
    assert verify(record, by=other).counts


@pytest.mark.parametrize("kind", FACTORIES)
def test_who_leads_the_operation_verifies_what_a_key_without_a_holder_wrote(kind):
    leader = person("supervisor", "US-DEA")
    operation = OperationFactory(owner="US-DEA")
    ParticipationFactory(operation=operation, agency="US-ICE")
    record = entered_by(a_key(None), kind, operation=operation)

    assert verify(record, by=leader).counts


@pytest.mark.parametrize("held", [True, False])
@pytest.mark.parametrize("kind", FACTORIES)
def test_the_database_refuses_the_holder_as_verifier(kind, held, holder, other):
    key = a_key(holder if held else None)
    record = entered_by(key, kind)
    # Even where the record does not name them.
    type(record).objects.filter(pk=record.pk).update(authors=[key.account.pk])
    verified = {"state": "verified", "verified_at": record.submitted_at, "verified_by": holder}

    with pytest.raises(IntegrityError, match="wrote no part"), transaction.atomic():
        type(record).objects.filter(pk=record.pk).update(**verified)


def test_a_red_record_of_a_key_needs_a_reader_who_does_not_answer_for_it(holder):
    record = FACTORIES["outcome"](owner=holder.agency, marking="TLP:RED", readers=[holder])
    key = a_key(holder)
    record.authors = [key.account.pk]
    record.save()

    with pytest.raises(Refused, match="Name a supervisor"):
        submit(record, by=record.created_by)

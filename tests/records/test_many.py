"""Steps of review for many records at once keep every rule that there is for one."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.errors import NotAllowed, Refused
from figures.ledger.reconciliation import reconcile
from operations.models import Marking, State
from records.services.many import discard_all, submit_all, verify_all, withdraw_all
from seizures.models import Seizure
from seizures.services import amend_seizure, change_seizure
from tests.calls import person
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db
ALL = Seizure.objects.all()


@pytest.fixture
def analyst():
    return person()


def states():
    return sorted(Seizure.objects.values_list("state", flat=True))


def drafts(analyst, many=3, **stated):
    return [
        SeizureFactory(owner=analyst.agency, created_by=analyst, last_edited_by=analyst, **stated)
        for _ in range(many)
    ]


def test_drafts_are_submitted_and_verified_by_another_person(analyst):
    drafts(analyst)

    assert submit_all(ALL, by=analyst) == 3
    assert verify_all(ALL, by=person("supervisor")) == 3

    assert states() == [State.VERIFIED] * 3
    assert set(Seizure.objects.values_list("version", flat=True)) == {3}
    assert reconcile(repairs=False).drifted_records == 0


def test_nobody_verifies_what_they_wrote(analyst):
    supervisor = person("supervisor")
    drafts(analyst)
    drafts(supervisor, many=1)
    submit_all(ALL, by=analyst)

    with pytest.raises(NotAllowed, match="another person"):
        verify_all(ALL, by=supervisor)

    assert states() == [State.SUBMITTED] * 4


def test_records_of_others_are_not_submitted(analyst):
    drafts(person(agency="US-FBI"))

    with pytest.raises(NotAllowed):
        submit_all(ALL, by=analyst)


def test_a_record_for_named_persons_needs_one_who_may_verify_it(analyst):
    drafts(analyst, marking=Marking.RED)

    with pytest.raises(Refused, match="Name a supervisor"):
        submit_all(ALL, by=analyst)


def test_an_amendment_among_them_takes_the_place_of_what_it_amends(analyst):
    supervisor = person("supervisor")
    [original] = drafts(analyst, many=1)
    submit_all(ALL, by=analyst)
    verify_all(ALL, by=supervisor)
    original.refresh_from_db()
    amendment = amend_seizure(original, by=analyst, reason="Corrected.")
    amendment.conveyance = "car"
    change_seizure(amendment, by=analyst)

    submit_all(ALL, by=analyst)
    verify_all(ALL, by=supervisor)

    assert states() == [State.SUPERSEDED, State.VERIFIED]


def test_what_counts_is_withdrawn_by_a_second_person_alone(analyst):
    drafts(analyst)
    submit_all(ALL, by=analyst)
    verify_all(ALL, by=person("supervisor"))

    with pytest.raises(NotAllowed):
        withdraw_all(ALL, by=analyst, reason="Wrong.")
    assert withdraw_all(ALL, by=person("supervisor"), reason="Wrong.") == 3

    assert reconcile(repairs=False).drifted_records == 0


def test_a_whole_with_parts_beside_it_stays(analyst):
    [whole] = drafts(analyst, many=1)
    drafts(analyst, many=1, part_of=whole)

    with pytest.raises(Refused, match="are parts"):
        withdraw_all(ALL.filter(pk=whole.pk), by=analyst, reason="Wrong.")
    with pytest.raises(Refused, match="are parts"):
        discard_all(ALL.filter(pk=whole.pk), by=analyst)
    assert discard_all(ALL.exclude(pk=whole.pk), by=analyst) == 1
    assert discard_all(ALL, by=analyst) == 1


@pytest.mark.parametrize("state", [{}, {"submitted": True}, {"verified": True}], ids=str)
def test_nobody_decides_with_many_on_one_that_they_may_not_read(state):
    named, colleague = person("supervisor"), person("supervisor")
    record = SeizureFactory(owner="US-ICE", marking="TLP:RED", readers=[named], **state)

    steps = (partial(withdraw_all, reason="Wrong."), discard_all if not state else verify_all)
    for step in steps:
        with pytest.raises(NotAllowed, match="not for you to read"):
            step(ALL, by=colleague)
    record.refresh_from_db()
    assert record.version == 1


def test_what_was_submitted_is_not_deleted(analyst):
    drafts(analyst, many=1)
    submit_all(ALL, by=analyst)

    assert discard_all(ALL, by=analyst) == 0


@pytest.mark.parametrize("step", [submit_all, verify_all])
def test_many_take_as_many_statements_as_few(analyst, step):
    counts = []
    for many in (2, 12):
        Seizure.objects.all().delete()
        drafts(analyst, many=many)
        if step is verify_all:
            submit_all(ALL, by=analyst)
        by = analyst if step is submit_all else person("supervisor")
        with CaptureQueriesContext(connection) as captured:
            assert step(ALL, by=by) == many
        counts.append(len(captured))

    assert counts[0] == counts[1]

"""A whole import is taken back; what people changed since stays and is listed."""

from decimal import Decimal

import pytest

from common.errors import NotAllowed, Refused
from imports.models import ImportState
from imports.services.undoing import undo_import
from operations.models import State
from records.services.review import withdraw
from seizures import services
from seizures.models import Seizure
from tests.calls import person

ROWS = ("14.07.2009,Bogotá,Cocaine,12.5,KGM", "15.07.2009,Cali,Heroin,300,GRM")


def test_drafts_that_nobody_has_seen_are_gone_and_may_come_again(importing):
    result = importing(*ROWS)

    undone = undo_import(result.file_import, by=importing.by, reason="The wrong file.")

    assert (undone.discarded, undone.withdrawn, undone.left) == (2, 0, [])
    assert not Seizure.objects.exists()
    result.file_import.refresh_from_db()
    assert result.file_import.state == ImportState.UNDONE
    assert importing(*ROWS).counts["records"] == 2


def test_what_counts_is_withdrawn_by_a_second_person_and_may_come_again(importing):
    result = importing(*ROWS, verifier=person("supervisor"))
    with pytest.raises(NotAllowed):
        undo_import(result.file_import, by=importing.by, reason="The wrong file.")

    undone = undo_import(result.file_import, by=person("supervisor"), reason="The wrong file.")

    assert (undone.discarded, undone.withdrawn) == (0, 2)
    assert set(Seizure.objects.values_list("state", "state_reason")) == {(State.WITHDRAWN, "The wrong file.")}
    assert importing(*ROWS).counts["records"] == 2


def test_what_people_changed_since_stays_and_is_listed(importing):
    result = importing(*ROWS)
    edited = Seizure.objects.order_by("pk")[0]
    edited.conveyance = "car"
    services.change_seizure(edited, by=importing.by)

    undone = undo_import(result.file_import, by=importing.by, reason="The wrong file.")

    assert (undone.discarded, undone.left) == (1, [edited])
    assert list(Seizure.objects.all()) == [edited]
    again = importing(*ROWS)
    assert (again.counts["records"], again.counts["unchanged"]) == (1, 1)


def test_an_amendment_by_a_later_edition_is_undone_alone(importing):
    keyed = {"key": ["Date", "Place", "Drug"]}
    importing(ROWS[0], verifier=person("supervisor"), **keyed)
    later = importing("14.07.2009,Bogotá,Cocaine,13,KGM", **keyed)
    assert Seizure.objects.count() == 2

    undone = undo_import(later.file_import, by=importing.by, reason="Not this edition.")

    assert undone.discarded == 1
    assert Seizure.objects.get().state == State.VERIFIED
    assert importing(ROWS[0], **keyed).counts["unchanged"] == 1


def test_a_draft_that_a_later_edition_changed_is_as_the_earlier_one_has_it_again(importing):
    keyed = {"key": ["Date", "Place", "Drug"]}
    importing(ROWS[0], **keyed)
    later = importing("14.07.2009,Bogotá,Cocaine,13,KGM", ROWS[1], **keyed)

    undone = undo_import(later.file_import, by=importing.by, reason="Not this edition.")

    assert (undone.discarded, undone.restored) == (1, 1)
    [seizure] = Seizure.objects.all()
    assert seizure.items.get().quantity == Decimal("12.5")
    assert importing(ROWS[0], **keyed).counts["unchanged"] == 1


def test_an_import_is_undone_once_by_its_own_agency_with_a_reason(importing):
    result = importing(*ROWS)
    with pytest.raises(NotAllowed, match="may undo"):
        undo_import(result.file_import, by=person(agency="US-FBI"), reason="Not mine.")

    undo_import(result.file_import, by=importing.by, reason="The wrong file.")

    with pytest.raises(Refused, match="nothing to undo"):
        undo_import(result.file_import, by=importing.by, reason="Again.")


def test_a_record_that_was_withdrawn_by_hand_is_no_hindrance(importing):
    result = importing(*ROWS, submit=True)
    withdraw(Seizure.objects.order_by("pk")[0], by=importing.by, reason="Not ours.")

    undone = undo_import(result.file_import, by=importing.by, reason="The wrong file.")

    assert undone.withdrawn == 1

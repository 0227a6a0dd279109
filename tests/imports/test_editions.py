"""A later edition of a file finds its records by key, and changes what has changed."""

from decimal import Decimal

import pytest

from operations.models import State
from records.services import withdraw
from seizures import services
from seizures.models import SeizedItem, Seizure
from tests.calls import person
from tests.imports.small import ROWS

KEYED = {"key": ["Date", "Place", "Drug"]}


def test_a_later_edition_finds_its_records_by_key_and_edits_drafts(importing):
    importing(*ROWS, **KEYED)

    later = importing("14.07.2009,Bogotá,Cocaine,13,KGM", *ROWS[1:], "16.07.2009,Cali,Cocaine,1,KGM", **KEYED)

    assert (later.counts["records"], later.counts["changed"], later.counts["unchanged"]) == (1, 1, 2)
    assert Seizure.objects.count() == 4
    assert Seizure.objects.order_by("pk")[0].items.get().quantity == 13
    assert importing.found("change") == [(2, "Amount", "13", "It was 12.5 in an earlier file, and is 13.")]


def test_a_later_edition_amends_what_was_verified(importing):
    supervisor = person("supervisor")
    importing(*ROWS, submit=True, verifier=supervisor, **KEYED)
    assert set(Seizure.objects.values_list("state", flat=True)) == {State.VERIFIED}

    changed = ("14.07.2009,Bogotá,Cocaine,13,KGM", *ROWS[1:])
    importing(*changed, **KEYED)
    amendment = Seizure.objects.get(amends__isnull=False)
    assert (amendment.state, amendment.items.get().quantity) == (State.DRAFT, 13)

    again = importing(*changed, **KEYED)
    assert (again.counts["changed"], again.counts["unchanged"]) == (0, 3)
    assert Seizure.objects.count() == 4


def test_a_later_edition_leaves_alone_what_people_made_of_the_rest(importing):
    importing(ROWS[0], **KEYED)
    seizure = Seizure.objects.get()
    seizure.conveyance = "car"
    services.change_seizure(seizure, by=importing.by)

    importing("14.07.2009,Bogotá,Cocaine,13,KGM", **KEYED)

    seizure.refresh_from_db()
    assert (seizure.conveyance, seizure.items.get().quantity) == ("car", 13)


def test_what_is_under_review_is_not_changed_under_the_hands_of_the_reviewer(importing):
    importing(ROWS[0], submit=True, **KEYED)

    result = importing("14.07.2009,Bogotá,Cocaine,13,KGM", **KEYED)

    assert result.counts["errors"] == 1
    assert "is being reviewed" in importing.found("error")[0][3]


@pytest.mark.parametrize("verified", [False, True])
def test_what_is_for_others_alone_by_now_is_not_changed_unread(importing, verified):
    more = {"submit": True, "verifier": person("supervisor")} if verified else {}
    importing(ROWS[0], **more, **KEYED)
    seizure = Seizure.objects.get()
    seizure.readers.set([person("supervisor")])
    Seizure.objects.update(marking="TLP:RED")

    later = importing("14.07.2009,Bogotá,Cocaine,13,KGM", partial=True, **KEYED)

    assert (later.counts["changed"], later.counts["errors"]) == (0, 1)
    assert "stays as it is" in importing.found("error")[0][3]
    assert Seizure.objects.get().items.get().quantity == Decimal("12.5")


def test_a_number_that_a_spreadsheet_cut_is_the_same_number(importing):
    importing(
        "14.07.2009,Bogotá,Cocaine,24771.887985190977,LBR",
        "15.07.2009,Cali,Cocaine,2.20462262e-05,LBR",
        **KEYED,
    )

    resaved = importing(
        "14.07.2009,Bogotá,Cocaine,24771.88799,LBR", "15.07.2009,Cali,Cocaine,2.20E-05,LBR", **KEYED
    )
    corrected = importing("14.07.2009,Bogotá,Cocaine,24771.98799,LBR", dry_run=True, **KEYED)

    assert (resaved.counts["unchanged"], resaved.counts["changed"], resaved.counts["records"]) == (2, 0, 0)
    assert corrected.counts["changed"] == 1


def test_a_key_of_several_records_pairs_each_with_its_like(importing):
    keyed = {"key": ["Date", "Drug"]}
    rows = (
        "14.07.2009,Bogotá,Cocaine,1,KGM",
        "14.07.2009,Cali,Cocaine,2,KGM",
        "14.07.2009,Cali,Cocaine,3,KGM",
    )
    assert importing(*rows, **keyed).counts["records"] == 3

    turned = importing(rows[2], rows[0], rows[1], **keyed)
    one_changed = importing(rows[2], "14.07.2009,Bogotá,Cocaine,9,KGM", rows[1], **keyed)

    assert (turned.counts["unchanged"], turned.counts["changed"]) == (3, 0)
    assert (one_changed.counts["unchanged"], one_changed.counts["changed"]) == (2, 1)
    assert sorted(SeizedItem.objects.values_list("quantity", flat=True)) == [2, 3, 9]


def test_what_a_person_withdrew_does_not_come_back_with_the_next_file(importing):
    importing(ROWS[0])
    seizure = Seizure.objects.get()
    withdraw(seizure, by=importing.by, reason="It was another office's.")

    again = importing(ROWS[0])

    assert again.counts["records"] == 0
    assert importing.found("warning") == [(2, "", "", "The record of this row was withdrawn, and stays so.")]

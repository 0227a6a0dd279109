"""Pages of legal instruments, and the legal coverage of an operation."""

import re

import pytest
from django.urls import reverse

from agencies.models import Country
from operations.models import LegalInstrument, Operation
from tests.calls import sign_in
from tests.entry import operation
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, ParticipationFactory

pytestmark = pytest.mark.django_db
DAYS = {
    "starts_on": "2009-07-01",
    "starts_precision": "day",
    "ends_on": "2009-07-31",
    "ends_precision": "day",
}
LEAD = {"agency": "US-ICE", "role": "lead"}


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


def rests_on(made, *codes):
    made.legal_instruments.set(LegalInstrument.objects.filter(code__in=codes))
    return made


def test_the_list_shows_them_all_and_finds_one_by_a_word(client):
    sign_in(client, "analyst", agency="US-ICE")

    assert "Convention on Cybercrime" in page(client, "legal-instruments")
    found = page(client, "legal-instruments", q="endangered")
    assert "CITES" in found
    assert "COE-185" not in found


def test_one_shows_its_parties_and_the_operations_that_the_reader_may_see(client):
    sign_in(client, "analyst", agency="US-ICE")
    rests_on(OperationFactory(name="Open sea", marking="TLP:CLEAR"), "CITES")
    rests_on(OperationFactory(name="Hidden sea", marking="TLP:AMBER"), "CITES")

    shown = page(client, "legal-instrument", "CITES")

    assert "Argentina" in shown
    assert "Not all parties are listed" in shown
    assert "Open sea" in shown
    assert "Hidden sea" not in shown


def test_the_tab_shows_who_is_a_party_and_who_is_covered(client):
    sign_in(client, "analyst", agency="US-ICE")
    made = rests_on(OperationFactory(owner="US-ICE", **DAYS), "UNTOC")
    for code in ("COL", "JPN", "XKX"):
        ParticipationFactory(operation=made, agency=None, country=Country.objects.get(code=code))

    shown = page(client, "operation-legal", made.code)

    assert shown.count('data-standing="party"') == 1
    assert shown.count('data-standing="not_party"') == 1
    assert shown.count('data-standing="unknown"') == 1
    assert "with 0 of 2, 1 not known" in shown


def test_what_an_operation_rests_on_is_chosen_on_its_page(client):
    client.force_login(UserFactory(agency="US-ICE"))

    client.post("/operations/new/", operation(LEAD, legal_instruments=["CITES"]))
    made = Operation.objects.get()
    assert [each.code for each in made.legal_instruments.all()] == ["CITES"]

    edited = client.get(reverse("operation-edit", args=[made.code])).content.decode()
    assert re.search(r'value="CITES"[^>]* checked', edited)


def test_what_an_operation_rests_on_is_in_its_history(client):
    made = rests_on(OperationFactory(owner="US-ICE"), "CITES")
    sign_in(client, "administrator", agency=None)

    shown = client.get(reverse("admin:operations_operation_history", args=[made.pk])).content.decode()

    assert "Endangered Species" in shown


def test_an_instrument_on_which_operations_rest_cannot_be_deleted(client):
    rests_on(OperationFactory(), "CITES")
    found = LegalInstrument.objects.get(code="CITES")
    sign_in(client, "administrator", agency=None)

    client.post(reverse("admin:operations_legalinstrument_delete", args=[found.pk]), {"post": "yes"})

    assert LegalInstrument.objects.filter(code="CITES").exists()

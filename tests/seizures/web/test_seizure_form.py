"""The form of a new seizure: what it begins with, and what it offers."""

import pytest

from tests.entry import typed
from tests.factories.operations import OperationFactory

pytestmark = pytest.mark.django_db
NEW = "/seizures/new/"


def test_a_new_one_begins_with_ones_agency_and_the_operation(client, analyst):
    operation = OperationFactory(marking="TLP:CLEAR", owner=analyst.agency)

    response = client.get(NEW, {"operation": operation.code})

    assert typed(response, "id_seizing_agency") == "US-ICE"
    assert (typed(response, "id_operation"), typed(response, "id_marking")) == (operation.code, "TLP:CLEAR")


def test_the_page_says_what_fits_each_measure(client, analyst):
    fitting = client.get(NEW).context["catalogue"]

    assert fitting["measures"]["CASH.CURRENCY"]["accepted"] == ["money"]
    assert fitting["measures"]["WEAPONS"]["noun"] == "weapons"
    assert fitting["measures"]["NARC.COCAINE"]["unit"] == "KGM"
    assert (fitting["units"]["KGM"], fitting["units"]["LTR"]) == ("mass", "volume")
    assert "PEOPLE.ARRESTED" not in fitting["measures"]


def test_units_that_never_fit_a_kind_are_not_offered(client, analyst):
    blanks = dict(client.get(NEW).context["items"].empty_forms)

    assert "unit" not in blanks["CASH"].fields
    assert "KGM" not in blanks["WEAPONS"].fields["unit"].listing.rows
    assert {"KGM", "LTR", "U2"} <= blanks["NARC"].fields["unit"].listing.rows.keys()

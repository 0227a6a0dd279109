"""The agencies that the sources name, and what an agency can be."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from agencies.models import Agency
from tests.factories.agencies import AgencyFactory

pytestmark = pytest.mark.django_db

CONTRACT = {"US-ICE", "US-CBP", "US-HSI", "US-FBI", "US-DEA", "US-ATF", "WCO", "INTERPOL", "EUROPOL"}


def test_the_agencies_of_the_contract_are_here():
    assert set(Agency.objects.values_list("code", flat=True)) >= CONTRACT


def test_international_bodies_have_no_country():
    assert set(Agency.objects.international().values_list("code", flat=True)) == {
        "WCO", "INTERPOL", "EUROPOL", "UNODC", "ELA",
    }  # fmt: skip


def test_field_offices_stand_below_their_agency():
    parents = dict(Agency.objects.exclude(parent=None).values_list("code", "parent__code"))

    assert parents["US-ICE-SF"] == "US-ICE"
    assert parents["US-HSI-C3"] == "US-HSI"


def test_what_is_known_of_the_partners_is_told():
    told = dict(Agency.objects.exclude(description="").values_list("code", "description"))

    assert "195" in told["INTERPOL"]
    assert "63" in told["US-HSI-C3"]
    assert "100" in told["US-HSI"]
    assert "European Cybercrime Centre" in told["EUROPOL"]


def test_an_agency_is_not_its_own_parent():
    agency = AgencyFactory()
    agency.parent = agency

    with pytest.raises(IntegrityError, match="agency_is_not_its_own_parent"):
        agency.save()


@pytest.mark.parametrize(
    ("code", "fits"), [("MX-FGR", True), ("OLAF", True), ("mx-fgr", False), ("MX FGR", False), ("-X", False)]
)
def test_codes_are_capital_letters_joined_by_hyphens(code, fits):
    agency = Agency(code=code, name="An agency")

    if fits:
        agency.full_clean()
    else:
        with pytest.raises(ValidationError, match="such as US-ICE"):
            agency.full_clean()

"""Legal coverage: which participating countries are parties to what an operation rests on."""

import datetime

import pytest

from agencies.models import Country
from operations.coverage import PartyStanding, coverage_of
from operations.models import LegalInstrument, LegalParty
from tests.factories.operations import OperationFactory, ParticipationFactory

pytestmark = pytest.mark.django_db
DAYS = {"starts_on": "2009-07-01", "ends_on": "2009-07-31"}


def instrument(code="PACT", complete=False, **facts):
    return LegalInstrument.objects.create(
        code=code, name=code, kind="agreement", mutual_assistance=True, parties_complete=complete, **facts
    )


def party(of, code, first=None, last=None):
    country = Country.objects.get(code=code)
    LegalParty.objects.create(instrument=of, country=country, valid_from=first, valid_to=last)


def operation(*codes, rests_on=(), **days):
    made = OperationFactory(**(days or DAYS))
    for code in codes:
        ParticipationFactory(operation=made, agency=None, country=Country.objects.get(code=code))
    made.legal_instruments.set(rests_on)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    ("first", "last", "complete", "begun", "standing"),
    [
        (None, None, False, None, PartyStanding.PARTY),
        ("2009-07-01", "2009-07-31", False, None, PartyStanding.PARTY),
        (None, None, False, "2009-07-02", PartyStanding.IN_PART),
        (None, None, False, "2010-01-01", PartyStanding.NOT_PARTY),
        ("2009-07-02", None, False, None, PartyStanding.IN_PART),
        (None, "2009-07-30", False, None, PartyStanding.IN_PART),
        ("2009-07-10", "2009-07-12", False, None, PartyStanding.IN_PART),
        ("2009-08-01", None, False, None, PartyStanding.NOT_PARTY),
        (None, "2009-06-30", False, None, PartyStanding.NOT_PARTY),
    ],
)
def test_a_party_is_bound_on_all_days_of_the_operation_or_on_some(first, last, complete, begun, standing):
    pact = instrument(complete=complete, in_force_from=begun)
    party(pact, "COL", first, last)

    found = coverage_of(operation("COL", rests_on=[pact]))

    assert found.countries[0].standings == {"PACT": standing}


@pytest.mark.parametrize(
    ("complete", "standing"), [(False, PartyStanding.UNKNOWN), (True, PartyStanding.NOT_PARTY)]
)
def test_a_country_that_is_not_listed_is_no_party_only_where_all_are_listed(complete, standing):
    found = coverage_of(operation("COL", rests_on=[instrument(complete=complete)]))

    assert found.countries[0].standings == {"PACT": standing}


def test_two_countries_are_covered_where_one_instrument_binds_both():
    pact, other = instrument(complete=True), instrument("OTHER", complete=True)
    for code in ("COL", "PER"):
        party(pact, code)
    for code in ("PER", "ECU"):
        party(other, code)

    rows = {
        row.country.code: row.mutual_assistance
        for row in coverage_of(operation("COL", "ECU", "PER", rests_on=[pact, other])).countries
    }

    assert {code: (row.with_, row.without, row.unknown) for code, row in rows.items()} == {
        "COL": (["PER"], ["ECU"], []),
        "ECU": (["PER"], ["COL"], []),
        "PER": (["COL", "ECU"], [], []),
    }


def test_a_pair_is_not_known_where_the_list_is_not_complete():
    pact = instrument()
    party(pact, "COL")
    [first, second] = coverage_of(operation("COL", "PER", rests_on=[pact])).countries

    assert (first.mutual_assistance.unknown, second.mutual_assistance.unknown) == (["PER"], ["COL"])
    assert (first.extradition.without, first.extradition.unknown) == (["PER"], [])


def test_agencies_take_part_for_their_country():
    made = OperationFactory(**DAYS)
    ParticipationFactory(operation=made, agency="US-ICE")
    made.legal_instruments.set([instrument()])

    assert [row.country.code for row in coverage_of(made).countries] == ["USA"]


def test_an_operation_without_dates_is_read_as_of_today():
    found = coverage_of(operation("COL", rests_on=[instrument()], starts_on=None))

    assert found.first == found.last == datetime.datetime.now(datetime.UTC).date()

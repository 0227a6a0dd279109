"""Every figure that the first sources state reads back through the API: as a claim, and as a figure where it counts."""

from decimal import Decimal

import pytest
from django.db import transaction

from agencies.models import Agency, User
from operations.models import Claim, Indicator, Operation, Outcome, Source
from ops_tracker.samples.load import load_samples
from seizures.models import Seizure
from tests.factories.keys import key_client

pytestmark = pytest.mark.django_db

# What is claimed, and what the figures say: nothing (-) where the claim counts nothing, or is a part of another.
#  claim  operation           measure                             value     unit  qualifier     figure
STATED = """
    PR-1  PACIFIC-RIM         PEOPLE.PLEADED_GUILTY               5         C62   exact         5 IE
    PR-2  PACIFIC-RIM         PEOPLE.INDICTED                     16        C62   exact         16 IE
    PR-3  PACIFIC-RIM         PEOPLE.ARRESTED                     18        C62   exact         18 IE
    PR-4  PACIFIC-RIM         CASH                                155000000 USD   approximately 155000000 USD
    PR-5  PACIFIC-RIM         NARC.COCAINE                        3.3       TON   approximately 2993.709642 KGM
    PR-6  PACIFIC-RIM         FORFEITURE.CRIMINAL                 37000000  USD   approximately 37000000 USD
    PR-7  PACIFIC-RIM         PROPERTY                            179000000 USD   approximately 179000000 USD
    AT-1  ATLAS               CASH                                3500000   USD   at_least      3500000 USD
    AT-2  ATLAS               ACTIVITY.COUNTRIES                  80        C62   at_least      80 C62
    CC-1  COURIER-2009-07     CASH                                3500000   USD   at_least      3500000 USD
    CC-2  COURIER-2009-07     CASH                                4200000   USD   exact         4200000 USD
    CN-1  CONTAINERS-2009-09  CASH                                41000000  USD   at_least      41000000 USD
    CN-2  CONTAINERS-2009-09  CASH                                11200000  USD   exact         -
    SW-1  SWB-FY2009          CASH                                55000000  USD   at_least      55000000 USD
    SW-2  SWB-FY2009          WEAPONS                             630       C62   at_least      630 C62
    SW-3  SWB-FY2009          AMMUNITION                          125000    ROUND at_most       125000 ROUND
    SW-4  SWB-FY2009          CASH                                3000000   USD   at_least      -
    SW-5  SWB-FY2009          ACTIVITY.OFFICERS_DEPLOYED          360       C62   at_least      360 IE
    SW-6  SWB-FY2009          ACTIVITY.FUNDS_DIRECTED             400000000 USD   at_least      400000000 USD
    FG-1  FUGITIVE-OPS        ACTIVITY.FUGITIVE_REDUCTION         80000     C62   at_least      -
    FG-2  FUGITIVE-OPS        ACTIVITY.FUGITIVE_REDUCTION         12        P1    exact         -
    FG-3  FUGITIVE-OPS        ACTIVITY.FUGITIVE_ARRESTS_INCREASE  179       P1    exact         -
    WU-1  WESTERN-US          PEOPLE.ARRESTED_OR_CHARGED          50        C62   at_least      50 IE
    WU-2  WESTERN-US          PEOPLE.ARRESTED                     25        C62   exact         -
    WU-3  WESTERN-US          NARC.VALUE                          2000000   USD   at_least      2000000 USD
    WU-4  WESTERN-US          GOODS.WITH_NARCOTICS                -         USD   approximately -
    HS-1  HSI-2021            NARC                                15000     LBR   at_least      6803.88555 KGM
    HS-2  HSI-2021            PROPERTY.PROCEEDS                   143000000 USD   exact         143000000 USD
    HS-3  HSI-2021            PEOPLE.ARRESTED                     5000      C62   exact         5000 IE
    HS-4  HSI-2021            PEOPLE.VICTIMS.CHILD                1400      C62   exact         1400 IE
    HT-1  HTTF-MEXICO         PEOPLE.VICTIMS.TRAFFICKING          2700      C62   at_least      2700 IE
    HT-2  HTTF-MEXICO         PEOPLE.CONVICTED                    642       C62   exact         642 IE
"""
RECORDERS = [
    "us-ice", "us-cbp", "us-ice-sf", "us-hsi", "wco", "interpol", "europol", "unodc", "co-arc", "us-irs-ci",
]  # fmt: skip
# The operations of the first sources; those that came later are further below.
FIRST = {line.split()[1] for line in STATED.strip().splitlines()}
ROWS = [line.split(maxsplit=6) for line in STATED.strip().splitlines()]
INDICATORS = {"WU-I1": ("150", "30", "C62"), "WU-I2": ("500", "1200", "LBR"), "WU-I3": ("200", "75", "C62")}
PARTS = {"CN-2": "CN-1", "SW-4": "SW-1", "WU-2": "WU-1"}
COUNTED = [row for row in ROWS if row[6] != "-"]


@pytest.fixture(scope="module", autouse=True)
def _samples(django_db_setup, django_db_blocker):
    """Loaded once for all the tests below, and taken back after the last of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_samples()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def api():
    client = key_client()

    def get(address, **asked):
        response = client.get(f"/api/v1/{address}/", asked)
        assert response.status_code == 200, response.content
        return response.json()

    return get


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_each_stated_result_reads_back_as_a_claim(api, row):
    code, operation, measure, value, unit, qualifier, _figure = row

    [claim] = api("claims", code=code)["results"]

    assert (claim["operation"], claim["measure"]) == (operation, measure)
    assert (claim["value"], claim["unit"], claim["qualifier"]) == (
        None if value == "-" else value,
        unit,
        qualifier,
    )
    assert claim["statement"]
    whole = Claim.objects.get(code=PARTS[code]) if code in PARTS else None
    assert claim["part_of"] == (whole and str(whole.pk))


@pytest.mark.parametrize("code", INDICATORS)
def test_each_stated_indicator_reads_back(api, code):
    [indicator] = api("indicators", code=code)["results"]

    assert (indicator["before"], indicator["after"], indicator["unit"]) == INDICATORS[code]
    assert indicator["operation"] == "WESTERN-US"


@pytest.mark.parametrize("row", COUNTED, ids=[row[0] for row in COUNTED])
def test_each_stated_result_that_counts_reads_back_as_a_figure(api, row):
    code, operation, measure, _value, _unit, qualifier, figure = row
    stage = {"CC-2": "detected"}.get(code) or (
        "seized" if Seizure.objects.filter(reference=code) else "outcome"
    )

    [answer] = api("figures", operation=operation, measure=measure, stage=stage)["figures"]

    assert f"{answer['value']} {answer['unit']}" == figure
    assert (answer["qualifier"], answer["records"], answer["measure"]) == (qualifier, 1, measure)


@pytest.mark.parametrize("code", PARTS)
def test_a_part_is_evidence_and_is_not_counted_again(api, code):
    record = (Seizure.objects.filter(reference=code) or Outcome.objects.filter(reference=code)).get()

    facts = api("figures/evidence", operation=record.operation.code)["results"]

    [fact] = [fact for fact in facts if fact["reference"] == code]
    assert (fact["included"], fact["reason"]) == (False, "part")
    assert record.part_of.reference == PARTS[code]


def test_containers_come_to_the_whole_and_not_to_the_whole_and_its_part(api):
    [cash] = api("figures", operation="CONTAINERS-2009-09")["figures"]

    assert (cash["value"], cash["qualifier"], cash["records"]) == ("41000000", "at_least", 1)


def test_what_was_only_detected_is_apart_from_what_was_seized(api):
    figures = api("figures", operation="COURIER-2009-07", by="stage")["figures"]

    assert {row["stage"]: (row["value"], row["qualifier"]) for row in figures} == {
        "seized": ("3500000", "at_least"),
        "detected": ("4200000", "exact"),
    }


def test_the_ton_of_no_stated_kind_is_kept_and_its_conversion_named(api):
    [cocaine] = api("figures", measure="NARC.COCAINE")["figures"]

    item = Seizure.objects.get(reference="PR-5").items.get()
    assert (item.quantity, item.unit.code) == (Decimal("3.3"), "TON")
    assert "ton of no stated kind" in " ".join(cocaine["methods"])


def test_several_million_is_a_claim_without_a_number_and_no_record(api):
    [claim] = api("claims", code="WU-4")["results"]

    assert (claim["value"], claim["standing"]) == (None, "not_comparable")
    assert not Seizure.objects.filter(reference="WU-4").exists()


def test_every_claim_that_counts_agrees_with_what_is_recorded(api):
    standings = {claim["code"]: claim["standing"] for claim in api("claims", limit="100")["results"]}

    assert {standings[row[0]] for row in COUNTED} == {"agrees"}


def test_all_records_are_verified_aggregates_with_a_source_open_to_everybody():
    records = [*Seizure.objects.all(), *Outcome.objects.all()]

    assert len([each for each in records if each.operation.code in FIRST]) == len(COUNTED) + len(PARTS)
    assert {(record.state, record.marking, record.source is None) for record in records} == {
        ("verified", "TLP:CLEAR", False)
    }
    assert all(record.verified_by != record.created_by for record in records)
    first = Seizure.objects.filter(operation__code__in=FIRST)
    events = [seizure.reference for seizure in first.filter(kind="event")]
    assert events == ["SW-4"]


@pytest.mark.parametrize(
    ("operation", "date"),
    [
        ("PACIFIC-RIM", ""),
        ("ATLAS", ""),
        ("COURIER-2009-07", "2009-07"),
        ("CONTAINERS-2009-09", "2009-09"),
        ("SWB-FY2009", "2008-10-01/2009-04-07"),
        ("WESTERN-US", ""),
        ("HSI-2021", "2021"),
        ("HTTF-MEXICO", "2009-01-01/2024-03-21"),
    ],
)
def test_records_are_dated_as_the_source_dates_them_and_no_more(operation, date):
    of = {"operation__code": operation}
    records = [*Seizure.objects.filter(**of), *Outcome.objects.filter(**of)]

    assert {str(record.date) for record in records} == {date}


def test_how_the_cash_on_the_bus_was_hidden_is_kept_in_words_that_can_be_searched():
    seizure = Seizure.objects.get(reference="SW-4")

    assert (seizure.conveyance, seizure.concealment) == ("bus", "compartment")
    assert (seizure.place.locode, seizure.destination.code) == ("USLRD", "MEX")


def test_two_agencies_lead_at_the_southwest_border_and_share_its_seizures(api):
    [cash] = api("figures", operation="SWB-FY2009", measure="CASH")["figures"]
    shares = api("figures", operation="SWB-FY2009", measure="CASH", by="agency")["figures"]

    assert {row["agency"]: row["value"] for row in shares} == {
        "US-CBP": cash["value"],
        "US-ICE": cash["value"],
    }
    assert not any(row["additive"] for row in shares)


def test_the_accounts_in_whose_name_it_is_entered_cannot_sign_in():
    accounts = User.objects.filter(username__regex="^(intake|review)\\.")

    assert set(accounts.values_list("username", "role")) == {
        (f"{name}.{agency}", role)
        for agency in RECORDERS
        for name, role in (("intake", "analyst"), ("review", "supervisor"))
    }
    assert not any(account.is_active or account.has_usable_password() for account in accounts)


def test_a_second_run_changes_nothing(django_assert_max_num_queries):
    models = (Operation, Source, Claim, Indicator, Seizure, Outcome, Agency)
    before = [model.pgh_event_model.objects.count() for model in models]

    # savepoint, lock, operations, sources, release
    with django_assert_max_num_queries(6):
        assert load_samples() == []

    assert [model.pgh_event_model.objects.count() for model in models] == before


# Later operations, of kinds that the first sources do not have:
#  operation        measure                  stage      value  unit  qualifier      records
FURTHER = """
    THUNDER-2024     ACTIVITY.COUNTRIES       outcome    138    C62   exact          1
    THUNDER-2024     WILDLIFE.LIVE            seized     20000  HEA   at_most        1
    THUNDER-2024     WILDLIFE.TIMBER          seized     175000 KGM   exact          2
    THUNDER-2024     WILDLIFE.PANGOLIN        seized     4472   KGM   exact          1
    THUNDER-2024     WILDLIFE.RHINO_HORN      seized     8      C62   exact          1
    LABOUR-2024-04   ACTIVITY.CHECKS.PERSONS  outcome    63649  IE    exact          1
    LABOUR-2024-04   PEOPLE.VICTIMS.LABOUR    outcome    279    IE    exact          1
    TENTACLE-2019    CASH                     seized     5000000 USD  approximately  2
    TENTACLE-2019    CASH.GOLD                seized     1300000 USD  approximately  1
    TENTACLE-2019    CASH.GOLD                seized     28.5   KGM   approximately  1
    CHIMERA-2016     CASH                     seized     460000000 USD at_least      1
    SPORTS-BAG-2     NARC.COCAINE             seized     5814   KGM   exact          1
    ORION-2024       NARC.COCAINE             seized     225000 KGM   exact          1
    ORION-2024       PROPERTY.VESSEL          seized     6      C62   exact          1
    TRIGGER-SALVO-2  PEOPLE.ARRESTED          outcome    1700   IE    at_least       1
    TRIGGER-SALVO-2  WEAPONS.PARTS            seized     921    C62   exact          1
    SILK-ROAD-2020   CASH.VIRTUAL.BITCOIN     seized     69370  BTC   approximately  1
    SILK-ROAD-2020   CASH.VIRTUAL.BITCOIN     forfeited  69370  BTC   approximately  1
"""
LATER = [line.split() for line in FURTHER.strip().splitlines()]


@pytest.mark.parametrize("row", LATER, ids=["-".join(row[:5]) for row in LATER])
def test_what_was_stated_of_later_operations_reads_back_as_a_figure(api, row):
    operation, measure, stage, value, unit, qualifier, records = row

    answer = api("figures", operation=operation, measure=measure, stage=stage)["figures"]

    [figure] = [each for each in answer if each["unit"] == unit and each["measure"] == measure]
    assert (Decimal(figure["value"]), figure["qualifier"], figure["records"]) == (
        Decimal(value), qualifier, int(records),
    )  # fmt: skip


def test_coins_count_in_the_year_of_their_forfeiture(api):
    years = {
        stage: [
            figure["period"]["from"][:4]
            for figure in api("figures", operation="SILK-ROAD-2020", stage=stage, by="year")["figures"]
            if figure["unit"] == "BTC"
        ]
        for stage in ("seized", "forfeited")
    }

    assert years == {"seized": ["2020"], "forfeited": ["2023"]}

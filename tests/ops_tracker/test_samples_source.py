"""What is carried into the project, held against the facts that it was taken from, where they are at hand."""

import json
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import transaction

from agencies.models import Agency
from measures.partial_date import PartialDate
from operations.models import Claim, Indicator, Operation, Participation, Source
from ops_tracker.samples.load import load_samples
from seizures.models import Seizure

FILE = settings.BASE_DIR.parent / "shared" / "reference" / "source_results.json"
FACTS = json.loads(FILE.read_text()) if FILE.exists() else {"sources": [], "operations": [], "partners": []}
RESULTS = [(facts["code"], result) for facts in FACTS["operations"] for result in facts["results"]]
BEFORE_AFTER = [each for facts in FACTS["operations"] for each in facts.get("indicators", ())]

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FILE.exists(), reason="The file of facts is not beside this checkout."),
]

QUALIFIERS = {"more_than": "at_least", "nearly": "at_most", "several": "approximately"}
UNITS = {
    "count": "C62",
    "rounds": "ROUND",
    "lb": "LBR",
    "percent": "P1",
    "percent more": "P1",
    "USD (millions)": "USD",
    "ton (the source does not say short, long or metric)": "TON",
}
THREATS = {"online child exploitation": "child_exploitation"}
HIDDEN = {
    "on the traveller's person": "person",
    "shipment aboard a commercial flight": "air_shipment",
    "shipping container": "container",
}
AGENCIES = {
    "ICE San Francisco": "US-ICE-SF",
    "Drug Enforcement Administration": "US-DEA",
    "HSI Cyber Crimes Center": "US-HSI-C3",
    "U.S. Immigration and Customs Enforcement": "US-ICE",
    "U.S. Customs and Border Protection": "US-CBP",
    "Laredo Border Enforcement Security Task Force": "US-BEST-LAREDO",
    "Federal Bureau of Investigation": "US-FBI",
    "Bureau of Alcohol, Tobacco, Firearms and Explosives": "US-ATF",
    "Homeland Security Investigations": "US-HSI",
    "World Customs Organization": "WCO",
    "U.A.E. Ministry of Defence": "AE-MOD",
}


@pytest.fixture(scope="module", autouse=True)
def _samples(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_samples()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


def test_nothing_is_left_out_and_nothing_added():
    operations = {row["code"] for row in FACTS["operations"]}
    claims = Claim.objects.filter(operation__code__in=operations)

    assert operations <= set(Operation.objects.values_list("code", flat=True))
    assert {row["id"] for _, row in RESULTS} == set(claims.values_list("code", flat=True))
    assert {row["id"] for row in FACTS["sources"]} <= set(Source.objects.values_list("code", flat=True))
    assert {row["id"] for row in BEFORE_AFTER} == set(Indicator.objects.values_list("code", flat=True))
    assert len(RESULTS) + len(BEFORE_AFTER) == 35


@pytest.mark.parametrize("facts", FACTS["sources"], ids=lambda facts: facts["id"])
def test_sources(facts):
    source = Source.objects.get(code=facts["id"])

    assert (source.publisher, source.title) == (facts["publisher"], facts["title"])
    assert str(source.date) == (facts["published"] or "")
    assert facts.get("author", "") in source.location


@pytest.mark.parametrize("facts", FACTS["operations"], ids=lambda facts: facts["code"])
def test_operations(facts):
    operation, period = Operation.objects.get(code=facts["code"]), facts["period"]

    assert (operation.name, operation.expansion) == (facts["name"], facts.get("expansion", ""))
    assert operation.threats == [
        THREATS.get(each, each.replace(" ", "_")) for each in facts.get("threats", ())
    ]
    assert operation.concealments == [HIDDEN.get(each, each) for each in facts.get("concealment", ())]
    assert {each.replace("-", "_") for each in facts.get("conveyances", ())} <= set(operation.conveyances)
    assert bool(operation.findings) == ("findings" in facts)
    assert operation.scope or "scope" not in facts
    assert (str(operation.starts_on or ""), str(operation.ends_on or "")) == (
        period["start"] or "",
        period["end"] or "",
    )
    assert operation.duration_days == period.get("days")
    stated = {"month": ("month", "month"), "year": ("year", "year"), None: (None, None)}
    at_start, at_end = stated.get(period.get("precision"), ("year", "day"))
    assert (at_start is None) or (operation.starts_precision, operation.ends_precision) == (at_start, at_end)


@pytest.mark.parametrize("facts", FACTS["operations"], ids=lambda facts: facts["code"])
def test_participations(facts):
    participations = list(Participation.objects.filter(operation__code=facts["code"]).order_by("id"))

    assert len(participations) == len(facts["participants"])
    for stated, participation in zip(facts["participants"], participations, strict=True):
        assert stated["role"].startswith(participation.role)
        if stated["agency"] in AGENCIES:
            assert participation.agency.code == AGENCIES[stated["agency"]]
        else:
            assert participation.agency is None
            assert "not named" in participation.note
            assert getattr(participation.country, "alpha2", None) == stated["country"]
        assert bool(participation.function) == ("function" in stated)
        assert bool(participation.area) == ("area" in stated or "(" in stated["role"])


@pytest.mark.parametrize(("operation", "facts"), RESULTS, ids=[facts["id"] for _, facts in RESULTS])
def test_results(operation, facts):
    claim = Claim.objects.get(code=facts["id"])

    assert claim.operation.code == operation
    assert claim.source.code == facts["source"]
    assert claim.value == (facts["value"] and Decimal(facts["value"]))
    assert claim.unit.code == UNITS.get(facts["unit"], facts["unit"])
    assert claim.qualifier == QUALIFIERS.get(facts["qualifier"], facts["qualifier"])
    assert (claim.part_of.code if claim.part_of else None) == facts.get("within")
    assert (claim.agency.code if claim.agency else None) == AGENCIES.get(facts.get("agency"))
    assert ("inference" in claim.note) == ("inference" in facts.get("note", ""))


@pytest.mark.parametrize("facts", BEFORE_AFTER, ids=lambda facts: facts["id"])
def test_indicators(facts):
    indicator = Indicator.objects.get(code=facts["id"])

    assert (indicator.name.lower(), indicator.source.code) == (facts["indicator"].lower(), facts["source"])
    assert (indicator.before, indicator.after) == (Decimal(facts["before"]), Decimal(facts["after"]))
    assert indicator.unit.code == UNITS[facts["unit"]]


@pytest.mark.parametrize(
    ("agency", "words"),
    [
        ("INTERPOL", ["195 member countries"]),
        ("EUROPOL", ["European Cybercrime Centre", "HSI"]),
        ("US-HSI", ["100 offices", "50 countries"]),
        ("US-HSI-C3", ["63 offices"]),
    ],
)
def test_partners(agency, words):
    assert len(FACTS["partners"]) == 4
    assert all(word in Agency.objects.get(code=agency).description for word in words)


@pytest.mark.parametrize(("reference", "place"), [("CN-2", "Buenaventura"), ("SW-4", "Laredo")])
def test_places(reference, place):
    [stated] = [facts["place"] for _, facts in RESULTS if facts["id"] == reference]

    assert place in stated
    assert place in Seizure.objects.get(reference=reference).place.name


def test_dates_of_records_are_never_more_precise_than_the_period_of_their_operation():
    for facts in FACTS["operations"]:
        start = facts["period"]["start"]
        for seizure in Seizure.objects.filter(operation__code=facts["code"]):
            assert (seizure.date == PartialDate()) if start is None else str(seizure.date_from) == start

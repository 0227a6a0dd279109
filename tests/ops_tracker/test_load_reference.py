"""One command brings the reference data up to date, and a second time it has nothing to do."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, Country, CountryName, Place
from agencies.reference import places
from measures import rates
from measures.models import ExchangeRate, Measure, Unit

pytestmark = pytest.mark.django_db

TABLES = (Unit, Measure, Country, CountryName, Agency)
# The lock, a savepoint and its release, and for each table what is there: nothing a row.
QUERIES_OF_A_SECOND_RUN = 19


def load(capsys, **options):
    call_command("load_reference", **{"small": True, **options})
    return dict(line.split(": ") for line in capsys.readouterr().out.splitlines())


def test_a_second_run_has_nothing_to_do(capsys):
    before = {table: table.pgh_event_model.objects.count() for table in TABLES}

    with CaptureQueriesContext(connection) as queries:
        said = load(capsys)

    assert set(said.values()) == {"nothing to do"}
    assert len(queries) <= QUERIES_OF_A_SECOND_RUN
    assert {table: table.pgh_event_model.objects.count() for table in TABLES} == before


def test_changed_facts_are_put_right_and_what_somebody_added_stays(capsys):
    Unit.objects.filter(code="LBR").update(factor=Decimal("0.45"))
    Country.objects.filter(code="COL").update(name="Columbia")
    Unit.objects.create(code="OURS", name="our own", dimension="count", factor=1)

    said = load(capsys)

    assert said["units and currencies"] == "1 added or changed"
    assert said["countries"] == "1 added or changed"
    assert Unit.objects.quantity("LBR").factor == Decimal("0.45359237")
    assert Country.objects.get(code="COL").name == "Colombia"
    assert Unit.objects.filter(code="OURS").exists()


def test_what_administrators_wrote_of_an_agency_stays(capsys):
    Agency.objects.filter(code="US-ICE").update(name="As we call it")

    load(capsys)

    assert Agency.objects.get(code="US-ICE").name == "As we call it"


def test_the_trail_says_why(capsys):
    Country.objects.filter(code="COL").update(name="Columbia")

    load(capsys)

    last = Country.pgh_event_model.objects.filter(code="COL").order_by("pgh_id").last()
    assert last.pgh_context.metadata["reason"] == "reference data"


def test_the_reporting_currency_does_not_change_under_the_records(settings):
    settings.REPORTING_CURRENCY = "EUR"

    with pytest.raises(CommandError, match="this database values money in USD"):
        call_command("load_reference", small=True)


def test_places_and_rates_come_once(capsys, monkeypatch):
    listed = [
        place for place in places.rows() if place["iata"] in ("", "BOG") and place["locode"] in ("", "COBUN")
    ]
    monkeypatch.setattr(places, "rows", lambda: iter(listed))
    history = b"Date,USD,\n2018-02-22,1.2276,\n2018-02-21,1.2312,\n"
    monkeypatch.setattr(rates, "_bundled", lambda: history)

    first, second = load(capsys, small=False), load(capsys, small=False)

    assert (first["places"], second["places"]) == ("2 added or changed", "nothing to do")
    # Two that were published, and those of the 21 currencies that became the euro.
    assert (first["exchange rates"], second["exchange rates"]) == ("23 added or changed", "nothing to do")
    assert Place.objects.get(iata="BOG").country.code == "COL"
    assert ExchangeRate.objects.count() == 2 + 21


def test_missing_npm_packages_are_told_and_not_waited_for(capsys, monkeypatch, settings, tmp_path):
    settings.NODE_MODULES = tmp_path
    monkeypatch.setattr(places, "rows", lambda: iter(places.OWN))
    monkeypatch.setattr(rates, "load_bundled", lambda: 0)

    said = load(capsys, small=False)

    assert "install the npm packages and run again" in said["No sea ports"]
    assert said["places"] == "2 added or changed"

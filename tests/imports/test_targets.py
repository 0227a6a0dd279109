"""Every target that a column of seizures can be, each read into the field of its own."""

import pytest

from imports.kinds import KINDS
from imports.kinds.targets import PERIOD
from operations.models import Marking
from seizures.models import Seizure
from tests.factories.operations import OperationFactory, SourceFactory
from tests.imports.small import MAPPING

pytestmark = pytest.mark.django_db


def of_record(name):
    return lambda seizure: str(getattr(seizure, name))


def coded(name):
    return lambda seizure: getattr(seizure, name).code


def of_item(name):
    return lambda seizure: str(getattr(seizure.items.get(), name))


def disposed(name):
    return lambda seizure: str(getattr(seizure.items.get().dispositions.get(), name))


# Cell, other columns, and what the record says then.
TARGETS = {
    "reference": ("C-17", {}, of_record("reference"), "C-17"),
    "date": ("15.07.2009", {}, of_record("date"), "2009-07-15"),
    "year": ("2009", {}, of_record("date"), "2009"),
    "month": ("Jul", {"year": "2009"}, of_record("date"), "2009-07"),
    "day": ("15", {"year": "2009", "month": "7"}, of_record("date"), "2009-07-15"),
    "fiscal_year": ("FY2009", {"month": "Oct"}, of_record("date"), "2009-10"),
    "country": ("Peru", {}, coded("country"), "PER"),
    "place": ("Nowhere Point", {}, of_record("note"), "Place as in the file: Nowhere Point"),
    "operation": ("BETA", {}, coded("operation"), "BETA"),
    "agency": ("US-DEA", {}, coded("seizing_agency"), "US-DEA"),
    "measure": ("Heroin", {}, lambda seizure: seizure.items.get().measure.code, "NARC.HEROIN"),
    "quantity": ("3.25", {}, of_item("quantity"), "3.25"),
    "quantity_high": ("14", {}, of_item("quantity_high"), "14"),
    "unit": ("GRM", {}, lambda seizure: seizure.items.get().unit.code, "GRM"),
    "qualifier": ("at_least", {}, of_item("qualifier"), "at_least"),
    "amount": ("1200.50", {"currency": "EUR", "measure": "CASH.CURRENCY"}, of_item("amount"), "1200.50"),
    "amount_high": (
        "9", {"amount": "5", "currency": "EUR", "measure": "CASH.CURRENCY"}, of_item("amount_high"), "9",
    ),
    "latitude": ("3.5", {"longitude": "-81.25"}, of_record("latitude"), "3.500000"),
    "longitude": ("-81.25", {"latitude": "3.5"}, of_record("longitude"), "-81.250000"),
    "accuracy": ("500", {"latitude": "3.5", "longitude": "-81.25"}, of_record("accuracy"), "500"),
    "currency": (
        "EUR", {"amount": "5", "measure": "CASH.CURRENCY"}, lambda seizure: seizure.items.get().currency.code, "EUR",
    ),
    "events": ("4", {}, of_record("event_count"), "4"),
    "stage": ("detected", {}, of_record("stage"), "detected"),
    "kind": ("aggregate", {}, of_record("kind"), "aggregate"),
    "conveyance": ("yacht", {}, of_record("conveyance"), "yacht"),
    "concealment": ("baggage", {}, of_record("concealment"), "baggage"),
    "detection": ("dog", {}, of_record("detection"), "dog"),
    "origin": ("Ecuador", {}, coded("origin"), "ECU"),
    "transit": ("Panama", {}, coded("transit"), "PAN"),
    "destination": ("Spain", {}, coded("destination"), "ESP"),
    "source": ("S-1", {}, coded("source"), "S-1"),
    "series": ("DAILY", {"reported_on": "2009-07-20"}, of_record("series"), "DAILY"),
    "reported_on": ("20.07.2009", {"series": "DAILY"}, of_record("reported_on"), "2009-07-20"),
    "marking": ("TLP:AMBER", {}, of_record("marking"), str(Marking.AMBER)),
    "description": ("in 3 sacks", {}, of_item("description"), "in 3 sacks"),
    "note": ("seen at night", {}, of_record("note"), "seen at night"),
    "cites_appendix": (
        "II", {"measure": "Ivory"}, of_item("cites_appendix"), "II",
    ),
    "credits": ("US-DEA", {}, lambda seizure: seizure.credits.get().agency.code, "US-DEA"),
    "disposition": ("destroyed", {}, disposed("stage"), "destroyed"),
    "disposition_date": ("20.07.2009", {"disposition": "returned"}, disposed("date"), "2009-07-20"),
    "disposition_quantity": ("2", {"disposition": "destroyed"}, disposed("quantity"), "2"),
    "disposition_amount": (
        "2", {"disposition": "forfeited", "amount": "5", "currency": "EUR", "measure": "CASH.CURRENCY"},
        disposed("amount"), "2",
    ),
    "forfeiture": ("civil", {"disposition": "forfeited"}, disposed("forfeiture"), "civil"),
}  # fmt: skip


def test_the_table_has_every_target_of_seizures():
    assert TARGETS.keys() == KINDS["seizures"].targets


@pytest.mark.parametrize("target", TARGETS)
def test_a_column_is_read_into_its_field(importing, target):
    OperationFactory(code="BETA", owner=importing.by.agency.code)
    SourceFactory(code="S-1")
    cell, others, value, expected = TARGETS[target]
    base = {"date": "14.07.2009", "measure": "Cocaine", "quantity": "12.5", "unit": "KGM"}
    if {target, *others} & set(PERIOD):
        del base["date"]
    if others.get("measure") == "CASH.CURRENCY":
        del base["quantity"], base["unit"]
    cells = {**base, **others, target: cell}

    result = importing(
        ",".join(cells.values()), header=",".join(cells),
        columns={name: name for name in cells}, fiscal_year_start=1,
        values={"measure": {**MAPPING["values"]["measure"], "Ivory": "WILDLIFE.IVORY"}},
        defaults={"operation": "ATLAS", "country": "COL", "agency": "US-CBP"},
    )  # fmt: skip

    assert importing.found("error") == []
    assert result.counts["records"] == 1
    assert value(Seizure.objects.get()) == expected

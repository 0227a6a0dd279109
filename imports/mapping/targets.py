"""The targets of a mapping: what a column of a file can be."""

from operations.models import Concealment, Conveyance, Detection, Marking, Qualifier, Stage
from seizures.models import Seizure

# A period is built of these; `date` stands alone.
PERIOD = ("year", "month", "day", "fiscal_year")
# Codes that are looked up as they are written.
CODES = ("operation", "agency", "measure", "unit", "currency", "source", "reference", "series")
COUNTRIES = ("country", "origin", "transit", "destination")
NUMBERS = ("quantity", "quantity_high", "amount", "amount_high", "events")
# Several columns may make up one of these, in the order of the mapping.
TEXTS = ("place", "description", "note")
CHOICES = {
    "qualifier": Qualifier,
    "stage": Stage,
    "kind": Seizure.Kind,
    "conveyance": Conveyance,
    "concealment": Concealment,
    "detection": Detection,
    "marking": Marking,
}
# Of a cumulative report of a series, the day of which it is.
REPORTED_ON = "reported_on"
TARGETS = ("date", *PERIOD, REPORTED_ON, *CODES, *COUNTRIES, *NUMBERS, *TEXTS, *CHOICES, "credits")
# What is said of an item, and not of the seizure that it is a part of.
OF_ITEM = (
    "measure", "quantity", "quantity_high", "unit", "qualifier", "amount", "amount_high", "currency", "description",
)  # fmt: skip

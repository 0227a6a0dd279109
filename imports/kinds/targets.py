"""The targets of a mapping: what a column of a file can be."""

from operations.models import Concealment, Conveyance, Detection, Marking, Qualifier, Stage
from seizures.models import Disposition, Seizure
from seizures.models.item import Appendix

# A period is built of these; `date` stands alone.
PERIOD = ("year", "month", "day", "fiscal_year")
# Of a cumulative report of a series, the day of which it is.
REPORTED_ON = "reported_on"
DATES = ("date", REPORTED_ON, "starts", "ends", "disposition_date")
# Codes that are looked up as they are written.
CODES = ("operation", "agency", "measure", "unit", "currency", "source", "reference", "series")
COUNTRIES = ("country", "origin", "transit", "destination")
POSITION = ("latitude", "longitude", "accuracy")
NUMBERS = (
    "quantity", "quantity_high", "amount", "amount_high", "events", "disposition_quantity", "disposition_amount",
    *POSITION,
)  # fmt: skip
# What may come in another scale; the higher of two numbers comes in that of the lower.
SCALED = ("quantity", "amount")
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
    "cites_appendix": Appendix,
    "disposition": Disposition.Stage,
    "forfeiture": Disposition.Forfeiture,
}
# Cells that hold several of them, and may come of several columns.
LISTS = ("participants", "lead", "threats")
# Of operations and of those who take part.
OF_OPERATION = (
    "name", "expansion", "umbrella", "scope", "objectives", "legal_bases", "findings", "role", "function", "area",
)  # fmt: skip
# What became of an item: its stage says that there is one.
OF_DISPOSITION = {
    "disposition": "stage",
    "disposition_date": "date",
    "disposition_quantity": "quantity",
    "disposition_amount": "amount",
    "forfeiture": "forfeiture",
}
OF_RECORD = frozenset(
    {"date", *PERIOD, REPORTED_ON, *CODES, *COUNTRIES, *NUMBERS, *TEXTS, *CHOICES, "credits", *OF_DISPOSITION}
)
# Each once, in the order in which a row is read: what others depend on comes first.
TARGETS = tuple(
    dict.fromkeys(
        ("date", *PERIOD, "currency", "country", *DATES, *CODES, *COUNTRIES, *NUMBERS, *TEXTS, *CHOICES, "credits",
         *LISTS, *OF_OPERATION)
    )
)  # fmt: skip
# What is said of an item, and not of the seizure that it is a part of.
OF_ITEM = frozenset(
    {
        "measure", "quantity", "quantity_high", "unit", "qualifier", "amount", "amount_high", "currency",
        "description", "cites_appendix", *OF_DISPOSITION,
    }
)  # fmt: skip

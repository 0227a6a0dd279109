"""Small random worlds: a few agencies and operations, and records of every kind of awkwardness."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from hypothesis import strategies as st

AGENCIES = ("AA", "BB", "CC")
# Code: umbrella, marking, owner. The reader of AA cannot see HIDDEN, nor one of no agency SHARED.
OPERATIONS = {
    "UMBRELLA": ("", "TLP:GREEN", "AA"),
    "PHASE": ("UMBRELLA", "TLP:CLEAR", "AA"),
    "SHARED": ("", "TLP:AMBER", "BB"),
    "HIDDEN": ("UMBRELLA", "TLP:AMBER+STRICT", "CC"),
}
TAKES_PART = {("SHARED", "AA"), ("PHASE", "BB"), ("UMBRELLA", "CC")}

# What a date's text means: its first and its last day.
DATES = {
    "": None,
    "2009-07-14": (dt.date(2009, 7, 14), dt.date(2009, 7, 14)),
    "2009-09-30": (dt.date(2009, 9, 30), dt.date(2009, 9, 30)),
    "2009-10-01": (dt.date(2009, 10, 1), dt.date(2009, 10, 1)),
    "2008-12-31": (dt.date(2008, 12, 31), dt.date(2008, 12, 31)),
    "2009-04": (dt.date(2009, 4, 1), dt.date(2009, 4, 30)),
    "2009-Q3": (dt.date(2009, 7, 1), dt.date(2009, 9, 30)),
    "2009": (dt.date(2009, 1, 1), dt.date(2009, 12, 31)),
    "2008-12-15/2009-01-03": (dt.date(2008, 12, 15), dt.date(2009, 1, 3)),
    "2009-04-05/2009-04-06": (dt.date(2009, 4, 5), dt.date(2009, 4, 6)),
}

# Measures: primary dimension, and units that it is given in here.
GOODS = {
    "NARC": ("mass", ("KGM", "LBR")),
    "NARC.COCAINE": ("mass", ("KGM", "LBR", "TON", "LTR", "U2")),
    "NARC.COCAINE.CRACK": ("mass", ("KGM",)),
    "NARC.CANNABIS.PLANT": ("count", ("PLANT", "KGM")),
    "WEAPONS.PISTOL": ("count", ("C62", "DZN")),
    "PROPERTY.VEHICLE": ("money", ("C62",)),
    "CASH.CURRENCY": ("money", ()),
}
RESULTS = {
    "PEOPLE": ("count", ("C62",)),
    "PEOPLE.ARRESTED": ("count", ("C62", "IE")),
    "PEOPLE.VICTIMS": ("count", ("IE",)),
    "PEOPLE.VICTIMS.CHILD": ("count", ("IE",)),
    "FORFEITURE.CRIMINAL": ("money", ()),
}
QUALIFIERS = ("exact", "exact", "at_least", "at_most", "approximately")
STATES = ("verified", "verified", "verified", "draft", "submitted", "returned", "withdrawn", "superseded")
MARKINGS = ("TLP:GREEN", "TLP:GREEN", "TLP:CLEAR", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
CURRENCIES = ("USD", "EUR", "JPY", "AOA")


@dataclass
class Gone:
    stage: str
    quantity: Decimal | None
    amount: Decimal | None
    date: str


@dataclass
class Amount:
    measure: str
    qualifier: str
    quantity: Decimal | None = None
    unit: str = ""
    amount: Decimal | None = None
    currency: str = ""
    gone: list[Gone] = field(default_factory=list)


@dataclass
class Record:
    kind: str
    owner: str
    agency: str
    operation: str
    country: str
    state: str
    marking: str
    named: bool
    date: str
    amounts: list[Amount]
    stage: str = "outcome"
    # The position of an earlier record of the same kind that it is a part of.
    part_of: int | None = None
    agency_credits: list[str] = field(default_factory=list)
    operation_credits: list[str] = field(default_factory=list)


def numbers():
    return st.decimals("0.001", "1000000", places=3, allow_nan=False)


@st.composite
def amounts(draw, measures, *, seized):
    code = draw(st.sampled_from(sorted(measures)))
    dimension, units = measures[code]
    found = Amount(code, draw(st.sampled_from(QUALIFIERS)))
    if units and draw(st.integers(0, 4)):
        found.unit = draw(st.sampled_from(units))
        found.quantity = draw(numbers() if seized else st.integers(1, 9000).map(Decimal))
    # What has no worth of its own still may have an estimate of it, where goods are seized.
    if draw(st.integers(0, 4)) if dimension == "money" else seized and not draw(st.integers(0, 3)):
        found.amount, found.currency = draw(numbers()), draw(st.sampled_from(CURRENCIES))
    if seized and (found.quantity is not None or found.amount is not None):
        found.gone = draw(st.lists(gone(found), max_size=2))
    return found


@st.composite
def gone(draw, item):
    stage = draw(st.sampled_from(["forfeited", "returned", "destroyed"]))
    quantity = None if item.quantity is None else draw(st.none() | numbers())
    amount = None if item.amount is None else draw(st.none() | numbers())
    if quantity is None and amount is None:
        quantity, amount = item.quantity, item.amount
    return Gone(stage, quantity, amount, draw(st.sampled_from(sorted(DATES))))


@st.composite
def records(draw):
    kind = draw(st.sampled_from(["seizure", "seizure", "outcome"]))
    seized = kind == "seizure"
    record = Record(
        kind=kind,
        owner=draw(st.sampled_from(AGENCIES)),
        agency=draw(st.sampled_from(AGENCIES if seized else (*AGENCIES, ""))),
        operation=draw(st.sampled_from(("", *OPERATIONS))),
        country=draw(st.sampled_from(("", "COL", "USA"))),
        state=draw(st.sampled_from(STATES)),
        marking=draw(st.sampled_from(MARKINGS)),
        named=draw(st.booleans()),
        date=draw(st.sampled_from(sorted(DATES))),
        amounts=draw(st.lists(amounts(GOODS if seized else RESULTS, seized=seized), min_size=1, max_size=2 if seized else 1)),
    )
    if seized:
        record.stage = draw(st.sampled_from(["seized", "seized", "detected", "declared"]))
        record.agency_credits = draw(st.lists(st.sampled_from(AGENCIES), unique=True, max_size=2))
        record.operation_credits = draw(st.lists(st.sampled_from(sorted(OPERATIONS)), unique=True, max_size=2))
    return record


@st.composite
def worlds(draw):
    found = draw(st.lists(records(), min_size=1, max_size=7))
    for position, record in enumerate(found):
        wholes = [earlier for earlier in range(position) if found[earlier].kind == record.kind]
        if wholes and not draw(st.integers(0, 3)):
            record.part_of = draw(st.sampled_from(wholes))
    return found

"""Small random worlds: a few agencies and operations, and records of every kind of awkwardness."""

import datetime as dt
import random
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from figures.question.dimensions import DIMENSIONS
from operations.models import Outcome
from operations.sharing import stricter
from seizures.models import Seizure

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

# Days of reports of a series.
REPORTED = [dt.date(2019, 5, 1), dt.date(2019, 5, 2), dt.date(2019, 5, 20), dt.date(2019, 6, 1)]

Days = tuple[dt.date, dt.date] | None

# Measures: primary dimension, and units that it is given in here.
GOODS = {
    "NARC": ("mass", ("KGM", "LBR")),
    "NARC.COCAINE": ("mass", ("KGM", "LBR", "TON", "TON", "LTR", "U2")),
    "NARC.COCAINE.CRACK": ("mass", ("KGM",)),
    "NARC.CANNABIS.PLANT": ("count", ("PLANT", "KGM")),
    "WILDLIFE": ("count", ("C62",)),
    "WILDLIFE.TIMBER": ("volume", ("MTQ", "LTR", "KGM")),
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
    "ACTIVITY.COUNTRIES": ("count", ("C62",)),
}
QUALIFIERS = ("exact", "exact", "at_least", "at_most", "approximately")
STATES = ("draft", "submitted", "returned", "withdrawn", "superseded")
MARKINGS = ("TLP:CLEAR", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
CURRENCIES = ("USD", "EUR", "JPY", "AOA")
# Per euro, from which day, and until when where that is said. There is no rate of the kwanza; of the first of October
# 2009 the dollar has one that is a week old, and of the first of July one that is older.
RATES = [
    ("USD", "2008-12-10", "1.25", ""), ("USD", "2008-12-29", "1.3", ""), ("USD", "2009-04-01", "1.35", ""),
    ("USD", "2009-06-23", "1.4", ""), ("USD", "2009-07-10", "1.6", ""), ("USD", "2009-09-24", "1.5", ""),
    ("JPY", "2009-04-01", "125", "2009-09-30"), ("JPY", "2009-07-13", "130", ""),
]  # fmt: skip


# What a record states once each, and codes that it takes here: of what is a code itself, the first two there are.
OWN = [dimension for dimension in DIMENSIONS if not dimension.several]
CODES = {each.name: list(each.codes().values())[:2] for each in OWN if not each.relation} | {
    "country": ["COL", "USA"]
}
# Countries that are credited without an agency.
UNNAMED = [f"{code}-UNNAMED" for code in CODES["country"]]
MODELS = {"seizure": Seizure, "outcome": Outcome}
# Which of these each kind of record has.
STATES_OF = {
    kind: [each for each in OWN if each.column in {field.column for field in model._meta.concrete_fields}]
    for kind, model in MODELS.items()
}


@dataclass
class Gone:
    stage: str
    quantity: Decimal | None
    amount: Decimal | None
    date: str
    qualifier: str = "exact"
    # Between two numbers, the higher ones.
    quantity_high: Decimal | None = None
    amount_high: Decimal | None = None
    # None where it was written without: it has those that the item had then.
    unit: str | None = None
    currency: str | None = None

    @property
    def days(self) -> Days:
        return days_of(self.date)


@dataclass
class Amount:
    measure: str
    qualifier: str
    quantity: Decimal | None = None
    unit: str = ""
    amount: Decimal | None = None
    currency: str = ""
    # Between two numbers, the higher ones.
    quantity_high: Decimal | None = None
    amount_high: Decimal | None = None
    gone: list[Gone] = field(default_factory=list)


@dataclass
class Record:
    kind: str
    owner: str
    agency: str
    operation: str
    # By dimension; empty where it does not say.
    stated: dict[str, str]
    state: str
    marking: str
    # Persons who may read it while it is TLP:RED, each under the code of their agency.
    named: tuple[str, ...]
    date: str
    amounts: list[Amount]
    stage: str = "outcome"
    # Of an aggregate of events, how many where that is said.
    aggregate: bool = False
    events: int | None = None
    # Of a cumulative report: its series, and the day of which it is.
    series: str = ""
    reported_on: dt.date | None = None
    # What it is a part of: in a world made up here, the position of an earlier record of the same kind.
    part_of: object = None
    # The same as that: it counts for nobody.
    duplicate: bool = False
    agency_credits: list[str] = field(default_factory=list)
    operation_credits: list[str] = field(default_factory=list)
    # Its own, in the database or in a world made up here.
    id: object = None

    @property
    def days(self) -> Days:
        return days_of(self.date)


class Chance(random.Random):
    """Dice, with the few ways in which worlds and questions throw them. One seed, one world."""

    def maybe(self, share: float) -> bool:
        return self.random() < share

    def some(self, codes: Collection[str], most: int, least: int = 0) -> list[str]:
        return self.sample(sorted(codes), min(self.randint(least, most), len(codes)))

    def number(self) -> Decimal:
        return Decimal(self.randint(1, 1_000_000_000)).scaleb(-self.randint(0, 3))


def days_of(date: str) -> Days:
    if date in DATES:
        return DATES[date]
    first, last = map(dt.date.fromisoformat, date.split("/"))
    return first, last


def world(chance: Chance) -> list[Record]:
    found: list[Record] = []
    for _ in range(chance.randint(5, 12)):
        found.append(record_by(chance))
        found[-1].id = len(found) - 1
        wholes = [at for at, earlier in enumerate(found[:-1]) if earlier.kind == found[-1].kind]
        if wholes and chance.maybe(0.2):
            found[-1].part_of = chance.choice(wholes)
            found[-1].duplicate = chance.maybe(0.2)
    return found


def record_by(chance: Chance, kind: str = "") -> Record:
    seized = chance.maybe(0.65) if not kind else kind == "seizure"
    kind, measures = ("seizure", GOODS) if seized else ("outcome", RESULTS)
    record = Record(
        kind=kind,
        owner=chance.choice(AGENCIES),
        agency=chance.choice((*AGENCIES, "")),
        operation=chance.choice(("", *OPERATIONS)),
        stated={each.name: code_by(chance, each.name) for each in STATES_OF[kind]},
        state="verified" if chance.maybe(0.6) else chance.choice(STATES),
        marking="TLP:GREEN" if chance.maybe(0.6) else chance.choice(MARKINGS),
        named=("AA",) if chance.maybe(0.5) else (),
        date=chance.choice(sorted(DATES)),
        amounts=[amount_by(chance, measures, seized) for _ in range(chance.randint(1, 3) if seized else 1)],
    )
    # The database marks a record as strictly as its operation.
    record.marking = stricter(record.marking, OPERATIONS.get(record.operation, ("", ""))[1])
    if seized:
        record.stage = chance.choice(["seized", "seized", "detected", "declared"])
        if chance.maybe(0.3):
            record.aggregate, record.events = True, chance.choice([None, 1, 20, 500])
    if chance.maybe(0.3):
        record.series, record.reported_on = report_by(chance)
    if seized or chance.maybe(0.4):
        record.agency_credits = chance.some([*AGENCIES, *UNNAMED], 2)
        record.operation_credits = chance.some(OPERATIONS, 2)
    return record


def report_by(chance: Chance) -> tuple[str, dt.date]:
    return chance.choice(["S", "S", "T"]), chance.choice(REPORTED)


def code_by(chance: Chance, dimension: str) -> str:
    return chance.choice(["", *CODES[dimension]])


def amount_by(chance: Chance, measures: dict[str, tuple[str, tuple[str, ...]]], seized: bool) -> Amount:
    code = chance.choice(sorted(measures))
    dimension, units = measures[code]
    found = Amount(code, chance.choice(QUALIFIERS))
    if units and chance.maybe(0.8):
        found.unit = chance.choice(units)
        found.quantity = chance.number() if seized else Decimal(chance.randint(1, 9000))
    # Goods of no worth in themselves may have an estimate of it.
    if chance.maybe(0.85 if dimension == "money" else 0.2 if seized else 0):
        found.amount, found.currency = chance.number(), chance.choice(CURRENCIES)
    between_by(chance, found)
    if seized and (found.quantity is not None or found.amount is not None):
        found.gone = [gone_by(chance, found) for _ in range(chance.choice([0, 0, 1, 2]))]
    return found


def between_by(chance: Chance, told: Amount | Gone) -> None:
    """Now and then between two numbers, of what is known; and now and then of one of two faces only."""
    stated = [name for name in ("quantity", "amount") if getattr(told, name) is not None]
    if not stated or not chance.maybe(0.2):
        return
    told.qualifier = "between"
    for name in chance.some(stated, 2, 1):
        more = Decimal(chance.randint(1, 900)) if name == "quantity" else chance.number()
        setattr(told, f"{name}_high", getattr(told, name) + more)


def gone_by(chance: Chance, item: Any) -> Gone:
    quantity = chance.number() if item.quantity is not None and chance.maybe(0.7) else None
    amount = chance.number() if item.amount is not None and chance.maybe(0.7) else None
    if quantity is None and amount is None:
        quantity, amount = item.quantity, item.amount
    stage = chance.choice(["forfeited", "returned", "destroyed"])
    gone = Gone(stage, quantity, amount, chance.choice(sorted(DATES)), chance.choice(QUALIFIERS))
    if quantity is not None and chance.maybe(0.2):
        gone.unit = chance.choice(("KGM", "LBR", "TON", "LTR"))
    if amount is not None and chance.maybe(0.2):
        gone.currency = chance.choice(CURRENCIES)
    between_by(chance, gone)
    return gone

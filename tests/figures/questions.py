"""Random questions, and those who ask them."""

import datetime as dt

from figures.question.question import GROUPINGS, Question
from tests.figures.given import SEIZURES
from tests.figures.oracle import Reader, World
from tests.figures.world import AGENCIES, BY_WAY, CODES, GOODS, OPERATIONS, REPORTED, RESULTS, Chance

MEASURES = sorted({*GOODS, *RESULTS, "CASH", "FORFEITURE", SEIZURES})
DAYS = [dt.date(2008, 12, 31), dt.date(2009, 1, 1), dt.date(2009, 7, 1), dt.date(2009, 9, 30)]

# What a question leaves open more often than not.
NARROWER = {
    "measure": (MEASURES, 3),
    "stage": (["seized", "detected", "forfeited", "outcome"], 2),
    "agency": ([*AGENCIES, "none"], 2),
    **{name: ([*codes, "none"], 2) for name, codes in (CODES | BY_WAY).items()},
}


def question_by(chance: Chance, world: World, reader: Reader) -> Question:
    operations = [code for code in OPERATIONS if world.sees_operation(code, reader)]
    lists = NARROWER | {"operation": ([*operations, "none", "withheld"], 2)}
    first, last = sorted(chance.sample(DAYS, 2))
    return Question(
        by=tuple(chance.some(GROUPINGS, 3)),
        **{
            name: tuple(chance.some(codes, most, 1))
            for name, (codes, most) in lists.items()
            # However many there are: what is narrowed by several has nothing left to compare.
            if chance.maybe(0.6 / len(lists))
        },
        first=first if chance.maybe(0.15) else None,
        last=last if chance.maybe(0.15) else None,
        calendar=chance.choice(["calendar", "us", "uk"]),
        currency="reported" if chance.maybe(0.3) else "",
        status="unverified" if chance.maybe(0.2) else "verified",
        alone=chance.maybe(0.2),
        unfixed=chance.choice(["year", "quarter", "month"]) if chance.maybe(0.07) else "",
        reported_as_of=chance.choice([dt.date(2019, 4, 30), *REPORTED]) if chance.maybe(0.1) else None,
        unit=chance.choice(["KGM", "C62", "IE", "USD", "EUR", "none"]) if chance.maybe(0.07) else "",
    )


def reader_by(chance: Chance) -> Reader:
    return Reader(chance.choice([*AGENCIES, ""]), chance.choice([*AGENCIES, "", ""]))


class Person:
    """Who asks, as the database knows them."""

    role = "partner"

    def allows(self, _scope):
        return True

    def __init__(self, reader, setting):
        agency = setting.agencies.get(reader.agency)
        self.agency_id = agency.pk if agency else None
        self.user_id = setting.users[reader.person].pk if reader.person else None

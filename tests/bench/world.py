"""Whom and what the questions are about, chosen from the data: the largest of what there is, for a usual reader."""

import datetime
import random
from dataclasses import dataclass
from typing import Any

import psycopg

PERIODS = 40  # random ones, asked for in turn
SEED = 20_090_714
LARGEST = """
    SELECT o.id, o.code
    FROM seizures_seizure s
    JOIN operations_operation o ON o.id = s.operation_id
    WHERE s.state = 'verified' AND s.part_of_id IS NULL AND s.marking IN ('TLP:CLEAR', 'TLP:GREEN')
        AND o.marking IN ('TLP:CLEAR', 'TLP:GREEN')
    GROUP BY o.id
    ORDER BY count(*) DESC, o.code
    LIMIT 1
"""
ITS_COUNTRY = """
    SELECT c.id, c.code FROM seizures_seizure s JOIN agencies_country c ON c.id = s.country_id
    WHERE s.operation_id = %s GROUP BY c.id ORDER BY count(*) DESC, c.code LIMIT 1
"""
AGENCIES = """
    SELECT a.id, a.code FROM agencies_agency a JOIN operations_participation p ON p.agency_id = a.id
    WHERE a.id IN (SELECT agency_id FROM operations_participation WHERE operation_id = %s)
    GROUP BY a.id ORDER BY count(DISTINCT p.operation_id), a.code
"""
DAYS = "SELECT min(date_from), max(date_to) FROM seizures_seizure WHERE date_precision = 'day'"


@dataclass(frozen=True)
class World:
    operation: str
    # The largest operation and its phases.
    operations: list[Any]
    country_id: int
    country: str
    # Takes part in the operation, and in as many others as half of those do that take part in it.
    agency_id: int
    agency: str
    first: datetime.date
    last: datetime.date

    @classmethod
    def seen(cls, connection: "psycopg.Connection[Any]") -> "World":
        operation_id, operation = _row(connection, LARGEST)
        country_id, country = _row(connection, ITS_COUNTRY, operation_id)
        agencies = connection.execute(AGENCIES, [operation_id]).fetchall()
        agency_id, agency = agencies[len(agencies) // 2]
        phases = connection.execute(
            "SELECT id FROM operations_operation WHERE parent_id = %s", [operation_id]
        )
        operations = [operation_id, *(row[0] for row in phases.fetchall())]
        first, last = _row(connection, DAYS)
        return cls(operation, operations, country_id, country, agency_id, agency, first, last)

    def periods(self) -> list[tuple[str, str]]:
        """Months, both included: the same ones in every run."""
        chance = random.Random(SEED)
        months = [f"{number // 12}-{number % 12 + 1:02}" for number in self._months()]
        chosen = (sorted(chance.sample(range(len(months)), 2)) for _ in range(PERIODS))
        return [(months[first], months[last]) for first, last in chosen]

    def _months(self) -> range:
        return range(*(12 * day.year + day.month - 1 for day in (self.first, self.last)))


def days_of(first: str, last: str) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of months such as 2009-07."""
    year, month = map(int, last.split("-"))
    after = datetime.date(year + month // 12, month % 12 + 1, 1)
    return datetime.date.fromisoformat(f"{first}-01"), after - datetime.timedelta(days=1)


def _row(connection: "psycopg.Connection[Any]", query: str, *values: Any) -> tuple[Any, ...]:
    row = connection.execute(query.encode(), values).fetchone()
    assert row, "the demonstration data has none"
    return row

"""Drift: differences between the records and the ledger, or between the ledger and the balances."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from figures.ledger.parallel import Query, Row, RunAll, one_instant
from figures.ledger.words import many
from figures.models import Balance, Grain, Posting

Output = Callable[[str], None]
AMOUNTS = ("amount", "less", "more", "reported", "reported_less", "reported_more")


def _differ(numbers: Iterable[str]) -> str:
    """SQL for whether the two sides have different sums. An amount of zero costs as much to add as any other."""
    own = {name: f" FILTER (WHERE {name} <> 0)" for name in AMOUNTS}
    return " OR ".join(f"coalesce(sum(sign * {name}){own.get(name, '')}, 0) <> 0" for name in numbers)


# Both sides are dealt into 1,024 heaps by fingerprint, and each heap has to add up, its records weighed by it too. That
# takes no more memory however many records there are; only what does not add up is looked into. Two wrongs in one heap
# might even out: fingerprints are others the next day.
RECORDS_AT_A_GLANCE = f"""
    SELECT coalesce(sum(facts), 0), coalesce(sum(postings), 0), coalesce(bool_or(differs), FALSE)
    FROM (
        SELECT
            count(*) FILTER (WHERE sign = 1) AS facts, count(*) FILTER (WHERE sign = -1) AS postings,
            sum(sign * records * (fingerprint >> 40)) <> 0 OR {_differ(Posting.NUMBERS)} AS differs
        FROM figures_recordside
        WHERE record_id BETWEEN %s AND %s AND whose_id BETWEEN %s AND %s
        GROUP BY fingerprint & 1023
    ) heaps
"""
BALANCES_AT_A_GLANCE = f"""
    SELECT coalesce(sum(balances), 0), coalesce(bool_or(differs), FALSE)
    FROM (
        SELECT
            count(*) FILTER (WHERE sign = -1) AS balances,
            sum(sign * records * (fingerprint >> 40)) <> 0 OR {_differ(Balance.NUMBERS)} AS differs
        FROM figures_balanceside
        WHERE grain = %s
        GROUP BY fingerprint & 1023
    ) heaps
"""
RECORDS = "SELECT count(*) FROM figures_recorddrift"
FIRST_RECORDS = """
    SELECT string_agg(coalesce(s.reference, o.reference, 'deleted ' || d.record_id), ', ')
    FROM (SELECT record_id FROM figures_recorddrift LIMIT 20) d
    LEFT JOIN seizures_seizure s ON s.id = d.record_id
    LEFT JOIN operations_outcome o ON o.id = d.record_id
"""
BALANCES = "SELECT count(*) FROM figures_balancedrift WHERE grain = %s"
# Pending postings that there are not: the trace of a ledger emptied by force.
STRAYS = (
    "SELECT count(*) FROM figures_pending p WHERE NOT EXISTS (SELECT FROM figures_posting WHERE id = p.id)"
)
# An id with about as many below as above it; none where PostgreSQL has not looked yet.
MIDDLE = """
    SELECT (histogram_bounds::text::uuid[])[cardinality(histogram_bounds::text::uuid[]) / 2]
    FROM pg_stats WHERE schemaname = current_schema() AND tablename = 'seizures_seizure' AND attname = 'id'
"""


@dataclass(frozen=True)
class Drift:
    """The number of records that differ from their postings, and of balances that differ from the ledger."""

    records: int
    balances: int
    # What was compared.
    facts: int = 0
    postings: int = 0
    balances_compared: int = 0

    def __bool__(self) -> bool:
        return bool(self.records or self.balances)


def drift(output: Output = lambda _line: None) -> Drift:
    """Compares everything as of one instant, while others write. Calls `output` after each step."""
    records = _records()
    grains: list[Query] = [(BALANCES_AT_A_GLANCE, (grain.value,)) for grain in Grain]
    with one_instant() as run_all:
        answers = run_all([*records, *grains])
        facts, postings, drifted = _summed(run_all, [next(answers) for _ in records])
        output(f"{facts:,} facts against {postings:,} postings: {_differing(drifted, 'record')}.")
        if drifted:
            output(f"The first of these records: {next(run_all([(FIRST_RECORDS, ())]))[0]}.")
        balances_compared = wrong = 0
        for grain in Grain:
            balances, differ = next(answers)
            differing = _one(run_all, BALANCES, grain.value) if differ else 0
            output(f"{balances:,} balances by {grain.label}: {_differing(differing, 'balance')}.")
            balances_compared, wrong = balances_compared + balances, wrong + differing
        return Drift(drifted, wrong + _one(run_all, STRAYS), facts, postings, balances_compared)


def records_drifted() -> tuple[int, int, int]:
    """The number of facts, of postings, and of records whose facts and postings differ."""
    queries = _records()
    with one_instant() as run_all:
        return _summed(run_all, list(run_all(queries)))


def _records() -> list[Query]:
    """A query for each part of the records: they are compared part by part."""
    with connection.cursor() as cursor:
        cursor.execute(MIDDLE)
        found = cursor.fetchone()
    first, last = UUID(int=0), UUID(int=2**128 - 1)
    middle: UUID | None = found[0] if found else None
    parts = (
        [(first, middle), (UUID(int=middle.int + 1), last)] if middle and middle < last else [(first, last)]
    )
    return [(RECORDS_AT_A_GLANCE, (*part, *part)) for part in parts]


def _summed(run_all: RunAll, answers: list[Row]) -> tuple[int, int, int]:
    facts, postings, differ = (sum(column) for column in zip(*answers, strict=True))
    return int(facts), int(postings), _one(run_all, RECORDS) if differ else 0


def _one(run_all: RunAll, sql: str, *parameters: object) -> int:
    return int(next(run_all([(sql, parameters)]))[0])


def _differing(drifted: int, what: str) -> str:
    return f"{many(drifted, what)} {'HAS' if drifted == 1 else 'HAVE'} DRIFTED" if drifted else "they agree"

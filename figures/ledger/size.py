"""The size of the ledger by PostgreSQL's estimates, without counting."""

from collections.abc import Iterator

from django.db import connection

from figures.models import Balance, Grain, Tally
from operations.models import Outcome
from seizures.models import Seizure

# Rows of a table by the commonest values of a column. Nothing where it was never analysed.
BY_VALUE = """
    SELECT v.value, round(c.reltuples::numeric * v.share::numeric)::bigint
    FROM pg_class c
    JOIN pg_stats s ON s.schemaname = c.relnamespace::regnamespace::text AND s.tablename = c.relname
    CROSS JOIN LATERAL unnest(s.most_common_vals::text::text[], s.most_common_freqs) v (value, share)
    WHERE c.oid = %s::regclass AND s.attname = %s AND c.reltuples >= 0
    ORDER BY v.value
"""


def folded() -> int:
    """The number of postings that were ever folded; exact."""
    return sum(Tally.objects.filter(name="folded").values_list("number", flat=True))


def balances() -> dict[Grain, int]:
    """The estimated number of balances of each grain."""
    found = dict(_by_value(Balance._meta.db_table, "grain"))
    return {grain: found[str(grain.value)] for grain in Grain if str(grain.value) in found}


def records_by_state() -> Iterator[tuple[str, str, int]]:
    """Kind, state, and the estimated number of such records."""
    for model in (Seizure, Outcome):
        for state, number in _by_value(model._meta.db_table, "state"):
            yield model._meta.model_name or "", state, number


def _by_value(table: str, column: str) -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(BY_VALUE, [table, column])
        return list(cursor.fetchall())

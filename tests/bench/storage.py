"""What a seizure takes on disk, with its indexes: the records, their history, and the ledger with its balances."""

from tests.bench.bench import Bench
from tests.bench.lines import number

SIZES = """
    SELECT
        CASE
            WHEN relname LIKE 'figures\\_%%' THEN 'ledger'
            WHEN relname ~ 'event$' OR relname LIKE 'pghistory\\_%%' THEN 'history'
            WHEN relname ~ '^(seizures|operations)_' THEN 'records'
            ELSE 'other'
        END,
        sum(pg_total_relation_size(c.oid))::bigint
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
    WHERE c.relkind = 'r'
    GROUP BY 1
"""


def ask(bench: Bench) -> None:
    bench.database.execute("VACUUM")
    row = bench.database.execute("SELECT count(*) FROM seizures_seizure").fetchone()
    seizures = row[0] if row else 0
    sizes = dict(bench.database.execute(SIZES).fetchall())
    shown = {name: f"{number(sizes.get(name, 0) / seizures)}B" for name in ("records", "history", "ledger")}
    whole = sum(sizes.get(name, 0) for name in shown)
    bench.board.tell(
        "storage", **shown, together=f"{number(whole / seizures)}B", **{"per-seizure": str(seizures)}
    )

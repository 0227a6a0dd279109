"""Rows as they are copied in, in bulk: records that are there, under new ids."""

import time
from dataclasses import dataclass, field
from typing import Any

import psycopg

CHUNK = 10_000  # seizures in a transaction
CHOSEN = """
    CREATE TEMPORARY TABLE bench_chosen AS
    SELECT id AS old, uuidv7() AS new FROM seizures_seizure
    WHERE {which} AND part_of_id IS NULL AND amends_id IS NULL
    ORDER BY id LIMIT {most} OFFSET {skip}
"""
# Copied records are of their own: they are nobody's amendment, and no part of others.
VERIFIED = "state = 'verified'"
COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position
"""
SEIZURES, ITEMS = "seizures_seizure", "seizures_seizeditem"
# What a column of a copy holds, where not what the original does.
CHANGED = {
    SEIZURES: {"id": "c.new", "reference": "'COPY-' || c.new"},
    ITEMS: {"id": "uuidv7()", "seizure_id": "c.new"},
}
LINK = {SEIZURES: "id", ITEMS: "seizure_id"}


@dataclass(frozen=True)
class Bulk:
    """What COPY is sent: a table's columns and the text of its rows."""

    table: str
    columns: str
    data: bytes
    rows: int

    def send(self, connection: "psycopg.Connection[Any]") -> None:
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {self.table} ({self.columns}) FROM STDIN".encode()) as copy,
        ):
            copy.write(self.data)


def bulk(
    connection: "psycopg.Connection[Any]", most: int, skip: int = 0, which: str = VERIFIED
) -> list[Bulk]:
    """So many seizures, after the first ones, and their items; `which` is a condition in SQL."""
    connection.execute("DROP TABLE IF EXISTS bench_chosen")
    connection.execute(CHOSEN.format(most=most, skip=skip, which=which).encode())
    connection.execute("ANALYZE bench_chosen")
    return [_bulk(connection, table) for table in (SEIZURES, ITEMS)]


def _bulk(connection: "psycopg.Connection[Any]", table: str) -> Bulk:
    names = [row[0] for row in connection.execute(COLUMNS, [table]).fetchall()]
    selected = ", ".join(CHANGED[table].get(name, f"r.{name}") for name in names)
    query = f"SELECT {selected} FROM bench_chosen c JOIN {table} r ON r.{LINK[table]} = c.old"  # noqa: S608
    with connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT".encode()) as copy:
        data = b"".join(bytes(piece) for piece in copy)
    return Bulk(table, ", ".join(names), data, data.count(b"\n"))


def seconds(
    connection: "psycopg.Connection[Any]", bulks: list[Bulk], *, triggers: bool = True
) -> list[float]:
    """How long each took, with its commit; without triggers nothing of it stays."""
    taken = []
    with connection.transaction(force_rollback=not triggers):
        if not triggers:
            for each in bulks:
                connection.execute(f"ALTER TABLE {each.table} DISABLE TRIGGER USER".encode())
        for each in bulks:
            began = time.perf_counter()
            each.send(connection)
            taken.append(time.perf_counter() - began)
        began = time.perf_counter()
    taken[-1] += time.perf_counter() - began
    return taken


@dataclass
class Copied:
    """How much has been copied, chunk after chunk, and how long seizures and items took."""

    connection: "psycopg.Connection[Any]"
    chunks: int = 0
    seizures: int = 0
    items: int = 0
    seconds: list[float] = field(default_factory=lambda: [0.0, 0.0])

    @property
    def rate(self) -> float:
        """Items a second."""
        return self.items / sum(self.seconds)

    def more(self) -> None:
        bulks = bulk(self.connection, CHUNK, skip=self.seizures)
        taken = seconds(self.connection, bulks)
        self.seconds = [before + now for before, now in zip(self.seconds, taken, strict=True)]
        self.chunks, self.seizures, self.items = (
            self.chunks + 1,
            self.seizures + bulks[0].rows,
            self.items + bulks[1].rows,
        )

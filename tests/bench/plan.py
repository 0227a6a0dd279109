"""What the bare answer to a question is: statements to run and bytes to send, kept in a file between two processes."""

import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

FOLDER = "BENCH_PLANS"  # names the folder of the plans in the environment of the bare server
KEPT = "bench:"  # begins the keys under which Redis holds answers


@dataclass(frozen=True)
class New:
    """Stands where a statement names a row that is made anew each time: the `number`th of the transaction."""

    number: int
    as_text: bool = False


@dataclass(frozen=True)
class Statement:
    """`prepared`: planned once, with the values beside the text; else they are in the text, which is planned anew."""

    text: str
    values: list[Any] | dict[str, Any] | None = None
    prepared: bool = True

    def run(self, connection: "psycopg.Connection[Any]", made: "list[UUID] | None" = None) -> None:
        """`made` are the ids for what is new."""
        values = _filled(self.values, made) if made else self.values
        kind = psycopg.Cursor if self.prepared else psycopg.ClientCursor
        with kind(connection) as cursor:
            cursor.execute(self.text.encode(), values or None, prepare=self.prepared)
            if cursor.description:
                cursor.fetchall()


def _filled(value: Any, made: list[UUID]) -> Any:
    if isinstance(value, list):
        return [_filled(each, made) for each in value]
    if not isinstance(value, New):
        return value
    return str(made[value.number]) if value.as_text else made[value.number]


@dataclass(frozen=True)
class Plan:
    statements: tuple[Statement, ...]
    body: bytes
    # A transaction that makes so many rows; 0 for a read, which needs none.
    new: int = 0

    def save(self, folder: Path, key: str) -> None:
        draft = folder / f"{key}.new"
        draft.write_bytes(pickle.dumps(self))
        draft.replace(folder / key)


def load(folder: Path, key: str) -> Plan:
    plan: Plan = pickle.loads((folder / key).read_bytes())  # noqa: S301 - written by this run, in its own folder
    return plan

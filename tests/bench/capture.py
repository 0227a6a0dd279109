"""The SQL that our answer runs, taken from a request that is answered in this process."""

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from enum import Enum
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection, transaction
from django.test import Client

from tests.bench.plan import New, Statement

BALANCES = re.compile(r"\bfigures_balance\b")
RECORDS = re.compile(r"\bseizures_seizure\b")
INSERTS = re.compile(r"\bINSERT INTO\b")
CONTEXT = re.compile(r"SELECT set_config\('pghistory\.context_id', %s")
COUNTS = re.compile(r"^\s*SELECT COUNT\(", re.IGNORECASE)
TRIES = 15


class NotCaptured(Exception):
    """The request ran no such statement; the message tells which."""


def read(address: str, key: str) -> list[Statement]:
    """Every statement of a GET."""
    with _recorded() as statements:
        _expect(Client().get(address, headers=_headers(key)), 200)
    return statements


def balances(answers: Sequence[Sequence[Statement]], on: "psycopg.Connection[Any]") -> list[Statement]:
    """Of each answer the statement that reads the balances; where there are several, the one that takes longest.

    That is all that the bare answer runs, whatever else ours may need.
    """
    first = answers[0]
    found = [number for number, each in enumerate(first) if BALANCES.search(each.text)]
    if not found:
        raise NotCaptured("no statement reads the balances")
    longest = max(found, key=lambda number: _seconds(_prepared(first[number]), on))
    return [statements[longest] for statements in answers]


def page(statements: Sequence[Statement]) -> list[Statement]:
    """From the one that reads the page on: those before it tell who asks, and what the codes in the address mean."""
    for number, statement in enumerate(statements):
        if RECORDS.search(statement.text) and " LIMIT " in statement.text:
            return list(statements[number:])
    raise NotCaptured("no statement reads a page of seizures")


def written(address: str, key: str, body: bytes) -> tuple[list[Statement], int]:
    """The INSERT statements of a POST, with the ids of new rows left open, and how many of those there are."""
    with transaction.atomic(), _recorded() as statements:
        reply = Client().post(address, body, content_type="application/json", headers=_headers(key))
        _expect(reply, 201)
        transaction.set_rollback(True)
    made = reply.json()
    inserts = [each for each in statements if INSERTS.search(each.text)]
    ids: dict[Any, New] = {}
    for row in (made, *made["items"]):
        ids[UUID(row["id"])] = New(len(ids))
    # A reference is given once: the record's own id makes a new one.
    ids[made["reference"]] = New(0, as_text=True)
    # A history entry's id, too: writers would wait for each other's.
    for context in {each.values[0] for each in inserts if each.values and CONTEXT.match(each.text)}:
        ids[context] = New(len(ids), as_text=True)
    return [_opened(each, ids) for each in inserts], len(ids)


def _opened(statement: Statement, ids: dict[Any, New]) -> Statement:
    return Statement(statement.text, _with_new(statement.values or [], ids), prepared=False)


def _with_new(value: Any, ids: dict[Any, New]) -> Any:
    if isinstance(value, list):
        return [_with_new(each, ids) for each in value]
    return ids.get(value, value) if isinstance(value, UUID | str) else value


def fastest(statements: Sequence[Statement], on: "psycopg.Connection[Any]") -> list[Statement]:
    """Prepared, or not: whichever takes less time for the first. Not each kind can be prepared."""
    either = (_prepared(statements[0]), replace(statements[0], prepared=False))
    chosen = min(either, key=lambda each: _seconds(each, on))
    return [replace(each, prepared=chosen.prepared) for each in statements]


def _prepared(statement: Statement) -> Statement:
    return replace(statement, prepared=True)


def _seconds(statement: Statement, on: "psycopg.Connection[Any]") -> float:
    taken = []
    try:
        for _ in range(TRIES):
            began = time.perf_counter()
            statement.run(on)
            taken.append(time.perf_counter() - began)
    except psycopg.Error:
        return float("inf")
    return sorted(taken)[TRIES // 2]


@contextmanager
def _recorded() -> Iterator[list[Statement]]:
    """What goes to PostgreSQL in the block, after all that Django and its apps have made of it."""
    connection.ensure_connection()
    statements: list[Statement] = []
    usual: Any = psycopg.Cursor.execute

    def execute(cursor: Any, query: Any, params: Any = None, **options: Any) -> Any:
        if cursor.connection is connection.connection:
            statements.append(Statement(_text(query), _bare(params) or None))
        return usual(cursor, query, params, **options)

    psycopg.Cursor.execute = execute  # type: ignore[method-assign]  # put back below
    try:
        yield statements
    finally:
        psycopg.Cursor.execute = usual  # type: ignore[method-assign]  # as it was


def _text(query: Any) -> str:
    if isinstance(query, bytes):
        return query.decode()
    return query if isinstance(query, str) else str(query.as_string())


def _bare(value: Any) -> Any:
    """The value without what Django has made of it: it is unpickled where there is no Django."""
    if isinstance(value, dict):
        return {name: _bare(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_bare(each) for each in value]
    return value.value if isinstance(value, Enum) else value


def _headers(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}", "cache-control": "no-cache"}


def _expect(reply: Any, status: int) -> None:
    if reply.status_code != status:
        raise NotCaptured(f"{reply.status_code} instead of {status}: {reply.content[:400]!r}")

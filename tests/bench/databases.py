"""One database of demonstration data for each size, loaded once; what is measured is a copy that is thrown away."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from ops_tracker.local import processes
from ops_tracker.local.embedded import ROOT

# What decides how records are stored: when any of it changes, the data is loaded anew.
STORED = ("*/migrations/*.py", "*/sql/*/*.sql", "*/reference/*.py", "ops_tracker/demo/**/*.py")
UNFINISHED = "unfinished"
PATIENCE = 60  # seconds


class NotLoaded(Exception):
    """The data of a size cannot be had; the message tells why."""


def address_of(database: str) -> str:
    """The address of another database of the server that DATABASE_URL names."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}"))


def name_of(rows: int) -> str:
    return f"bench_{rows}"


def seconds_to_load(rows: int) -> float:
    return 600 + rows / 100_000 * 300


def prepare(rows: int, log: Path, say: Callable[[str], None]) -> str:
    """The name of the database with so many seizures, loaded now if it was not before. Raises NotLoaded."""
    name, wanted = name_of(rows), fingerprint()
    found = _stamp(name)
    if found == wanted:
        say(f"rows={rows} loaded already, by an earlier run")
        return name
    if found:
        why = (
            "an earlier load did not end"
            if found == UNFINISHED
            else "how records are stored, or made up, has changed"
        )
        say(f"rows={rows} loading anew: {why}")
    say(f"rows={rows} loading, which takes up to a minute for each 100000…")
    began = time.monotonic()
    _make(name)
    _load(name, rows, log)
    _execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), wanted))
    say(f"rows={rows} loaded in {time.monotonic() - began:.0f} s")
    return name


@contextmanager
def copied(name: str) -> Iterator[str]:
    """The address of a copy, so that no run finds what an earlier one has written."""
    copy = f"{name}_run"
    _drop(copy)
    query = "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"
    _execute(sql.SQL(query).format(sql.Identifier(copy), sql.Identifier(name)))
    try:
        yield address_of(copy)
    finally:
        _drop(copy)


def fingerprint() -> str:
    digest = hashlib.sha256()
    for pattern in STORED:
        for path in sorted(ROOT.glob(pattern)):
            if not {".venv", "node_modules"} & set(path.relative_to(ROOT).parts):
                digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _stamp(name: str) -> str | None:
    """Of what the data there was made; None where there is none."""
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    with _server() as connection:
        row = connection.execute(query, [name]).fetchone()
    return (row[0] or UNFINISHED) if row else None


def _make(name: str) -> None:
    _drop(name)
    _execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def _drop(name: str) -> None:
    query = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    for _second in range(PATIENCE):
        try:
            return _execute(query)
        except psycopg.errors.InsufficientPrivilege:
            # The vacuum of the server is at work there, and we may not end it.
            time.sleep(1)
    return _execute(query)


def _load(name: str, rows: int, log: Path) -> None:
    until = time.monotonic() + seconds_to_load(rows)
    log.unlink(missing_ok=True)
    for command in (["setup", "--without-static"], ["demo_data", "--rows", str(rows)], ["rollup"]):
        _manage(name, command, log, until)
    with psycopg.connect(address_of(name), autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT") if _may_checkpoint(connection) else None


def _may_checkpoint(connection: "psycopg.Connection[Any]") -> bool:
    row = connection.execute("SELECT pg_has_role(current_user, 'pg_checkpoint', 'USAGE')").fetchone()
    return bool(row and row[0])


def _manage(name: str, command: list[str], log: Path, until: float) -> None:
    env = os.environ | {"DATABASE_URL": address_of(name)}
    with open(log, "a") as out:
        done = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), *command],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            preexec_fn=processes.child(by=signal.SIGTERM),  # noqa: PLW1509 - there are no threads
        )
        try:
            code = done.wait(until - time.monotonic())
        except subprocess.TimeoutExpired:
            done.kill()
            done.wait()
            raise NotLoaded(f"{' '.join(command)} takes too long") from None
    if code:
        raise NotLoaded(
            f"{' '.join(command)} failed; {log} ends: {log.read_text(errors='replace').strip()[-800:]}"
        )


@contextmanager
def _server() -> Iterator["psycopg.Connection[Any]"]:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        yield connection


def _execute(query: sql.Composable) -> None:
    with _server() as connection:
        connection.execute(query)

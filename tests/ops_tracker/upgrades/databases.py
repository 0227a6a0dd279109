"""A database of its own in place of the test's, migrated step by step; and what the schema of a database is."""

import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from psycopg import sql

from ops_tracker import backup

Filler = Callable[[Any, int], None]


@contextmanager
def empty_database(name: str) -> Iterator[None]:
    """What asks for the database gets a new one meanwhile."""
    here = connections["default"]
    there = type(here)({**here.settings_dict, "NAME": name}, "default")
    with psycopg.connect(**server_of(here), autocommit=True) as server:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        server.execute(drop)
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        connections["default"] = there
        try:
            yield
        finally:
            there.close()
            connections["default"] = here
            server.execute(drop)


def server_of(connection: Any) -> dict[str, Any]:
    connection.ensure_connection()
    info = connection.connection.info
    return {**info.get_parameters(), "password": info.password, "dbname": "postgres"}


class Upgrade(MigrationExecutor):
    """Migrates the database; after each migration of ours, rows are written as they were written then."""

    def __init__(self, fill: Filler, ours: set[str]) -> None:
        super().__init__(connections["default"])
        self.fill, self.ours, self.passed = fill, ours, 0

    def to(self, targets: list[tuple[str, str]]) -> None:
        self.migrate(targets)
        self.loader.build_graph()

    def apply_migration(self, state: Any, migration: Migration, *args: Any, **kwargs: Any) -> Any:
        state = super().apply_migration(state, migration, *args, **kwargs)
        if migration.app_label in self.ours:
            self.passed += 1
            self.fill(state.apps, self.passed)
        return state


def schema() -> dict[str, str]:
    """Each table, column, constraint, index, function, view and trigger of the database by name: how it is made."""
    program = backup._program("pg_dump")
    parts = ("--schema-only", "--no-owner", "--no-privileges", f"--dbname={backup._address()}")
    text = subprocess.run([program, *parts], capture_output=True, text=True, check=True).stdout
    objects = re.split(r"^-- Name: (.*); Schema: .*$", text, flags=re.MULTILINE)
    return {
        name: re.sub(r"^(--|\\(un)?restrict .*|SET .*|)\n", "", made, flags=re.MULTILINE).strip()
        for name, made in zip(objects[1::2], objects[2::2], strict=True)
    }

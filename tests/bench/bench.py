"""What every question needs: whom to ask, as whom, and where to write the lines."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
import redis

from ops_tracker.local.embedded import ROOT
from tests.bench.lines import JUDGED_AT, Board
from tests.bench.plan import KEPT, Plan, Statement
from tests.bench.servers import Servers
from tests.bench.wire import Connection, Reply, request
from tests.bench.world import World

FRESH = {"Cache-Control": "no-cache"}
PATIENCE = "600s"  # for one statement
SCOPES = "figures:read records:read records:write"


@dataclass
class Bench:
    rows: int
    board: Board
    world: World
    servers: Servers
    plans: Path
    key: str
    database: "psycopg.Connection[Any]"
    store: "redis.Redis | None" = field(default=None, repr=False)

    @property
    def judged(self) -> bool:
        """Whether the records are many enough to compare reading all of them with reading none."""
        return self.rows >= JUDGED_AT

    @cached_property
    def ours(self) -> Connection:
        return Connection(self.servers.ours)

    @cached_property
    def bare(self) -> Connection:
        return Connection(self.servers.bare)

    @cached_property
    def plain(self) -> Connection:
        return Connection(self.servers.plain)

    def get(self, path: str, **headers: str) -> bytes:
        return request("GET", path, {"Authorization": f"Bearer {self.key}", **headers})

    def fresh(self, path: str) -> bytes:
        """A request that is to be answered from the database, whatever the server has kept."""
        return self.get(path, **FRESH)

    def post(self, path: str, body: bytes) -> bytes:
        return request("POST", path, {"Authorization": f"Bearer {self.key}"}, body)

    def answer(self, path: str) -> Reply:
        return self.ours.ask(self.fresh(path))

    def plan(self, name: str, statements: list[Statement], body: bytes, new: int = 0) -> bytes:
        """Hands the bare server what it needs to answer, and returns the request for it."""
        Plan(tuple(statements), body, new).save(self.plans, name)
        return (self.post if new else self.fresh)(f"/{name}", *([body] if new else []))

    def keep(self, name: str, body: bytes) -> bytes:
        """Puts an answer into Redis, and returns the request for the view that reads it there."""
        assert self.store is not None
        self.store.set(KEPT + name, body)
        return self.get(f"/{name}")


def connected(address: str) -> "psycopg.Connection[Any]":
    """PostgreSQL ends what takes too long."""
    return psycopg.connect(
        address, autocommit=True, options=f"-c statement_timeout={PATIENCE} -c pgtrigger.ignore={{}}"
    )


def made_key(agency: str, address: str) -> str:
    """A new key of the agency, in the database of that address."""
    named = ["--agency", agency, "--name", "bench", "--scopes", SCOPES]
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "createkey", *named],
        env=os.environ | {"DATABASE_URL": address},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
    )
    return done.stdout.strip()

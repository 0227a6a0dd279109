"""The least that an answer could cost: the same server, the same SQL, the same bytes, and no Django.

`/<key>` runs the plan of that name, in a transaction where it writes; `/healthz` answers once the server is there.
"""

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import psycopg
import uuid_utils.compat as uuid_utils

from ops_tracker.front.bounds import Bounds
from ops_tracker.front.front import Front
from tests.bench.plan import FOLDER, Plan, load

_plans: dict[str, Plan] = {}
_own = threading.local()


def wsgi(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    key = environ["PATH_INFO"].strip("/")
    if key == "healthz":
        body = b"{}"
    else:
        plan = _plans.get(key) or _plans.setdefault(key, load(Path(os.environ[FOLDER]), key))
        if environ["REQUEST_METHOD"] == "POST":
            environ["wsgi.input"].read()
        run(plan, _connection())
        body = plan.body
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def run(plan: Plan, connection: "psycopg.Connection[Any]") -> None:
    if not plan.new:
        for statement in plan.statements:
            statement.run(connection)
        return
    made = [uuid_utils.uuid7() for _ in range(plan.new)]
    with connection.transaction():
        for statement in plan.statements:
            statement.run(connection, made)


def _connection() -> "psycopg.Connection[Any]":
    """The thread's own, as Django keeps it."""
    if not hasattr(_own, "connection"):
        _own.connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    return _own.connection


application = Front(wsgi, Bounds(), {})

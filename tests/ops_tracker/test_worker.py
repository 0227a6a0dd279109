"""Jobs run in a real worker, started as `make run` starts it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from figures import tasks
from figures.ledger import waking
from figures.models import Pending, Reconciliation
from records.services import submit
from tests.factories.seizures import SeizureFactory

PATIENCE = 60  # seconds; a busy machine starts Python slowly


def database_url() -> str:
    """The address of the test database, which only this process knows."""
    known = connection.get_connection_params()
    query = urlencode({name: known[name] for name in ("host", "port") if known.get(name)})
    return f"postgresql://{known.get('user', '')}:{quote(known.get('password') or '')}@/{known['dbname']}?{query}"


@pytest.fixture
def worker(transactional_db) -> Iterator[None]:
    command = [
        sys.executable,
        "-m",
        "celery",
        "--app",
        "ops_tracker",
        "worker",
        "--pool",
        "solo",
        "--concurrency",
        "1",
    ]
    process = subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": database_url()},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield
    process.terminate()
    process.wait(PATIENCE)


def test_whatever_a_service_wrote_is_folded_soon(worker):
    seizure = SeizureFactory()
    assert Pending.objects.exists()
    cache.delete(waking.REQUESTED)

    submit(seizure, by=seizure.created_by)

    deadline = time.monotonic() + PATIENCE
    while Pending.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not Pending.objects.exists()
    assert waking.last_fold().postings >= 1


def test_the_ledger_is_checked_and_repaired(worker):
    SeizureFactory()
    tasks.fold()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE figures_balance SET records = 2")

    tasks.reconcile.delay()

    deadline = time.monotonic() + PATIENCE
    while not Reconciliation.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    found = Reconciliation.objects.get()
    assert (found.drifted_records, found.drifted_balances > 0, found.repaired) == (0, True, True)

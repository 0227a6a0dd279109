"""Whatever ends the process, a file is recorded whole or not at all."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from figures.ledger.reconciliation import reconcile
from imports.models import FileImport, ImportedRow
from seizures.models import Seizure
from tests.calls import person
from tests.factories.operations import OperationFactory
from tests.imports.small import HEADER, MAPPING
from tests.ops_tracker.test_worker import database_url

PATIENCE = 120
WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("written", [1, 1000])
def test_a_killed_import_leaves_nothing(tmp_path, written):
    """Killed once so many rows of figures' ledger are written, in a transaction that nobody else sees."""
    by = person()
    OperationFactory(code="ATLAS", owner="US-ICE")
    path, mapping = tmp_path / "file.csv", tmp_path / "mapping.json"
    rows = [f"14.07.2009,Bogotá,Cocaine,{number},KGM" for number in range(1, 3001)]
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    mapping.write_text(json.dumps(MAPPING))
    command = [
        sys.executable,
        "manage.py",
        "import_seizures",
        str(path),
        "--mapping",
        str(mapping),
        "--as",
        by.username,
    ]
    process = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=os.environ | {"DATABASE_URL": database_url()},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(written, process)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)

    assert process.returncode == -signal.SIGKILL
    _wait_until_alone()
    assert (Seizure.objects.count(), ImportedRow.objects.count(), FileImport.objects.count()) == (0, 0, 0)
    assert reconcile(repairs=False).drifted_records == 0


def _wait_for(written: int, process: "subprocess.Popen[bytes]") -> None:
    """Until the table of seizures has grown: rows that are not committed take room, and are counted so."""
    size = "SELECT pg_relation_size('seizures_seizure') / 300"
    with connection.cursor() as cursor:
        cursor.execute(size)
        [(before,)] = cursor.fetchall()
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and process.poll() is None:
            cursor.execute(size)
            [(now,)] = cursor.fetchall()
            if now >= before + written:
                return
            time.sleep(0.02)
    pytest.fail("the import ended, or never began to write")


def _wait_until_alone() -> None:
    """The server ends the transaction of a client that is gone, and needs a moment to notice."""
    end = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            cursor.execute(WAITING)
            if cursor.fetchall() == [(0,)]:
                return
            time.sleep(0.1)

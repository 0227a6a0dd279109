"""A job that another process does is cancelled while it goes on; one whose process was killed is done again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from imports.mapping.checking import read_mapping
from imports.models import ImportedRow, ImportState
from imports.services.jobs import cancel_import, receive_file, start_again
from imports.services.progress import progress_of
from imports.services.running import is_read
from seizures.models import Seizure
from tests.calls import person
from tests.factories.operations import OperationFactory
from tests.imports.small import HEADER, MAPPING
from tests.ops_tracker.test_worker import database_url

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 120
ROWS = 6_000
JOB = (
    "import sys; from uuid import UUID; from imports.services.jobs import run_job; run_job(UUID(sys.argv[1]))"
)
START = f"import django; django.setup(); {JOB}"


@pytest.fixture
def found():
    OperationFactory(code="ATLAS", owner="US-ICE")
    rows = [f"14.07.2009,Bogotá,Cocaine,{number},KGM" for number in range(1, ROWS + 1)]
    file = ContentFile("\n".join([HEADER, *rows]).encode(), name="file.csv")
    found = receive_file(file, read_mapping(MAPPING), by=person(), later=False)
    yield found
    found.stored.delete(save=False)


@contextmanager
def worker(found) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that reads the file, once it has read some of the rows."""
    process = subprocess.Popen(
        [sys.executable, "-c", START, str(found.pk)],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": database_url()},
    )
    try:
        end = time.monotonic() + PATIENCE
        while not progress_of(found).rows and process.poll() is None and time.monotonic() < end:
            time.sleep(0.02)
        assert process.poll() is None, "the job has ended already"
        yield process
    finally:
        process.kill()
        process.wait(PATIENCE)


def test_a_job_is_cancelled_while_it_goes_on_and_nobody_waits_for_it(found):
    with worker(found) as process:
        began = time.monotonic()
        cancel_import(found, by=found.created_by)
        took = time.monotonic() - began
        assert process.poll() is None, "it was waited for"
        process.wait(PATIENCE)

    found.refresh_from_db()
    assert (found.state, Seizure.objects.count(), ImportedRow.objects.count()) == (ImportState.STOPPED, 0, 0)
    assert f"{found.created_by.username} cancelled it after" in found.refusal
    assert took < 5


def test_a_job_whose_process_was_killed_is_done_again_from_the_first_row(found):
    with worker(found) as process:
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)
    found.refresh_from_db()
    assert (found.state, Seizure.objects.count()) == (ImportState.RUNNING, 0)

    found.created_at = "2026-01-01T00:00:00Z"
    found.save(update_fields=["created_at"])
    end = time.monotonic() + PATIENCE
    # The server ends the transaction of a process that is gone, and needs a moment to notice.
    while is_read(found) and time.monotonic() < end:
        time.sleep(0.1)
    start_again()

    found.refresh_from_db()
    assert (found.state, found.counts["records"], Seizure.objects.count()) == (ImportState.DONE, ROWS, ROWS)

# ruff: noqa: S310 -- the address is that of a server started here
"""Whoever writes, folds or reviews may be killed at any instant, the database too: nothing is by half, or wrong."""

import os
import time
from collections.abc import Callable, Iterator
from http.client import RemoteDisconnected
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import psutil
import pytest

from agencies import services
from agencies.models import Agency, Scope
from figures.ledger import folding
from figures.ledger.drift import drift
from figures.tasks import fold
from ops_tracker.local import embedded
from ops_tracker.local.children import Child, children
from seizures.models import Seizure
from tests.factories.seizures import SeizureFactory
from tests.figures.jobs import check_all
from tests.figures.scene import run
from tests.figures.sessions import PATIENCE, Session, check_ledger, sessions
from tests.figures.workshop import Workshop
from tests.figures.world import Chance
from tests.ops_tracker.local.test_stack import free_port, wait_until
from tests.ops_tracker.test_worker import database_url

JOBS = ("load", "load", "review", "fold", "fold", "change")
SEIZURE = b'{"date": "2009-07", "items": [{"measure": "NARC.COCAINE", "quantity": "12.5", "unit": "KGM"}]}'


@pytest.fixture
def workshop(transactional_db: None, tmp_path: Path) -> Iterator[Workshop]:
    """Jobs on the test database."""
    opened = Workshop(os.environ | {"DATABASE_URL": database_url()}, tmp_path / "log")
    yield opened
    opened.close()
    wait_until(lambda: not others())


def others() -> int:
    """How many connections to the test database there are beside this one: the server ends those of the killed."""
    here = "datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    return int(run(f"SELECT count(*) FROM pg_stat_activity WHERE {here}")[0][0])  # noqa: S608


def test_processes_killed_at_any_instant_leave_nothing_by_half(workshop: Workshop) -> None:
    chance = Chance(time.time())
    for job in ("load", "review", "fold", "change"):
        for _ in range(5):
            workshop.start("load")
            workshop.start(job)
            time.sleep(chance.uniform(0.02, 0.4))
            workshop.kill()
            assert not drift()

    assert len(workshop.committed()) > 5
    check_all(workshop.committed())


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """Jobs on a database of its own, which flushes to the disk what it commits."""
    data = tmp_path_factory.mktemp("data")
    env = {name: value for name, value in os.environ.items() if name not in embedded.VARIABLES}
    opened = Workshop(env | {"OPS_TRACKER_DATA": str(data)}, data / "log")
    yield opened
    opened.close()


def database(data: Path) -> list[psutil.Process]:
    """The server of this data directory and all its processes."""
    for process in psutil.process_iter(["name", "cmdline"]):
        if process.info["name"] == "postgres" and any(
            str(data) in part for part in process.info["cmdline"] or ()
        ):
            return [process, *process.children(recursive=True)]
    return []


def test_a_database_killed_at_any_instant_comes_back_right(elsewhere: Workshop) -> None:
    chance, data = Chance(time.time()), elsewhere.log.parent
    for number in range(4):
        for job in JOBS:
            elsewhere.start(job, number)
        time.sleep(chance.uniform(0.3, 1.5))

        for process in database(data):
            process.kill()
        elsewhere.kill()
        elsewhere.do("check")

    assert len(elsewhere.committed()) > 5


@pytest.fixture
def here(transactional_db: None, tmp_path: Path) -> Iterator[Callable[[str], Child]]:
    """Starts a process of `make run` on the test database."""
    env, port = os.environ | {"DATABASE_URL": database_url()}, free_port()
    known = {child.name: child for child in children(port, tmp_path)}

    def started(name: str) -> Child:
        known[name].start(env)
        return known[name]

    yield started
    for child in known.values():
        kill(child)
    wait_until(lambda: not others())


def kill(child: Child) -> None:
    child.kill()
    if child.process:
        child.process.wait(PATIENCE)


@pytest.fixture
def holder() -> Iterator[Session]:
    """Holds a lock that stops others in the middle of what they do."""
    with sessions(1) as [session]:
        yield session


def stopped(at: str) -> bool:
    """Whether somebody waits for a lock in a statement like that."""
    return bool(
        run("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE %s", f"%{at}%")
    )


def test_a_worker_killed_in_the_middle_of_a_fold_leaves_it_to_the_next(here, holder) -> None:
    for _ in range(5):
        SeizureFactory(verified=True)
    holder.do("BEGIN")
    holder.do("LOCK TABLE figures_balance IN SHARE MODE")
    worker = here("worker")
    fold.delay()
    wait_until(lambda: stopped("figures_fold"))

    kill(worker)
    holder.do("COMMIT")
    check = drift()

    assert not check
    here("worker")
    fold.delay()
    wait_until(lambda: not folding.pending().number)
    check_ledger()


def test_a_web_process_killed_in_the_middle_of_a_write_has_written_nothing(here, holder) -> None:
    agency = Agency.objects.get(code="US-FBI")
    _key, raw = services.make_key(agency=agency, name="A test", scopes=Scope.values, by=None)
    web = here("web")
    address = f"http://127.0.0.1:{web.command[web.command.index('--port') + 1]}"
    wait_until(lambda: answers(f"{address}/healthz"))
    holder.do("BEGIN")
    holder.do("SELECT pg_advisory_xact_lock(hashtext('figures_posting'))")
    with sessions(1) as [client]:
        sent = client.call(send, f"{address}/api/v1/seizures/", raw)
        wait_until(lambda: stopped("seizures_seizeditem"))

        kill(web)
        assert isinstance(sent.exception(PATIENCE), (RemoteDisconnected, ConnectionError, URLError))
        holder.do("COMMIT")
        wait_until(lambda: others() == 2)

        assert not Seizure.objects.exists()
        check_ledger()
        here("web")
        wait_until(lambda: answers(f"{address}/healthz"))
        assert client.call(send, f"{address}/api/v1/seizures/", raw).result(PATIENCE) == 201
    assert Seizure.objects.get().items.count() == 1
    check_ledger()


def answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def send(address: str, key: str) -> int:
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    with urlopen(Request(address, SEIZURE, headers), timeout=PATIENCE) as response:
        return int(response.status)

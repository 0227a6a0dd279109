"""The embedded services, with real servers and real processes, some of them killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from ops_tracker.local import embedded
from ops_tracker.local.processes import lives

USER = """
import os, sys
from ops_tracker.local import embedded
with embedded.services(durable="scratch" not in sys.argv):
    print(os.environ["DATABASE_URL"], os.environ["REDIS_URL"], flush=True)
    sys.stdin.read()
"""


class User:
    """A process that uses the services until it is told to leave."""

    def __init__(self, data: Path) -> None:
        env = {name: value for name, value in os.environ.items() if name not in embedded.VARIABLES}
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER],
            cwd=embedded.ROOT,
            env=env | {"OPS_TRACKER_DATA": str(data)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        self.database, self.redis = self.process.stdout.readline().split()

    def leave(self) -> None:
        self.process.communicate("", timeout=30)
        assert self.process.returncode == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def ask(self, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.database, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def ping(self) -> bool:
        with redis.Redis.from_url(self.redis) as client:
            return bool(client.ping())


@pytest.fixture
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("data")
    yield path
    for process in of(path):
        process.kill()


def of(data: Path) -> list[psutil.Process]:
    """The keeper and the servers of this data directory."""
    found = []
    for process in psutil.process_iter():
        try:
            if any(str(data) in part for part in process.cmdline()):
                found.append(process)
        except psutil.Error:
            continue
    return found


def wait_until(happens: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_processes_share_one_server_which_goes_with_the_last_of_them(data: Path) -> None:
    first = User(data)
    second = User(data)

    first.leave()

    assert second.database == first.database
    assert second.ask("select current_database(), current_user") == [("ops_tracker", "ops_tracker")]
    assert second.ping()
    second.leave()
    assert of(data) == []


def test_the_services_go_when_their_users_are_killed(data: Path) -> None:
    first, second = User(data), User(data)

    first.kill()
    second.kill()

    wait_until(lambda: not of(data))


def test_what_was_committed_outlives_the_death_of_everything(data: Path) -> None:
    user = User(data)
    user.ask("create table kept as select 42 as answer")
    everything = of(data)
    for process in [psutil.Process(user.process.pid), *everything]:
        process.kill()
    user.kill()

    again = User(data)

    assert again.ask("select answer from kept") == [(42,)]
    assert again.ping()
    assert not {process.pid for process in of(data)} & {process.pid for process in everything}
    again.leave()


def test_servers_end_when_only_their_keeper_is_killed_and_the_next_user_gets_new_ones(data: Path) -> None:
    user = User(data)
    orphans = [process for process in of(data) if "keeper" not in " ".join(process.cmdline())]
    next(process for process in of(data) if process not in orphans).kill()

    second = User(data)

    assert not any(map(lives, orphans))
    assert second.database == user.database
    assert user.ask("select 1") == [(1,)]
    user.leave()
    assert second.ping()
    second.leave()
    assert of(data) == []


@pytest.mark.parametrize("name", ["postgres", "redis-server"])
def test_a_killed_server_is_started_again_under_the_same_address(data: Path, name: str) -> None:
    user = User(data)
    user.ask("create table kept as select 42 as answer")

    min((p for p in of(data) if p.name() == name), key=lambda p: p.pid).send_signal(signal.SIGKILL)

    def back() -> bool:
        try:
            return user.ask("select answer from kept") == [(42,)] and user.ping()
        except (psycopg.OperationalError, redis.ConnectionError):
            return False

    wait_until(lambda: "starting it again" in (data / "services/keeper.log").read_text())
    wait_until(back)
    user.leave()


def test_a_path_too_long_for_a_socket_is_no_obstacle(data: Path) -> None:
    user = User(data / ("long" * 30))

    assert user.ask("select 1") == [(1,)]
    assert user.ping()
    user.leave()
    assert not Path(user.redis.removeprefix("unix://")).parent.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gets into a directory closed to all")
def test_root_may_keep_its_data_where_nobody_else_can_go(data: Path) -> None:
    data.chmod(0o700)

    user = User(data / "below")

    assert user.ask("select 1") == [(1,)]
    assert data.stat().st_mode & 0o777 == 0o700
    assert all(process.username() != "root" for process in of(data) if process.name() == "postgres")
    user.leave()


def test_nothing_is_started_where_both_variables_are_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OPS_TRACKER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DATABASE_URL", "postgresql:///elsewhere")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")

    with embedded.services():
        assert os.environ["DATABASE_URL"] == "postgresql:///elsewhere"

    assert not (tmp_path / "data").exists()


def test_without_the_wheels_the_error_says_which_variable_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///elsewhere")
    monkeypatch.delenv("REDIS_URL", raising=False)
    monkeypatch.setattr(embedded, "find_spec", lambda _: None)

    with pytest.raises(embedded.ServicesUnavailable, match=r"^REDIS_URL must be set"), embedded.services():
        pass

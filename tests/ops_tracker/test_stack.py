"""`make run`, from the supervisor on: real servers, real children, some of them killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from ops_tracker import embedded
from ops_tracker.processes import lives
from ops_tracker.stack import marked

# They share a data directory, which takes seconds to fill; so one worker runs them all.
pytestmark = pytest.mark.xdist_group("stack")


class Run:
    def __init__(self, data: Path, port: int) -> None:
        env = {name: value for name, value in os.environ.items() if name not in embedded.VARIABLES}
        self.data, self.port = data, port
        self.out = data / "stdout"
        with open(self.out, "w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ops_tracker.stack"],
                cwd=embedded.ROOT,
                env=env | {"OPS_TRACKER_DATA": str(data), "PORT": str(port), "OPS_TRACKER_DEMO": "0"},
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        return self.out.read_text()

    def until_ready(self) -> "Run":
        wait_until(lambda: "is ready" in self.said() or self.process.poll() is not None, seconds=90)
        assert self.process.poll() is None, self.said()
        return self

    def child(self, name: str) -> psutil.Process:
        children = psutil.Process(self.process.pid).children()
        return next(child for child in children if name in child.cmdline())

    def end(self, by: signal.Signals) -> int:
        self.process.send_signal(by)
        return self.process.wait(30)


def wait_until(happens: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stack")


@pytest.fixture
def run(data: Path) -> Iterator[Run]:
    run = Run(data, free_port()).until_ready()
    yield run
    if run.process.poll() is None:
        run.end(signal.SIGTERM)


def all_of(data: Path) -> list[psutil.Process]:
    """The children, theirs, and the embedded servers."""
    named = (p for p in psutil.process_iter(["cmdline"]) if str(data) in " ".join(p.info["cmdline"] or []))
    return [process for process in [*marked(data), *named] if lives(process)]


def healthy(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_and_leaves_no_process_behind(run: Run, by: signal.Signals) -> None:
    assert healthy(run.port)
    assert f"http://127.0.0.1:{run.port}/" in run.said()

    assert run.end(by) == 0

    assert all_of(run.data) == []
    assert not healthy(run.port)


def test_a_killed_run_starts_again_on_the_same_port(run: Run) -> None:
    run.process.kill()
    run.process.wait()

    again = Run(run.data, run.port).until_ready()

    assert healthy(run.port)
    assert again.end(signal.SIGTERM) == 0
    assert all_of(run.data) == []


@pytest.mark.parametrize("name", ["granian", "beat"])
def test_a_child_that_dies_is_started_again(run: Run, name: str) -> None:
    run.child(name).kill()

    wait_until(lambda: "ended with -9; starting it again." in run.said())
    wait_until(lambda: healthy(run.port))
    assert lives(run.child(name))


def test_a_second_run_from_the_same_directory_says_where_the_first_one_is(run: Run) -> None:
    env = os.environ | {"OPS_TRACKER_DATA": str(run.data), "PORT": str(free_port())}

    second = subprocess.run(
        [sys.executable, "-m", "ops_tracker.stack"], env=env, capture_output=True, text=True, check=False
    )

    assert second.returncode == 1
    assert second.stderr.startswith("Ops Tracker already runs from here: http://127.0.0.1:")
    assert healthy(run.port)


def test_a_taken_port_is_told_in_one_sentence(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = Run(data, port)

        assert refused.process.wait(30) == 1

    assert refused.said() == (
        f"Port {port} is taken by another program. Choose another one: make run PORT={port + 1}\n"
    )
    assert all_of(data) == []

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

from ops_tracker.local import embedded
from ops_tracker.local.processes import lives
from ops_tracker.local.stack import marked, stated_port


class Run:
    def __init__(self, data: Path, port: int, said: str = "said") -> None:
        env = {name: value for name, value in os.environ.items() if name not in embedded.VARIABLES}
        self.data, self.port = data, port
        self.out = data / said
        with open(self.out, "w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ops_tracker.local.stack"],
                cwd=embedded.ROOT,
                env=env | {"OPS_TRACKER_DATA": str(data), "PORT": str(port), "OPS_TRACKER_DEMO": "0"},
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        return self.out.read_text()

    def until_ready(self) -> "Run":
        wait_until(lambda: "is ready" in self.said() or self.process.poll() is not None, seconds=180)
        assert self.process.poll() is None, self.said()
        return self

    def child(self, name: str) -> psutil.Process:
        children = psutil.Process(self.process.pid).children()
        return next(child for child in children if name in child.cmdline())


def wait_until(happens: Callable[[], object], seconds: float = 60) -> None:
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
    """One for all, because it takes seconds to fill (`make test` gives a file of tests to one worker)."""
    return tmp_path_factory.mktemp("stack")


@pytest.fixture(scope="module")
def run(data: Path) -> Iterator[Run]:
    """One for all, too: they go from the gentle to the deadly."""
    run = Run(data, free_port()).until_ready()
    yield run
    for process in all_of(data):
        process.kill()
    run.process.wait()


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


def test_a_taken_port_is_told_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = Run(tmp_path, port)

        assert refused.process.wait(60) == 1

    assert refused.said() == (
        f"Port {port} is taken by another program. Choose another one: make run PORT={port + 1}\n"
    )
    assert all_of(tmp_path) == []


def test_it_serves_where_it_says(run: Run) -> None:
    assert healthy(run.port)
    assert f"http://127.0.0.1:{run.port}/" in run.said()


def test_a_second_run_from_the_same_directory_says_where_the_first_one_is(run: Run) -> None:
    second = Run(run.data, free_port(), said="second")

    assert second.process.wait(60) == 1
    assert second.said().startswith(f"Ops Tracker already runs from here: http://127.0.0.1:{run.port}/")
    assert healthy(run.port)


@pytest.mark.parametrize("name", ["granian", "beat"])
def test_a_child_that_dies_is_started_again(run: Run, name: str) -> None:
    dead = run.child(name)

    dead.kill()

    wait_until(lambda: run.said().count("ended with -9; starting it again.") == 1 + (name == "beat"))
    wait_until(lambda: healthy(run.port))
    assert run.child(name) != dead


def test_killed_or_ended_it_starts_again_on_the_same_port_and_leaves_nothing_behind(run: Run) -> None:
    run.process.kill()

    after_kill = Run(run.data, run.port, said="after_kill").until_ready()
    after_kill.process.send_signal(signal.SIGTERM)
    wait_until(lambda: "Stopping" in after_kill.said())
    after_end = Run(run.data, run.port, said="after_end").until_ready()

    assert after_kill.process.wait(60) == 0
    assert healthy(run.port)
    after_end.process.send_signal(signal.SIGINT)
    assert after_end.process.wait(60) == 0
    assert all_of(run.data) == []


@pytest.mark.parametrize(("stated", "port"), [("", "8000"), ("8001", "8001")])
def test_a_port_that_nobody_stated_is_the_usual_one(monkeypatch, stated, port):
    monkeypatch.setenv("PORT", stated)

    assert stated_port() == port

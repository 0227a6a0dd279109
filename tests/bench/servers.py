"""Our server as `make run` starts it, and the two it is compared with, by the same command."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ops_tracker.local.children import Child, children
from ops_tracker.local.stack import answers
from tests.bench.plan import FOLDER

PATIENCE = 90  # seconds until a server answers
OURS, BARE, PLAIN = (
    "ops_tracker.asgi:application",
    "tests.bench.bare:application",
    "tests.bench.plain:application",
)


class NotServed(Exception):
    """A server does not answer; the message tells what it said last."""


@dataclass
class Servers:
    """Ports, and the jobs that run beside our server."""

    ours: int
    bare: int
    plain: int
    jobs: list[Child]

    def end_jobs(self) -> None:
        for job in self.jobs:
            job.kill()


@contextmanager
def servers(folder: Path, plans: Path) -> Iterator[Servers]:
    """All of them, until the block ends. The environment says which database and Redis they use."""
    ports = [_free_port() for _ in range(3)]
    started = [*_web(OURS, ports[0], folder / "ours", jobs=True)]
    for app, port, name in ((BARE, ports[1], "bare"), (PLAIN, ports[2], "plain")):
        started += _web(app, port, folder / name)
    with _running(started, ports, os.environ | {FOLDER: str(plans)}):
        yield Servers(*ports, jobs=[child for child in started if child.name != "web"])


@contextmanager
def ours_alone(folder: Path, env: dict[str, str]) -> Iterator[Servers]:
    """Our server, and nothing beside it."""
    port = _free_port()
    with _running(_web(OURS, port, folder), [port], env):
        yield Servers(port, bare=0, plain=0, jobs=[])


@contextmanager
def _running(started: list[Child], ports: list[int], env: dict[str, str]) -> Iterator[None]:
    try:
        for child in started:
            child.start(env | {"PYTHONUNBUFFERED": "1", "API_CALLS_PER_MINUTE": "0"})
        for child, port in zip([child for child in started if child.name == "web"], ports, strict=True):
            _wait(child, port)
        yield
    finally:
        for child in started:
            child.terminate()
        for child in started:
            _bury(child)


def _web(app: str, port: int, logs: Path, *, jobs: bool = False) -> list[Child]:
    found = children(port, logs)
    for child in found:
        child.command = [app if part == OURS else part for part in child.command]
    return found if jobs else [child for child in found if child.name == "web"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(child: Child, port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while not answers(port):
        if not child.lives() or time.monotonic() > deadline:
            raise NotServed(child.last_words())
        time.sleep(0.05)


def _bury(child: Child) -> None:
    deadline = time.monotonic() + 5
    while child.lives() and time.monotonic() < deadline:
        time.sleep(0.05)
    child.kill()
    if child.process:
        child.process.wait()

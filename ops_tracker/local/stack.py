"""`make run`: starts, watches and stops everything Ops Tracker needs on one machine."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

import psutil

from ops_tracker.local import embedded, processes
from ops_tracker.local.children import children

MARK = "OPS_TRACKER_STACK"  # in the environment of every child, and of theirs: the data directory
PATIENCE = 90  # seconds until the first page answers


class Failed(Exception):
    """The stack cannot start or go on; the message has the reason."""


class Stack:
    def __init__(self, port: int, data: Path, lock: TextIO) -> None:
        self.port, self.data, self.lock = port, data, lock
        self.env = os.environ | {MARK: str(data), "PYTHONUNBUFFERED": "1"}
        self.children = children(port, data / "log")
        self.stopping = False
        self.began = time.monotonic()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop_soon)

    def _stop_soon(self, number: int, _frame: object) -> None:
        if self.stopping and number == signal.SIGINT:
            for child in self.children:
                child.kill()
        self.stopping = True
        self.lock.truncate(0)  # another stack that starts now waits instead of being refused

    def run(self) -> None:
        print_line("Starting PostgreSQL and Redis…")
        with embedded.services():
            self.env |= {name: os.environ[name] for name in embedded.VARIABLES}
            try:
                self._set_up()
                self._start()
                self._watch()
            finally:
                self._stop()

    def _set_up(self) -> None:
        command = [sys.executable, str(embedded.ROOT / "manage.py"), "setup"]
        prepare = processes.child(by=signal.SIGTERM)
        with subprocess.Popen(
            command,
            env=self.env,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=prepare,  # noqa: PLW1509 - there are no threads
        ) as setup:
            while setup.poll() is None:
                if self.stopping:
                    setup.terminate()
                time.sleep(0.05)
        if setup.returncode and not self.stopping:
            raise Failed("Setting up failed; the reason stands above.")

    def _start(self) -> None:
        if self.stopping:
            return
        print_line("Starting the web server, the worker and the scheduler…")
        for child in self.children:
            child.start(self.env)
        # Setting up may have taken long on a busy machine; what counts is how long the page takes.
        started = time.monotonic()
        while not self.stopping and not answers(self.port):
            self._mind()
            if time.monotonic() > started + PATIENCE:
                raise Failed(f"The page does not answer. {self.children[0].last_words()}")
            time.sleep(0.1)
        if not self.stopping:
            self._greet()

    def _stop(self) -> None:
        print_line("Stopping…")
        for child in self.children:
            child.terminate()
        processes.end(marked(self.data))

    def _greet(self) -> None:
        seconds = time.monotonic() - self.began
        print_line(f"\nOps Tracker is ready after {seconds:.0f} s: http://127.0.0.1:{self.port}/")
        if os.environ.get("OPS_TRACKER_DEMO") == "1":
            print_line("Sign in as analyst, supervisor, partner, auditor or admin; the password is demo.")
        print_line(f"What the processes say is in {self.children[0].log.parent}. Ctrl-C stops everything.\n")

    def _watch(self) -> None:
        while not self.stopping:
            self._mind()
            time.sleep(0.2)

    def _mind(self) -> None:
        for child in self.children:
            if self.stopping or child.lives():
                continue
            if child.hopeless():
                raise Failed(f"{child.name} keeps ending. {child.last_words()}")
            print_line(f"{child.name} ended with {child.exit_code()}; starting it again.")
            child.start(self.env)


def print_line(line: str) -> None:
    with suppress(BrokenPipeError):  # nobody reads any more; what is running still has to be stopped
        print(line, flush=True)


def answers(port: int) -> bool:
    """Whether the web server answers a request (listening is not enough)."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(f"GET /healthz HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            return b" 200 " in connection.recv(20)
    except OSError:
        return False


def marked(data: Path) -> list[psutil.Process]:
    """The processes that a stack on this data directory has started, even if that stack has ended."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == str(data):
                found.append(process)
        except (psutil.Error, OSError):
            continue
    return found


@contextmanager
def only_one(data: Path) -> Iterator[TextIO]:
    """A lock: only one stack works on a data directory."""
    data.mkdir(parents=True, exist_ok=True)
    with open(data / "stack.lock", "a+") as lock:
        while not embedded.take(lock):
            lock.seek(0)
            if where := lock.read():
                raise Failed(f"Ops Tracker already runs from here: {where}")
            time.sleep(0.1)  # it is on its way up or down
        lock.truncate(0)
        lock.write(f"http://127.0.0.1:{os.environ['PORT']}/ (process {os.getpid()})")
        lock.flush()
        yield lock


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            why = "is taken by another program" if error.errno == errno.EADDRINUSE else "cannot be used"
            raise Failed(f"Port {port} {why}. Choose another one: make run PORT={port + 1}") from error


def stated_port() -> str:
    """The value of PORT. Make passes an empty one if the user set none."""
    return os.environ.get("PORT") or "8000"


def main() -> None:
    if "--with-parent" in sys.argv:
        processes.die_with_parent(signal.SIGTERM)
    port = os.environ["PORT"] = stated_port()
    os.environ.setdefault("OPS_TRACKER_DEMO", "1")
    data = embedded.data_dir()
    try:
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise Failed(f"PORT must be a number from 1 to 65535, not {port!r}.")
        with only_one(data) as lock:
            processes.end(marked(data))  # what a killed run left behind
            check_port(int(port))
            Stack(int(port), data, lock).run()
    except (Failed, embedded.ServicesUnavailable) as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main()

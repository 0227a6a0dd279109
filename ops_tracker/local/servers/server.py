"""The common part of the embedded servers: owner and place of their files, start and stop."""

import hashlib
import os
import pwd
import signal
import stat
import subprocess
import tempfile
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ops_tracker.local import processes
from ops_tracker.local.embedded import ServicesUnavailable

SOCKET_PATH_LIMIT = 103  # bytes: macOS allows 103, Linux 107
PATIENCE = 50  # seconds; recovery after a crash takes its time


def bundled(package: str, *parts: str) -> Path | None:
    """The path of a file in an installed Python package, found without importing it."""
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec else None
    return Path(places[0], *parts) if places else None


def open_to_all(path: Path) -> bool:
    """Whether every user may reach `path`, and enter or run it."""
    return all(step.stat().st_mode & stat.S_IXOTH for step in (path, *path.parents))


class Server:
    """A server with its files in `folder`/<name>, and with a socket that only its own user may open."""

    name: str
    variable: str
    socket_name: str
    url: str
    stop_signal = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / self.name
        self.log = folder / f"{self.name}.log"
        self.owner = self._owner()
        self._own(self.home)
        self.sockets = self._socket_dir()
        if self.log.exists():
            self.log.replace(self.log.with_suffix(".old.log"))
        self.log.touch(mode=0o600)  # it may quote what was stored

    def launch(self) -> None:
        raise NotImplementedError

    def ready(self) -> bool:
        raise NotImplementedError

    def lives(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.ready():
            if not self.lives() or time.monotonic() > deadline:
                raise ServicesUnavailable(f"{self.name} did not start; its log ends:\n{self.last_words()}")
            time.sleep(0.02)

    def stop(self) -> None:
        if not self.process:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.sockets != self.home:
            with suppress(OSError):
                self.sockets.rmdir()

    def last_words(self) -> str:
        return self.log.read_text(errors="replace").strip()[-1500:]

    def spawn(self, *command: str | Path, **options: Any) -> subprocess.Popen[bytes]:
        """Starts a program as the owner of the files; it ends with the keeper."""
        reach = bool(self.owner) and not (open_to_all(self.folder) and open_to_all(Path(command[0])))
        prepare = processes.child(by=self.stop_signal, owner=self.owner, reach=reach)
        try:
            return subprocess.Popen(
                [str(part) for part in command],
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C"},
                preexec_fn=prepare,  # noqa: PLW1509 - the keeper has no threads
                **options,
            )
        except (subprocess.SubprocessError, PermissionError) as error:
            raise ServicesUnavailable(
                f"{self.name} is not run as root, and the user it is run as cannot get to {self.folder}. "
                "Move the project to where every user may go, run it as an ordinary user, "
                f"or set {self.variable}."
            ) from error

    def _owner(self) -> tuple[int, int] | None:
        """The user and group that root runs it as: the owner of existing files, else an account that owns nothing."""
        if os.geteuid() != 0:
            return None
        if self.home.exists() and (found := self.home.stat()).st_uid != 0:
            return found.st_uid, found.st_gid
        for name in ("postgres", "nobody"):
            with suppress(KeyError):
                return pwd.getpwnam(name)[2:4]
        raise ServicesUnavailable("PostgreSQL is not run as root, and this system has no user 'nobody'.")

    def _own(self, path: Path) -> None:
        """Makes `path` a directory that only the owner can enter."""
        path.mkdir(mode=0o700, exist_ok=True)
        if self.owner and path.lstat().st_uid == 0:
            os.chown(path, *self.owner, follow_symlinks=False)
        found = path.lstat()
        allowed = self.owner[0] if self.owner else os.geteuid()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != allowed or found.st_mode & 0o077:
            raise ServicesUnavailable(f"{path} is not a private directory of the user who runs {self.name}.")

    def _socket_dir(self) -> Path:
        """The directory of the socket: the home itself, or a short path of the same owner if that one is too long."""
        if len(os.fsencode(self.home / self.socket_name)) <= SOCKET_PATH_LIMIT:
            return self.home
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]
        short = Path(tempfile.gettempdir(), f"ops-tracker-{digest}")
        if len(os.fsencode(short / self.socket_name)) > SOCKET_PATH_LIMIT:
            short = Path("/tmp", short.name)  # noqa: S108 - private: _own sees to it
        self._own(short)
        return short

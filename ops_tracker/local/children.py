"""The long-lived processes of `make run`, and how each is started and stopped."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ops_tracker.local import embedded, processes

MAX_RESTARTS = 5
STABLE = 600  # seconds; a child that lived so long may be restarted as often again


@dataclass
class Child:
    name: str
    command: list[str]
    log: Path
    restarts: int = -1
    started: float = 0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self, env: dict[str, str]) -> None:
        self.kill()  # what is left of its group when it died alone: web workers go on serving
        self.restarts = 0 if time.monotonic() > self.started + STABLE else self.restarts + 1
        self.started = time.monotonic()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self.command],
                cwd=embedded.ROOT,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the supervisor, which ends them in order
                preexec_fn=processes.child(by=signal.SIGTERM),  # noqa: PLW1509 - there are no threads
            )

    def lives(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def hopeless(self) -> bool:
        return self.restarts >= MAX_RESTARTS and time.monotonic() < self.started + STABLE

    def exit_code(self) -> int | None:
        return self.process.returncode if self.process else None

    def terminate(self) -> None:
        if self.process and self.lives():
            self.process.terminate()

    def kill(self) -> None:
        if self.process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def last_words(self) -> str:
        return f"Its log, {self.log}, ends:\n{self.log.read_text(errors='replace').strip()[-3000:]}"


def children(port: int, logs: Path) -> list[Child]:
    logs.mkdir(mode=0o700, parents=True, exist_ok=True)
    celery = ["celery", "--app", "ops_tracker"]
    commands = {
        "web": [
            "granian", "ops_tracker.asgi:application", "--interface", "asgi", "--no-ws", "--workers", "2",
            "--host", "127.0.0.1", "--port", str(port), "--backlog", "2048", "--backpressure", "4096",
            "--respawn-failed-workers", "--workers-kill-timeout", "3",
        ],
        "worker": [*celery, "worker", "--concurrency", "2", "--without-gossip", "--without-mingle"],
        "beat": [*celery, "beat"],
    }  # fmt: skip
    found = [Child(name, command, logs / f"{name}.log") for name, command in commands.items()]
    for child in found:
        if child.log.exists():
            child.log.replace(child.log.with_suffix(".old.log"))
    return found

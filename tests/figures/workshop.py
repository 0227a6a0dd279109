# ruff: noqa: T201 -- its output is what the test reads
"""Jobs in processes of their own, to be killed at any instant.

    python -m tests.figures.workshop LOG

A process that has loaded everything forks one for each line it reads: the name of a job and a seed. It says the job's
process id; a job that ends by itself says how it ended. The database is that of the environment, or an embedded one.
"""

import os
import signal
import subprocess
import sys
import traceback
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from ops_tracker.local import embedded, processes


class Workshop:
    """The process, from outside."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        self.log, self.jobs = log, []
        log.touch()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.figures.workshop", str(log)],
            cwd=embedded.ROOT,
            env=env | {"DJANGO_SETTINGS_MODULE": "ops_tracker.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._answer() == "ready"

    def _answer(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def start(self, name: str, seed: int = 0) -> int:
        self._tell(name, seed)
        self.jobs.append(int(self._answer()))
        return self.jobs[-1]

    def do(self, name: str) -> None:
        """A job that ends. Raises AssertionError where it fails."""
        self._tell(name, 0)
        self._answer()
        assert self._answer() == "0", f"{name} failed; why stands above"

    def _tell(self, name: str, seed: int) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{name} {seed}\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        """All jobs, at this instant."""
        for job in self.jobs:
            os.kill(job, signal.SIGKILL)
        self.jobs = []

    def close(self) -> None:
        self.kill()
        self.process.communicate(timeout=60)

    def committed(self) -> list[str]:
        """The notes of the loads that were told to be committed."""
        return self.log.read_text().split()


def main(log: Path) -> None:
    with embedded.services():
        django.setup()
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        jobs = import_module("tests.figures.jobs")
        if not jobs.is_ready():
            # Nobody is killed yet: the hundreds of commits of an installation need not wait for the disk.
            connection.cursor().execute("SET synchronous_commit = off")
            call_command("migrate", verbosity=0)
            call_command("load_reference", small=True, verbosity=0)
        scene = jobs.Scene()
        connection.close()
        print("ready", flush=True)
        for line in sys.stdin:
            name, seed = line.split()
            job = os.fork()
            if not job:
                _do(getattr(jobs, name), scene, int(seed), log)
            print(job, flush=True)
            if name in jobs.SHORT:
                print(os.waitstatus_to_exitcode(os.waitpid(job, 0)[1]), flush=True)


def _do(job, scene, seed: int, log: Path) -> None:
    """In the fork, which ends here: none of what the parent has to tidy up is its own."""
    processes.die_with_parent(signal.SIGKILL)
    try:
        job(scene, seed, log)
    except BaseException:  # noqa: BLE001 -- there is nobody to raise it to
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

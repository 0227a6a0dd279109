"""A folder that files are put into, by agencies that send every night: `FOLDER/AGENCY/MAPPING/file.csv`.

A file is moved to `taken/` before it is read, so that one worker alone reads it; then to `done/` or `failed/`, with its
report.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from django.core.files import File

from common.errors import Refused
from imports.models import FileImport
from imports.services.arriving import (
    ReadFile,
    is_unfinished,
    read_result,
    receive_arrived,
    refused_result,
    unreadable_sentence,
)
from imports.services.jobs import run_job
from imports.services.running import is_read

# Seconds without a change, after which a file is not being written any more; and with none, after which it was left.
QUIET, LEFT = 30, 600
TAKEN = "taken"


def read_folder(folder: Path) -> int:
    """Imports the files that lie in the folder, one after the other. Returns how many."""
    many = 0
    for place in sorted(each for each in folder.glob("*/*") if each.is_dir()):
        _give_back(place)
        for path in _waiting(place):
            if taken := _taken(path):
                _import(taken, place)
                many += 1
    return many


def _waiting(place: Path) -> Iterator[Path]:
    for path in sorted(place.iterdir()):
        if not path.is_file() or path.is_symlink() or is_unfinished(path.name):
            continue
        if _age(path) >= QUIET:
            yield path


def _taken(path: Path) -> Path | None:
    """The file in its new place; None if another worker was quicker."""
    target = path.parent / TAKEN / path.name
    target.parent.mkdir(exist_ok=True)
    if target.exists():
        return None  # an earlier one of that name is being read
    try:
        path.rename(target)
    except FileNotFoundError:
        return None
    os.utime(target)
    return target


def _give_back(place: Path) -> None:
    """Queues files again whose worker has ended: rows that it recorded before are recognised."""
    for path in (place / TAKEN).glob("*"):
        if _age(path) >= LEFT and not _is_at_work(path, place):
            _move(path, place)


def _is_at_work(path: Path, place: Path) -> bool:
    found = FileImport.objects.filter(owner__code=place.parent.name, file_name=path.name[:200]).first()
    return found is not None and found.is_pending and is_read(found)


def _import(path: Path, place: Path) -> None:
    try:
        result = _read(path, place)
    except Refused as refusal:
        result = refused_result(str(refusal))
    except Exception:
        # Whatever it is, the file is not tried again every minute.
        _end(path, place, refused_result(unreadable_sentence()))
        raise
    _end(path, place, result)


def _read(path: Path, place: Path) -> ReadFile:
    with path.open("rb") as file:
        found = receive_arrived(File(file, name=path.name), place.parent.name, place.name)
    run_job(found.pk)
    found.refresh_from_db()
    return read_result(found)


def _end(path: Path, place: Path, result: ReadFile) -> None:
    """Moves the file, and puts its report beside it."""
    target = _move(path, place / result.folder)
    target.with_name(f"{target.name}.txt").write_text(f"{result.sentence}\n", encoding="utf-8")
    if result.report:
        target.with_name(f"{target.name}.report.csv.gz").write_bytes(result.report)


def _move(path: Path, folder: Path) -> Path:
    """Moves the file under its name, or under another one where the name is taken."""
    folder.mkdir(exist_ok=True)
    target = folder / path.name
    if target.exists():
        target = folder / f"{time.time_ns()}-{path.name}"
    path.rename(target)
    return target


def _age(path: Path) -> float:
    return time.time() - path.stat().st_mtime

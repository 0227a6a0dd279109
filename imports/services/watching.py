"""A folder that files are put into, by agencies that send every night: `FOLDER/AGENCY/MAPPING/file.csv`.

A file is moved to `taken/` before it is read, so that one worker alone reads it; then to `done/` or `failed/`, with its
report. It is recorded in the name of the person who saved the mapping, and waits for a second person's review.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from django.core.files import File
from django.utils.translation import gettext as _

from agencies.models import User
from common.errors import NotAllowed, Refused
from imports.mapping.checking import read_mapping
from imports.models import FileImport, ImportState, SavedMapping
from imports.services.jobs import receive_file, run_job
from imports.services.running import is_read

# Seconds without a change, after which a file is not being written any more; and with none, after which it was left.
QUIET, LEFT = 30, 600
TAKEN, DONE, FAILED = "taken", "done", "failed"


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
        hidden = path.name.startswith(".") or path.suffix in (".part", ".tmp", ".filepart")
        if path.is_file() and not path.is_symlink() and not hidden and _age(path) >= QUIET:
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
        found = _read(path, place)
    except Refused as refusal:
        _end(path, place / FAILED, str(refusal), b"")
        return
    except Exception:
        # Whatever it is, the file is not tried again every minute.
        _end(path, place / FAILED, _("The file could not be read. The log says more."), b"")
        raise
    failed = found.state != ImportState.DONE
    sentence = (
        found.refusal or _("Rows: %(rows)s. New records: %(records)s. Errors: %(errors)s.") % found.counts
    )
    _end(path, place / (FAILED if failed else DONE), sentence, bytes(found.report))


def _read(path: Path, place: Path) -> FileImport:
    saved = _mapping(place)
    with path.open("rb") as file:
        sent = File(file, name=path.name)
        found = receive_file(
            sent, read_mapping(saved.content), name=saved.name, by=_author(saved), later=False, submit=True
        )
    run_job(found.pk)
    found.refresh_from_db()
    return found


def _mapping(place: Path) -> SavedMapping:
    agency, name = place.parent.name, place.name
    found = SavedMapping.objects.filter(agency__code=agency, name=name).order_by("-version").first()
    if found is None:
        sentence = _("%(agency)s has saved no mapping “%(name)s”.")
        raise Refused(sentence % {"agency": agency, "name": name})
    return found


def _author(saved: SavedMapping) -> User:
    by: User = saved.created_by
    if not (by.is_active and by.enters and by.agency_id == saved.agency_id):
        sentence = _(
            "%(user)s saved the mapping, and enters no results for %(agency)s any more: save it again."
        )
        raise NotAllowed(sentence % {"user": by, "agency": saved.agency})
    return by


def _end(path: Path, folder: Path, sentence: str, report: bytes) -> None:
    """Moves the file, and puts its report beside it."""
    target = _move(path, folder)
    target.with_name(f"{target.name}.txt").write_text(f"{sentence}\n", encoding="utf-8")
    if report:
        target.with_name(f"{target.name}.report.csv.gz").write_bytes(report)


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

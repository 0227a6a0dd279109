"""The stored files beside a dump of the database: attachments in a folder; those in a bucket have its own backups."""

import tarfile
from pathlib import Path

from django.core.files.storage import FileSystemStorage

from common.uploads.receiving import attachment_storage

FOLDER = "attachments"


def beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.files.tar")


def back_up_files(path: Path) -> None:
    """Writes the attachments into a file beside the dump; none where there are none."""
    storage = attachment_storage()
    if not isinstance(storage, FileSystemStorage) or not (folder := Path(storage.location, FOLDER)).is_dir():
        return
    unfinished = path.with_name(f"{path.name}.files.unfinished")
    try:
        with tarfile.open(unfinished, "w") as archive:
            archive.add(folder, arcname=FOLDER)
        unfinished.replace(beside(path))
    finally:
        unfinished.unlink(missing_ok=True)


def restore_files(path: Path) -> None:
    """Puts the attachments back. A file of that name that is there already is the same: names are never used again."""
    storage = attachment_storage()
    if not isinstance(storage, FileSystemStorage) or not beside(path).is_file():
        return
    with tarfile.open(beside(path)) as archive:
        archive.extractall(storage.location, filter="data")

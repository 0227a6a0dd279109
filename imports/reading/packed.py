"""Decompresses gzip and zip files, within a limit."""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from imports.reading.errors import CannotRead
from imports.reading.errors import sentence as _
from imports.reading.kinds import ENCRYPTED, FileKind, file_kind
from imports.reading.options import LARGEST_UNPACKED

HEAD = 65_536
DAMAGED = (zipfile.BadZipFile, gzip.BadGzipFile, EOFError, zlib.error, NotImplementedError)
# A workbook in which one byte stands for more than this many is a bomb.
DENSEST = 300


def prepared(path: Path, folder: Path) -> tuple[Path, FileKind]:
    """The file to read, decompressed into `folder` if needed, and its format."""
    kind = file_kind(head_of(path), members_of(path))
    if kind is FileKind.WORKBOOK:
        _check_workbook(path)
        return path, kind
    if kind is FileKind.TEXT:
        return path, kind
    unpacked = folder / "unpacked"
    with _opened(path, kind) as source, unpacked.open("wb") as target:
        _copy(source, target)
    inner = file_kind(head_of(unpacked), members_of(unpacked))
    if inner not in (FileKind.TEXT, FileKind.WORKBOOK):
        raise CannotRead(_("An archive in an archive is not read. Unpack it first."))
    if inner is FileKind.WORKBOOK:
        _check_workbook(unpacked)
    return unpacked, inner


def head_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def members_of(path: Path) -> list[str] | None:
    if not zipfile.is_zipfile(path):
        return None
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


@contextmanager
def _opened(path: Path, kind: FileKind) -> Iterator[IO[bytes]]:
    try:
        if kind is FileKind.GZIP:
            with gzip.open(path) as file:
                yield cast(IO[bytes], file)
            return
        with zipfile.ZipFile(path) as archive, archive.open(_only_member(archive)) as member:
            yield member
    except RuntimeError:
        raise CannotRead(_("The archive has a password. Pack it without one.")) from None
    except DAMAGED as error:
        raise CannotRead(_("The archive is damaged, and cannot be unpacked.")) from error


def _only_member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The one file of the archive; files that operating systems add are ignored."""
    files = [
        each
        for each in archive.infolist()
        if not each.is_dir() and not each.filename.startswith("__MACOSX/") and not _is_hidden(each.filename)
    ]
    if files and files[0].file_size > LARGEST_UNPACKED:
        raise CannotRead(_("What is packed in the file is too large."))
    if len(files) != 1:
        raise CannotRead(
            _("The archive holds %(n)d files. Send an archive of one file, or the file itself."),
            {"n": len(files)},
        )
    return files[0]


def _is_hidden(name: str) -> bool:
    return name.rsplit("/", 1)[-1].startswith(".")


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    unpacked = 0
    while chunk := source.read(1 << 20):
        unpacked += len(chunk)
        if unpacked > LARGEST_UNPACKED:
            raise CannotRead(_("What is packed in the file is too large."))
        target.write(chunk)


def _check_password(path: Path) -> None:
    """Raises CannotRead for a workbook with a password; the directory that says so may be anywhere in the file."""
    with path.open("rb") as file:
        end = b""
        while chunk := file.read(1 << 20):
            if ENCRYPTED in end + chunk:
                raise CannotRead(_("The workbook has a password. Save it without one."))
            end = chunk[-len(ENCRYPTED) :]


def _check_workbook(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        _check_password(path)
        return  # of before 2007, and not packed
    with zipfile.ZipFile(path) as archive:
        size = sum(member.file_size for member in archive.infolist())
    if size > LARGEST_UNPACKED or size > DENSEST * max(path.stat().st_size, 1):
        raise CannotRead(_("What is packed in the file is too large."))

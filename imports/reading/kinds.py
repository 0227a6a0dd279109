"""Detects the format of a file by its first bytes: its name may say anything."""

import enum

from imports.reading.errors import CannotRead
from imports.reading.errors import sentence as _


class FileKind(enum.StrEnum):
    TEXT = "text"
    WORKBOOK = "workbook"
    ZIP = "zip"
    GZIP = "gzip"


# OLE: a workbook of before 2007, or one with a password, which is packed in the same container.
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
FOREIGN = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
    b"\x7fELF": "ELF",
    b"MZ": "EXE",
    b"PAR1": "Parquet",
    b"SQLite format 3": "SQLite",
}
SHEETS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def file_kind(head: bytes, names: list[str] | None = None) -> FileKind:
    """The format of a file that starts with `head`; `names` are the members of an archive."""
    if not head:
        raise CannotRead(_("The file is empty."))
    if head.startswith(b"PK"):
        return FileKind.WORKBOOK if names and any(name in SHEETS for name in names) else FileKind.ZIP
    if head.startswith(b"\x1f\x8b"):
        return FileKind.GZIP
    if head.startswith(OLE):
        if ENCRYPTED in head:
            raise CannotRead(_("The workbook has a password. Save it without one."))
        return FileKind.WORKBOOK
    _check_text(head)
    return FileKind.TEXT


def _check_text(head: bytes) -> None:
    for mark, name in FOREIGN.items():
        if head.startswith(mark):
            raise CannotRead(
                _("This is a file of the kind %(kind)s. Send CSV, XLSX, ODS or XLS."), {"kind": name}
            )
    if is_binary(head):
        raise CannotRead(_("This is neither text nor a workbook. Send CSV, XLSX, ODS or XLS."))


def is_binary(head: bytes) -> bool:
    """Whether there are more control characters than text ever has; UTF-16 has a NUL in every other byte."""
    if head.startswith(TEXT_MARKS):
        return False
    sample = head[:4096]
    even, odd = sample[0::2], sample[1::2]
    if len(sample) > 3 and (_nuls(odd) > 0.7 > 0.1 > _nuls(even) or _nuls(even) > 0.7 > 0.1 > _nuls(odd)):
        return False
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in sample)
    return control > len(sample) * 0.02


def _nuls(data: bytes) -> float:
    return data.count(0) / len(data) if data else 0.0

"""Detects the format of a file by its first bytes: its name may say anything."""

import enum
import re

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
# Neither text nor a sign of any alphabet: controls, and what Unicode leaves to each to agree upon.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffe\uffff]")
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
    """Whether there are more control characters than text ever has."""
    sample = head[:4096]
    if head.startswith(TEXT_MARKS) or wide_encoding(sample):
        return False
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in sample)
    return control > len(sample) * 0.02


def wide_encoding(sample: bytes) -> str:
    """UTF-16 without its mark, as which the bytes are text in lines; empty if they are not."""
    return next((name for name in ("utf-16-le", "utf-16-be") if _is_wide(sample, name)), "")


def _is_wide(sample: bytes, name: str) -> bool:
    """Whether there are lines, and signs of ASCII among others, as digits and separators are in every alphabet."""
    if len(sample) < 4 or b"\0" not in sample:
        return False
    try:
        text = sample[: len(sample) // 2 * 2].decode(name)
    except UnicodeDecodeError:
        return False
    plain = sum(" " <= sign <= "~" for sign in text) / len(text)
    has_lines = "\n" in text or "\r" in text
    return (plain > 0.7 or (has_lines and plain >= 0.1)) and not CONTROL.search(text)

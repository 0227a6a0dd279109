"""Detects the encoding of a text file: by its mark, as UTF-8 if all of it is valid, else by its letters."""

import codecs
import re
from pathlib import Path

from charset_normalizer import from_bytes

from imports.reading.errors import CannotRead
from imports.reading.errors import sentence as _
from imports.reading.kinds import wide_encoding

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What files of this field come in where they are not Unicode, the likeliest first.
LEGACY = ["cp1252", "cp1251", "cp1250", "cp1254", "cp1253", "koi8_r", "cp866", "cp850", "mac_roman", "cp1256"]
# Of a text of another alphabet, or of an encoding that is none of Windows, other signs turn up among these.
WESTERN = set(
    "áéíóúýàèìòùâêîôûãõñçäëïöüÿøåæœßðþÁÉÍÓÚÝÀÈÌÒÙÂÊÎÔÛÃÕÑÇÄËÏÖÜŸØÅÆŒÐÞ€£“”‘’‚„–—…°ºª´¨«»¿¡•²³½\u00a0"
)
WORD = re.compile(r"[^\W\d_]+")
CHUNK = 1 << 20
SAMPLE = 200_000


def encoding_of(path: Path) -> str:
    """The encoding. Raises CannotRead if one part of the file is in UTF-8 and another is not."""
    with path.open("rb") as file:
        head = file.read(4096)
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    if wide := wide_encoding(head):
        return wide
    foreign = _not_utf8(path)
    if foreign is None:
        return "utf-8"
    offset, has_utf8 = foreign
    if has_utf8 or _has_utf8_after(path, offset):
        raise CannotRead(
            _("Line %(line)d is not in UTF-8, while others are. Save the file in one encoding, or state it."),
            {"line": _line_at(path, offset)},
        )
    return _legacy(path, offset)


def _not_utf8(path: Path) -> tuple[int, bool] | None:
    """The position of the first byte that is not UTF-8, and whether letters beyond ASCII come before it."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    read, beyond = 0, False
    with path.open("rb") as file:
        while True:
            chunk = file.read(CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                before = chunk[: error.start]
                return read + error.start, beyond or not before.isascii()
            beyond = beyond or not text.isascii()
            read += len(chunk)
            if not chunk:
                return None


def _has_utf8_after(path: Path, offset: int) -> bool:
    """Whether a later line has letters beyond ASCII that are UTF-8: signs of no other encoding happen to be that."""
    with path.open("rb") as file:
        file.seek(offset)
        file.readline()
        return any(not line.isascii() and _is_utf8(line) for line in file)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _line_at(path: Path, offset: int) -> int:
    with path.open("rb") as file:
        line = 1
        while offset > 0 and (chunk := file.read(min(CHUNK, offset))):
            line += chunk.count(b"\n")
            offset -= len(chunk)
    return line


def _legacy(path: Path, offset: int) -> str:
    """A guess by the lines that have letters beyond ASCII: a long file may have few."""
    with path.open("rb") as file:
        file.seek(max(0, offset - 1000))
        sample = b"\n".join(line for line in file.read(4 * CHUNK).splitlines() if not line.isascii())[:SAMPLE]
    if _is_western(sample):
        return "cp1252"
    found = from_bytes(sample, cp_isolation=LEGACY).best()
    return found.encoding if found else "cp1252"


def _is_western(sample: bytes) -> bool:
    """Whether the words have only ASCII letters and those that western languages add."""
    text = sample.decode("cp1252", errors="replace")
    beyond = [sign for sign in text if not sign.isascii()]
    words = [word for word in WORD.findall(text) if not word.isascii()]
    plain = sum(sign.isascii() for word in words for sign in word)
    return set(beyond) <= WESTERN and plain >= sum(map(len, words)) / 2


def check_encoding(name: str) -> str:
    """The stated encoding. Raises CannotRead if there is none by that name."""
    try:
        # Not all codecs are of text.
        name.encode(name, errors="replace")
        return codecs.lookup(name).name
    except (LookupError, UnicodeError, TypeError):
        raise CannotRead(_("There is no encoding %(name)s."), {"name": name}) from None

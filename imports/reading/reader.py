"""A file as a table: what was detected about it, and its rows, read by a child process."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings

from imports.reading.cells import Row, unpacked_cell
from imports.reading.errors import CannotRead
from imports.reading.errors import sentence as _
from imports.reading.options import LARGEST, Options


@dataclass(frozen=True)
class About:
    """The properties of a file that were detected: `kind` is text or workbook; `sheets` are a workbook's."""

    kind: str
    sheets: list[str]
    sheet: str | None
    encoding: str | None
    delimiter: str | None
    # Whether numbers that are days count from 1904.
    from_1904: bool = False


@dataclass
class Table:
    about: About
    rows: Iterator[Row]


def check_file_size(size: int) -> None:
    """Raises CannotRead if a file of that many bytes is too large."""
    if size > LARGEST:
        most = LARGEST // 1024**2
        raise CannotRead(_("The file is larger than %(most)d MB. Send it in parts."), {"most": most})


@contextmanager
def open_table(path: Path, options: Options | None = None) -> Iterator[Table]:
    """The table in a file. Raises CannotRead, at once or while rows are read, with a sentence for the sender."""
    check_file_size(path.stat().st_size)
    options_sent = json.dumps(asdict(options or Options()))
    command = [sys.executable, "-m", "imports.reading.child", str(path.resolve()), options_sent]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=settings.BASE_DIR
    ) as child:
        try:
            lines = _lines(child)
            first = next(lines)
            yield Table(About(**first), _rows(lines))
        finally:
            child.kill()


def _lines(child: subprocess.Popen[bytes]) -> Iterator[Any]:
    """The lines that the child prints. Raises CannotRead if it ends before its last line, or is stopped."""
    assert child.stdout is not None
    ended = False
    for line in child.stdout:
        reply = orjson.loads(line)
        if isinstance(reply, dict) and "refused" in reply:
            raise CannotRead(reply["refused"], reply["words"])
        ended = isinstance(reply, dict) and "rows" in reply
        yield reply
    if not ended:
        raise CannotRead(_("The file could not be read: it took too much memory or time, or it is damaged."))


def _rows(lines: Iterator[Any]) -> Iterator[Row]:
    for reply in lines:
        if isinstance(reply, list):
            cells = [cell if type(cell) is str else unpacked_cell(cell) for cell in reply[1]]
            yield Row(reply[0], cells)

"""The process that reads one file: `python -m imports.reading.child FILE OPTIONS` prints rows as JSON lines.

The first line has what was detected about the file; the last says whether it was read to the end.
"""

import json
import resource
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from imports.reading import delimited, packed, workbook
from imports.reading.cells import packed_cell
from imports.reading.errors import CannotRead
from imports.reading.kinds import FileKind
from imports.reading.options import Options

MEMORY = 3 * 1024**3
SECONDS = 600


def limit() -> None:
    """Limits memory and processor time, whatever the file makes a reader do."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(path: str, options: str) -> None:
    limit()
    out = sys.stdout.buffer
    try:
        with tempfile.TemporaryDirectory() as folder:
            send(out, Path(path), Options(**json.loads(options)), Path(folder))
    except CannotRead as refusal:
        out.write(orjson.dumps({"refused": refusal.sentence, "words": refusal.words}) + b"\n")
    out.flush()


def send(out: Any, path: Path, options: Options, folder: Path) -> None:
    path, kind = packed.prepared(path, folder)
    if kind is FileKind.WORKBOOK:
        about = {"kind": kind, "sheets": workbook.sheets(path), **asdict(options)}
        about["from_1904"] = workbook.counts_from_1904(path)
        found = workbook.rows(path, options)
    else:
        options = delimited.described(path, options)
        about = {"kind": kind, "sheets": [], **asdict(options)}
        found = delimited.rows(path, options)
    out.write(orjson.dumps(about) + b"\n")
    many = 0
    for row in found:
        many += 1
        out.write(orjson.dumps([row.line, [packed_cell(cell) for cell in row.cells]]) + b"\n")
    out.write(orjson.dumps({"rows": many}) + b"\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

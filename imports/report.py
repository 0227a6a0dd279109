"""The findings in a file, line by line, spooled to disk: there may be more than fit in memory."""

import csv
import gzip
import io
import itertools
import tempfile
from collections import Counter
from collections.abc import Iterator
from typing import IO, NamedTuple

from common.files import MARKING, inert
from imports.grouped import GROUPS, SameLines
from imports.models import FileImport
from operations.sharing import Marking

COLUMNS = ("line", "column", "value", "sentence", "kind", MARKING)
ERROR, WARNING, DUPLICATE, CHANGE = "error", "warning", "duplicate", "change"
SHOWN = 100
# What a file says before it is recorded stays with the agency that imports it.
OWN = str(Marking.AMBER_STRICT)


class Finding(NamedTuple):
    line: int
    column: str
    value: str
    sentence: str
    kind: str


class ImportReport:
    """Counts findings by kind. What is wrong in several rows alike is one finding, with their lines."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._same: dict[tuple[str, str, str], SameLines] = {}
        self._spool: IO[str] = tempfile.SpooledTemporaryFile(  # noqa: SIM115 -- it is closed with the report
            max_size=1 << 20, mode="w+", encoding="utf-8", newline=""
        )
        self._writer = csv.writer(self._spool)

    def add(self, kind: str, line: int, sentence: str, *, column: str = "", value: str = "") -> None:
        self.counts[kind] += 1
        if kind == ERROR:
            alike = column, value, sentence
            if alike in self._same:
                self._same[alike].add(line)
                return
            if len(self._same) < GROUPS:
                self._same[alike] = SameLines()
        self._writer.writerow([line, column, value, sentence, kind])

    @property
    def first(self) -> list[Finding]:
        """The first findings of each kind, to be shown."""
        seen: Counter[str] = Counter()
        found = []
        for finding in self.lines():
            seen[finding.kind] += 1
            if seen[finding.kind] <= SHOWN:
                found.append(finding)
        return found

    def lines(self) -> Iterator[Finding]:
        self._spool.seek(0)
        for line, *rest in csv.reader(self._spool):
            yield self._with_same(Finding(int(line), *rest))
        self._spool.seek(0, 2)

    def _with_same(self, finding: Finding) -> Finding:
        same = self._same.get(finding[1:4]) if finding.kind == ERROR else None
        if not same or not same.many:
            return finding
        return Finding(*finding[:3], f"{finding.sentence} {same}", finding.kind)

    def write(self, file: IO[str]) -> None:
        """Writes the findings as CSV, by line within each stage of the import."""
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for finding in self.lines():
            writer.writerow([*(inert(value) for value in finding), OWN])

    def packed(self) -> bytes:
        with tempfile.TemporaryFile() as packed:
            with gzip.open(packed, "wt", encoding="utf-8", newline="") as file:
                self.write(file)
            packed.seek(0)
            return packed.read()

    def close(self) -> None:
        self._spool.close()


def findings_of(file_import: FileImport, most: int) -> Iterator[Finding]:
    """The first findings of an import that has ended."""
    packed = bytes(file_import.report)
    if not packed:
        return
    with gzip.open(io.BytesIO(packed), "rt", encoding="utf-8", newline="") as file:
        for line, *rest, _marking in itertools.islice(csv.reader(file), 1, most + 1):
            yield Finding(int(line), *rest)


def number_of_findings(file_import: FileImport) -> int:
    packed = bytes(file_import.report)
    if not packed:
        return 0
    with gzip.open(io.BytesIO(packed), "rt", encoding="utf-8", newline="") as file:
        return sum(1 for _row in csv.reader(file)) - 1

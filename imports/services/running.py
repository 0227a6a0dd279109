"""Imports one file, from its first row to the totals that it adds; a dry run does the same as a commit.

A dry run records everything, too, and rolls it back at the end: it reports exactly what a commit would have met.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited
from common.collecting import fewer_collections
from common.errors import Refused
from common.outbox import announce
from figures.answer.figure import Figure
from imports.findings.checks import look_at_all
from imports.mapping.columns import Columns
from imports.mapping.contract import Mapping
from imports.mapping.entries import FileRow
from imports.mapping.named import Named
from imports.mapping.proposals import proposals_of
from imports.mapping.rows import RowReader
from imports.mapping.sheets import MappedTable, open_mapped, other_sheets_sentence
from imports.models import FileImport, ImportState
from imports.report import DUPLICATE, ERROR, WARNING, ImportReport
from imports.services.handing import hand_over, name_senders
from imports.services.loading import BATCH, Loading, batched
from imports.totals import Totals, totals_of
from operations.rules import may_enter
from records.cautions.stated import is_total

# One import of an agency at a time: two of the same file would not see each other's rows.
LOCK = "SELECT pg_advisory_xact_lock(hashtext('imports'), %s)"
FREE = "SELECT pg_try_advisory_xact_lock(hashtext('imports'), %s)"
# Batches after which the database looks again at how large its tables have become, or it would plan for small ones.
GROWN = {1, 8, 64, 512}
TABLES = [
    "seizures_seizure", "seizures_seizeditem", "seizures_credit", "operations_outcome", "operations_outcomecredit",
    "figures_posting", "figures_pending", "imports_importedrow",
]  # fmt: skip
SMALL = "SELECT relname FROM pg_class WHERE oid = ANY(%s::regclass[]) AND reltuples < %s ORDER BY relname"
# Of a table so many times as large as the file, the file is a small part.
MUCH = 10
Progress = Callable[[int], object]


@dataclass(frozen=True)
class Wanted:
    """The options of an import. `verifier`, another person than `by`, verifies what `by` enters."""

    dry_run: bool = False
    partial: bool = False
    submit: bool = False
    verifier: User | None = None


@dataclass
class ImportResult:
    """The result: `counts` are of rows, except `records`, which counts new records."""

    file_import: FileImport
    counts: dict[str, int]
    totals: list[Figure] = field(default_factory=list)
    compared: Totals = field(default_factory=lambda: Totals([], []))

    def put_into(self, about: FileImport, report: ImportReport) -> None:
        about.counts, about.report = self.counts, report.packed()
        about.totals, about.stated = self.compared.added, self.compared.stated

    @property
    def is_clean(self) -> bool:
        return not self.counts["errors"]


class AlreadyRead(Refused):
    """The job was sent twice, and has been done."""


class Cancelled(Refused):
    """Somebody cancelled the import while it was read."""


class _TakenBack(Exception):
    """Rolls back the transaction of a dry run, or of a refused file."""


def import_file(
    path: Path,
    mapping: Mapping,
    wanted: Wanted,
    report: ImportReport,
    *,
    by: User,
    file_import: FileImport | None = None,
    progress: Progress = lambda _rows: None,
) -> ImportResult:
    """Records the rows of a file, all or none. Raises CannotRead if file or mapping cannot be read.

    A wrong row means that nothing is recorded, unless `wanted.partial` allows the others to be.
    """
    may_enter(by)
    assert by.agency is not None
    about = file_import or FileImport(file_name=path.name[:200], mapping=mapping.source)
    about.owner, about.created_by, about.sha256 = by.agency, by, _sha256(path)
    run = _Run(about, mapping, wanted, report, by, progress)
    try:
        with transaction.atomic():
            run.record(path)
            if wanted.dry_run or (report.counts[ERROR] and not wanted.partial):
                raise _TakenBack
    except _TakenBack:
        run.result.file_import.state = ImportState.CHECKED if wanted.dry_run else ImportState.REFUSED
        if not wanted.dry_run:
            run.result.counts |= {"records": 0, "changed": 0}
    return run.result


def is_read(file_import: FileImport) -> bool:
    """Whether a file of the same agency is being read now, by whatever process."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FREE, [file_import.owner_id])
        return bool(cursor.fetchone() == (False,))


class _Run:
    def __init__(
        self,
        about: FileImport,
        mapping: Mapping,
        wanted: Wanted,
        report: ImportReport,
        by: User,
        progress: Progress,
    ) -> None:
        self.about, self.mapping, self.wanted = about, mapping, wanted
        self.report, self.by, self.progress = report, by, progress
        self.rows = self.skipped = 0
        self.result = ImportResult(about, {})

    def record(self, path: Path) -> None:
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [self.about.owner_id])
        self._begin()
        with open_mapped(path, self.mapping) as table:
            loading = self._load(table)
            if table.other_sheets:
                self.report.add(WARNING, 0, other_sheets_sentence(table))
        if not self.rows:
            self.report.add(WARNING, 0, _("There are headings, and no row below them."))
        loading.finish()
        look_at_all(self.about.pk, self.mapping.kind, self.report, by=self.by)
        figures, totals = totals_of(self.about, self.mapping, by=self.by)
        if not self.wanted.dry_run:
            name_senders(self.about, by=self.by)
            hand_over(self.about, submit=self.wanted.submit, verifier=self.wanted.verifier, by=self.by)
        self.result = ImportResult(self.about, self._counts(loading), figures, totals)
        self._end()

    def _begin(self) -> None:
        """Locks the import. Raises AlreadyRead if another worker has read the file meanwhile."""
        ended = FileImport.objects.filter(pk=self.about.pk, ended_at__isnull=False)
        if not self.about._state.adding and ended.exists():
            raise AlreadyRead(_("The file was read already."))
        self.about.state, self.about.ended_at = ImportState.RUNNING, None
        with audited(by=self.by, action="import begun"):
            self.about.save()

    def _end(self) -> None:
        self.about.state, self.about.ended_at = ImportState.DONE, timezone.now()
        self.result.put_into(self.about, self.report)
        with audited(by=self.by, action="import ended"):
            self.about.save()
        announce("imported", self.about, by=None)

    def _load(self, table: MappedTable) -> Loading:
        columns = Columns(self.mapping, table.headings)
        named = Named()
        about = table.about
        reader = RowReader(
            self.mapping, columns, named, is_text=about.kind == "text", from_1904=about.from_1904
        )
        loading = Loading(self.about, columns, named, self.report, by=self.by)
        proposals = proposals_of(self._entries(table.rows, reader), self.mapping)
        with fewer_collections():
            for number, batch in enumerate(batched(proposals, BATCH), start=1):
                loading.take(batch)
                self.progress(self.rows)
                if number in GROWN:
                    _count_anew(self.rows)
        return loading

    def _entries(self, rows: Iterator[Any], reader: RowReader) -> Iterator[FileRow]:
        decided = {column.place for column, _words in reader.skipping}
        for row in rows:
            if row.is_blank:
                continue
            self.rows += 1
            if reader.is_skipped(row):
                self.skipped += 1
                continue
            entry = reader.read(row)
            self._look_for_total(entry, decided)
            yield entry

    def _look_for_total(self, entry: FileRow, decided: set[int]) -> None:
        """Adds a finding if the row looks like a total and no word of the mapping decides about it."""
        for place, text in enumerate(entry.texts):
            if place not in decided and is_total(text):
                sentence = _("This looks like a total, by its words: it would count twice.")
                self.report.add(WARNING, entry.line, sentence, value=text[:80])
                return

    def _counts(self, loading: Loading) -> dict[str, int]:
        found = self.report.counts
        return {
            "rows": self.rows,
            "records": loading.records,
            "skipped": self.skipped + loading.unchanged,
            "unchanged": loading.unchanged,
            "changed": loading.changed,
            "errors": found[ERROR],
            "warnings": found[WARNING],
            "duplicates": found[DUPLICATE],
        }


def _count_anew(rows: int) -> None:
    """Updates the planner's statistics of the tables that the file has made much larger, which no other process sees.

    Their size alone says little: a dry run that was taken back leaves it, and none of the statistics. Skipped while
    another process does so.
    """
    with connection.cursor() as cursor:
        cursor.execute(SMALL, [TABLES, MUCH * rows])
        if small := [name for (name,) in cursor]:
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {', '.join(small)}")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""Turns proposals into records: new ones, or changes of those that an earlier file brought."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from agencies.models import User
from common.db.copying import blank_row, insert_rows
from common.errors import Invalid, Refused
from common.text import numbers
from imports.findings.records import look_at_draft
from imports.kinds import imported_kind
from imports.kinds.targets import OF_DISPOSITION
from imports.mapping.columns import Columns
from imports.mapping.entries import FileRow
from imports.mapping.named import Named
from imports.mapping.proposals import Proposal, locate
from imports.models import FileImport, ImportedRow
from imports.report import CHANGE, DUPLICATE, ERROR, WARNING, ImportReport
from imports.services.changing import change_record
from imports.services.earlier import EarlierRow, EarlierRows, differences, is_withdrawn
from records.plain import Resolved

# Records that are entered at a time.
BATCH = 2000
Pair = tuple[Proposal, Resolved[Any]]


class Loading:
    """Records the proposals of one file, batch by batch, in the caller's transaction."""

    def __init__(
        self, file_import: FileImport, columns: Columns, named: Named, report: ImportReport, *, by: User
    ) -> None:
        self.file_import, self.columns, self.named = file_import, columns, named
        self.report, self.by = report, by
        self.kind = imported_kind(file_import)
        self.earlier = EarlierRows(file_import.owner, file_import)
        self.records = self.changed = self.unchanged = 0
        # Rows that other files had, by the file.
        self._editions: Counter[str] = Counter()

    def take(self, proposals: list[Proposal]) -> None:
        sound = [each for each in proposals if not self._has_problems(each)]
        locate(sound, self.named)
        new, same = self.earlier.match(sound)
        for proposal, row in same:
            self._pass_over(proposal, row)
        self._record(new)

    def finish(self) -> None:
        """Records what waited until the whole file was read."""
        new, changed = self.earlier.rest()
        for batch in batched(new, BATCH):
            self._record(batch)
        for proposal, row in changed:
            if is_withdrawn(row):
                self._pass_over(proposal, row)
            else:
                self._change(proposal, row)
        sentence = _("%(many)s rows are recorded from %(file)s: this seems to be another edition of it.")
        for name, many in self._editions.items():
            self.report.add(WARNING, 0, sentence % {"many": numbers.number(Decimal(many)), "file": name})

    def _has_problems(self, proposal: Proposal) -> bool:
        for line, column, value, sentence in proposal.problems:
            self.report.add(ERROR, line, sentence, column=column, value=value)
        return bool(proposal.problems)

    def _pass_over(self, proposal: Proposal, row: EarlierRow) -> None:
        self.unchanged += len(proposal.entries)
        if row.sha256 != self.file_import.sha256:
            self._editions[row.file_name] += len(proposal.entries)
        if is_withdrawn(row):
            sentence = _("The record of this row was withdrawn, and stays so.")
            self.report.add(WARNING, proposal.line, sentence)
            return
        sentence = _("Recorded already, from %(file)s; nothing is recorded again.")
        for entry in proposal.entries:
            self.report.add(DUPLICATE, entry.line, sentence % {"file": row.file_name})

    def _record(self, proposals: Sequence[Proposal]) -> None:
        if not proposals:
            return
        resolved = self.kind.resolve([each.values for each in proposals], by=self.by)
        sound = []
        for proposal, each in zip(proposals, resolved, strict=True):
            if each.findings.errors:
                self._report(proposal, each.findings.errors)
            else:
                sound.append((proposal, each))
        for proposal, each in self._saved(sound):
            look_at_draft(self.kind, each.draft, proposal, self.report)

    def _saved(self, pairs: list[Pair]) -> list[Pair]:
        """The records that were saved. The others of the batch get a finding each, and do not stop the rest."""
        if not pairs:
            return []
        try:
            self.kind.record(
                [each.draft for _proposal, each in pairs], by=self.by, reason=reason_of(self.file_import)
            )
        except (Invalid, Refused) as refusal:
            return self._saved_without(pairs, refusal)
        insert_rows(ImportedRow, [self._row(proposal, each.draft.record.pk) for proposal, each in pairs])
        self.records += len(pairs)
        return pairs

    def _saved_without(self, pairs: list[Pair], refusal: Exception) -> list[Pair]:
        wrong = _by_number(refusal) if len(pairs) > 1 else {0: _errors_of(refusal)}
        if not wrong:
            # The database refused one of them, and does not say which.
            half = len(pairs) // 2
            return [*self._saved(pairs[:half]), *self._saved(pairs[half:])]
        for number, errors in wrong.items():
            self._report(pairs[number][0], errors)
        return self._saved([pair for number, pair in enumerate(pairs) if number not in wrong])

    def _change(self, proposal: Proposal, row: EarlierRow) -> None:
        [each] = self.kind.resolve([proposal.values], by=self.by)
        moved = differences(proposal.plain, row.values)
        try:
            each.findings.raise_if_any()
            record = change_record(
                self.kind,
                row.record,
                each.draft,
                [path for path, _before, _after in moved],
                row.values,
                by=self.by,
                reason=reason_of(self.file_import),
            )
        except (Invalid, Refused) as refusal:
            self._report(proposal, _errors_of(refusal))
            return
        self._report_changes(proposal, moved)
        ImportedRow.objects.filter(pk=row.pk).update(current=False)
        changed = self._row(proposal, record.pk)
        changed.act = ImportedRow.Act.CHANGED
        changed.save()
        self.changed += 1

    def _report_changes(self, proposal: Proposal, moved: Iterable[tuple[str, Any, Any]]) -> None:
        sentence = _("It was %(before)s in an earlier file, and is %(after)s.")
        for path, before, after in moved:
            column, value = self._where(path, proposal)
            words = {"before": before or "–", "after": after or "–"}
            self.report.add(CHANGE, proposal.line, sentence % words, column=column or path, value=value)

    def _row(self, proposal: Proposal, record: UUID) -> ImportedRow:
        row = blank_row(ImportedRow)
        row.file_import, row.owner = self.file_import, self.file_import.owner
        setattr(row, f"{self.kind.link}_id", record)
        row.line, row.more_lines = proposal.line, [entry.line for entry in proposal.entries[1:]]
        row.key, row.cells = proposal.key, proposal.cells
        row.place, row.values = proposal.place[:300], proposal.plain
        return row

    def _report(self, proposal: Proposal, errors: dict[str, list[str]]) -> None:
        for path, sentences in errors.items():
            entry = _entry_of(path, proposal)
            column, value = self._where(path, proposal)
            for sentence in sentences:
                self.report.add(ERROR, entry.line, sentence, column=column, value=value)

    def _where(self, path: str, proposal: Proposal) -> tuple[str, str]:
        """The heading of the column that a path of the record was read from, and the cell."""
        name = path.rpartition(".")[2]
        fields = (
            OF_DISPOSITION.items() if ".dispositions" in path else (*self.kind.fields, *self.kind.stored_as)
        )
        named = [target for target, field in fields if field == name]
        columns = next((found for target in (*named, name) if (found := self.columns.of(target))), [])
        texts = _entry_of(path, proposal).texts
        if not columns:
            return ("", "")
        return columns[0].heading, texts[columns[0].place] if columns[0].place < len(texts) else ""


def batched(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """The items in lists of `size`; the last one may be shorter."""
    rest = iter(items)
    while batch := list(itertools.islice(rest, size)):
        yield batch


def reason_of(file_import: FileImport) -> str:
    return _("Imported from %(file)s") % {"file": file_import.file_name}


def _entry_of(path: str, proposal: Proposal) -> FileRow:
    parts = path.split(".")
    if (
        parts[0] == "items"
        and len(parts) > 1
        and parts[1].isdecimal()
        and int(parts[1]) < len(proposal.entries)
    ):
        return proposal.entries[int(parts[1])]
    return proposal.entries[0]


def _errors_of(refusal: Exception) -> dict[str, list[str]]:
    """The errors of a single record, without its number."""
    if not isinstance(refusal, Invalid):
        return {"": [str(refusal)]}
    return {path.removeprefix("0").removeprefix("."): texts for path, texts in refusal.errors.items()}


def _by_number(refusal: Exception) -> dict[int, dict[str, list[str]]]:
    """The errors of several records, by their number."""
    found: dict[int, dict[str, list[str]]] = {}
    for path, texts in refusal.errors.items() if isinstance(refusal, Invalid) else ():
        number, _dot, rest = path.partition(".")
        if not number.isdecimal():
            return {}
        found.setdefault(int(number), {})[rest] = texts
    return found

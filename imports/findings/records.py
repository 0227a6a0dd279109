"""Findings about a single record, made while it is entered."""

from typing import Any

from django.utils.translation import gettext as _

from imports.findings.personal import looks_personal
from imports.kinds import ImportedKind, ReviewedKind
from imports.mapping.entries import FileRow
from imports.mapping.proposals import Proposal
from imports.report import WARNING, ImportReport
from measures.fitting import is_odd
from operations.models import ReviewedRecord
from records.drafts import Draft

# What is written in words of operations and claims.
WORDS = ("name", "scope", "objectives", "legal_bases", "findings", "function", "area", "description", "note")


def look_at_draft(kind: ImportedKind, draft: Draft[Any], proposal: Proposal, report: ImportReport) -> None:
    if not isinstance(kind, ReviewedKind):
        for entry in proposal.entries:
            stated = entry.values | entry.item
            _look_at_text(entry, " ".join(str(stated[name]) for name in WORDS if name in stated), report)
        return
    _look_at_dates(draft.record, proposal, report)
    for entry, item in zip(proposal.entries, draft.amounts, strict=False):
        if item.unit and is_odd(item.unit, item.measure):
            sentence = _("%(measure)s is seldom measured in this unit: %(unit)s.")
            words = {"measure": item.measure, "unit": item.unit.localised}
            report.add(WARNING, entry.line, sentence % words, value=entry.words.get("unit", ""))
        _look_at_text(entry, f"{item.description} {draft.record.note} {proposal.place}", report)


def _look_at_text(entry: FileRow, text: str, report: ImportReport) -> None:
    if looks_personal(text):
        sentence = _("This looks like personal data, and none is recorded here: take it out.")
        report.add(WARNING, entry.line, sentence, value=text.strip()[:80])


def _look_at_dates(record: ReviewedRecord, proposal: Proposal, report: ImportReport) -> None:
    operation = record.operation
    if operation is None or record.date_from is None or record.date_to is None:
        return
    before = operation.starts_on and record.date_to < operation.starts_on
    after = operation.ends_on and record.date_from > operation.ends_on
    if before or after:
        sentence = _("%(date)s is outside %(operation)s, which was from %(start)s to %(end)s.")
        words = {
            "date": record.date,
            "operation": operation,
            "start": operation.starts or "–",
            "end": operation.ends or "–",
        }
        report.add(WARNING, proposal.line, sentence % words, value=str(record.date))

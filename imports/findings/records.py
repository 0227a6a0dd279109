"""Findings about a single record, made while it is entered."""

from typing import Any

from django.utils.translation import gettext as _

from imports.kinds import ImportedKind, ReviewedKind
from imports.mapping.entries import FileRow
from imports.mapping.proposals import Proposal
from imports.report import WARNING, ImportReport
from measures.fitting import is_odd
from operations.models import ReviewedRecord
from records.cautions.stated import looks_personal, looks_personal_sentence, outside_operation
from records.checks import withdrawn_currency
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
        if item.currency and (sentence := withdrawn_currency(item.currency, draft.record.date_from)):
            report.add(WARNING, entry.line, sentence, value=entry.words.get("currency", ""))
        _look_at_text(entry, f"{item.description} {draft.record.note} {proposal.place}", report)


def _look_at_text(entry: FileRow, text: str, report: ImportReport) -> None:
    if looks_personal(text):
        report.add(WARNING, entry.line, looks_personal_sentence(), value=text.strip()[:80])


def _look_at_dates(record: ReviewedRecord, proposal: Proposal, report: ImportReport) -> None:
    if sentence := outside_operation(record):
        report.add(WARNING, proposal.line, sentence, value=str(record.date))

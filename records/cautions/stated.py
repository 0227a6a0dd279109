"""Cautions about what a record states of itself: its texts, and its date beside that of its operation."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import User
from common.text.folding import fold_text
from operations.models import Measured, Operation, ReviewedRecord
from records.cautions.caution import Caution
from records.drafts import Draft

PATTERNS = (
    # One sign before the @ is enough: a repetition there takes time as the square of a long text.
    re.compile(r"[\w.+-]@[\w-]+\.[\w.]"),
    re.compile(r"(?<![\d.,])\+?\d{1,3}[ ./-]?\(?\d{2,4}\)?[ ./-]\d{3,4}[ ./-]?\d{3,4}(?![\d.,])"),
    re.compile(
        r"\b(?:passport|ssn|dob:|date of birth|driver'?s licen[cs]e|id card|pasaporte|c[eé]dula|dni|cpf)\b",
        re.IGNORECASE,
    ),
    re.compile(r"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)"),
    re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}\b"),
)


@lru_cache(maxsize=5_000)
def looks_personal(text: str) -> bool:
    """Whether the text has an e-mail address, a telephone number, or the number of a document or an account."""
    return any(pattern.search(text) for pattern in PATTERNS)


TOTALS = {
    "total", "totals", "subtotal", "sub total", "sub-total", "grand total", "sum", "sums", "all", "overall",
    "total general", "gran total", "suma", "totaux", "sous-total", "total geral", "soma", "gesamt", "summe",
    "gesamtsumme", "insgesamt", "totaal", "totale", "totalt", "summa", "celkem", "razem", "ogolem", "итого", "всего",
    "разом", "ukupno", "toplam", "jumlah", "المجموع", "合计", "总计", "合計", "計", "합계",
}  # fmt: skip
FIRST = (
    "total ",
    "totals ",
    "subtotal ",
    "grand total",
    "all ",
    "sum of ",
    "reported total",
    "итого ",
    "всего ",
)
LAST = (" total", " totals", " subtotal", " (total)", " insgesamt")


@lru_cache(maxsize=10_000)
def is_total(text: str) -> bool:
    """Whether the text of a cell says that its row is a sum of others."""
    folded = fold_text(text).strip(" :*-.")
    if not folded or len(folded) > 200 or folded[0].isdigit():
        return False
    return folded in _folded() or folded.startswith(FIRST) or folded.endswith(LAST)


@lru_cache(maxsize=1)
def _folded() -> frozenset[str]:
    return frozenset(fold_text(word) for word in TOTALS)


def cautions_of_texts(record: ReviewedRecord, amounts: Sequence[Measured]) -> Iterator[Caution]:
    """The cautions about texts that name a sum of other records, or that look like personal data."""
    for path, text in _texts(record, amounts):
        if is_total(text):
            sentence = _(
                "“%(text)s” names a total. Check that its parts are not recorded, too: they would count twice."
            )
            yield Caution(path, "total", sentence % {"text": text.strip()})
        if looks_personal(text):
            yield Caution(path, "personal", looks_personal_sentence())


def looks_personal_sentence() -> str:
    """The sentence about a text that looks like personal data."""
    return _("This looks like personal data, and none is recorded here: take it out.")


def _texts(record: Any, amounts: Sequence[Any]) -> Iterator[tuple[str, str]]:
    yield "reference", record.reference or ""
    yield "note", record.note
    for number, item in enumerate(amounts):
        if text := getattr(item, "description", ""):
            yield ("description" if item is record else f"items.{number}.description"), text


def outside_operation(record: ReviewedRecord) -> str:
    """The sentence that the record's date is not within its operation's, or nothing.

    Outcomes, such as convictions, go on after an operation has ended.
    """
    operation = record.operation
    if operation is None or record.date_from is None or record.date_to is None:
        return ""
    before = operation.starts_on and record.date_to < operation.starts_on
    after = operation.ends_on and record.date_from > operation.ends_on and not isinstance(record, Measured)
    if not (before or after):
        return ""
    sentence = _("%(date)s is outside %(operation)s, which was from %(start)s to %(end)s.")
    start, end = operation.starts or "–", operation.ends or "–"
    return sentence % {"date": record.date, "operation": operation, "start": start, "end": end}


class OutsideOperation:
    """The drafts whose date is not within their operation's; only operations that `by` may see are named."""

    def __init__(self, drafts: Sequence[Draft[Any]], *, by: User) -> None:
        sentences = {id(draft.record): (draft.record, outside_operation(draft.record)) for draft in drafts}
        found = {key: stated for key, stated in sentences.items() if stated[1]}
        named = {record.operation_id for record, _sentence in found.values()}
        seen = (
            set(Operation.objects.visible_to(by).filter(pk__in=named).values_list("pk", flat=True))
            if named
            else set()
        )
        self.sentences = {key: text for key, (record, text) in found.items() if record.operation_id in seen}

    def of(self, record: ReviewedRecord) -> list[Caution]:
        sentence = self.sentences.get(id(record))
        return [Caution("date", "outside_operation", sentence)] if sentence else []

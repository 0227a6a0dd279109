"""Detects rows that look like totals, by their words."""

from functools import lru_cache

from common.text.folding import fold_text

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

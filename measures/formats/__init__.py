"""Numbers and dates formatted for a reader, in the active language."""

from common.decimals import plain
from common.text.numbers import number
from measures.formats.amounts import (
    COUNT,
    headline,
    is_currency,
    known_digits,
    minor,
    money,
    rounded,
    unit_label,
    with_unit,
)
from measures.formats.dates import moment, partial_date
from measures.formats.figures import MINUS, between, figure, qualifier_phrase, signed, what_is_missing
from measures.formats.numbers import MILLION, count_phrase, short

__all__ = [
    "COUNT",
    "MILLION",
    "MINUS",
    "between",
    "count_phrase",
    "figure",
    "headline",
    "is_currency",
    "known_digits",
    "minor",
    "moment",
    "money",
    "number",
    "partial_date",
    "plain",
    "qualifier_phrase",
    "rounded",
    "short",
    "signed",
    "unit_label",
    "what_is_missing",
    "with_unit",
]

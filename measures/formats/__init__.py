"""Numbers and dates formatted for a reader, in the active language."""

from common.decimals import plain
from common.text.numbers import number
from measures.formats.amounts import (
    COUNT,
    copied,
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
from measures.formats.reading import ReadIn, reading_in, unit_to_read, value_to_read

__all__ = [
    "COUNT",
    "MILLION",
    "MINUS",
    "ReadIn",
    "between",
    "copied",
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
    "reading_in",
    "rounded",
    "short",
    "signed",
    "unit_label",
    "unit_to_read",
    "value_to_read",
    "what_is_missing",
    "with_unit",
]

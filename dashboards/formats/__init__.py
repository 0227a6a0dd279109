"""Numbers and dates as words for a reader, in the active language."""

from common.text.numbers import number, plain
from dashboards.formats.amounts import COUNT, headline, is_currency, minor, money, unit_label, with_unit
from dashboards.formats.dates import moment, partial_date
from dashboards.formats.figures import (
    MINUS,
    figure,
    qualifier_phrase,
    reported,
    signed,
    stage,
    what_is_missing,
)
from dashboards.formats.numbers import MILLION, counted, short

__all__ = [
    "COUNT",
    "MILLION",
    "MINUS",
    "counted",
    "figure",
    "headline",
    "is_currency",
    "minor",
    "moment",
    "money",
    "number",
    "partial_date",
    "plain",
    "qualifier_phrase",
    "reported",
    "short",
    "signed",
    "stage",
    "unit_label",
    "what_is_missing",
    "with_unit",
]

"""Tables as CSV files, streamed row by row: only one row is in memory."""

import csv
import datetime
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.http import StreamingHttpResponse

from common.decimals import plain

# What a spreadsheet begins a formula with, and what it drops before one.
ACTIVE = ("=", "+", "-", "@")
MARKING = "marking"
DROPPED = ("\t", "\r", "\n")


def as_csv(
    name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, marking: str
) -> StreamingHttpResponse:
    """The rows as a file whose name and last column have the marking: the strictest that anything in it may have."""
    marked = ([*row, marking] for row in rows)
    response = StreamingHttpResponse(
        _lines([*columns, MARKING], marked), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{marked_name(name, marking, "csv")}"'
    return response


def marked_name(name: str, marking: str, extension: str) -> str:
    """The name of a file with its marking, in signs that every file system takes: evidence.TLP-AMBER.csv."""
    return f"{name}.{marking.replace(':', '-').replace('+', '-')}.{extension}"


class _Echo:
    def write(self, text: str) -> str:
        return text


def _lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    # Without the mark, spreadsheets take it for some other encoding.
    yield "\ufeff" + writer.writerow(columns)
    for row in rows:
        yield writer.writerow([inert(value) for value in row])


def inert(value: Any) -> str:
    """The text of a cell, escaped so that no spreadsheet takes it for a formula; numbers stay as they are."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Decimal():
            return plain(value)
        case datetime.datetime():
            return value.isoformat()
        case list():
            value = "; ".join(value)
    text = str(value)
    return f"'{text}" if not isinstance(value, int) and is_active(text) else text


def is_active(text: str) -> bool:
    """Whether a spreadsheet may execute the text as a formula, full-width and invisible signs included."""
    if text.isascii():
        return text.startswith(DROPPED) or text.lstrip().startswith(ACTIVE)
    shown = "".join(
        sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) not in ("Cf", "Cc")
    )
    return text.startswith(DROPPED) or shown.lstrip().startswith(ACTIVE)

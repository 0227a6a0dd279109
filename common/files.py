"""Tables as CSV files, streamed row by row: only one row is in memory."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.http import StreamingHttpResponse

from common.decimals import plain

ACTIVE = ("=", "+", "-", "@", "\t", "\r")


def as_csv(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_lines(columns, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


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
        case list():
            value = "; ".join(value)
    text = str(value)
    return f"'{text}" if text.startswith(ACTIVE) and not isinstance(value, int) else text

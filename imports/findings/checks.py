"""Findings that need all rows of a file, or the stored records: the database finds them."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from agencies.models import User
from common.decimals import plain
from common.text.numbers import number
from imports.kinds import ImportedKind
from imports.report import DUPLICATE, WARNING, ImportReport
from operations.sharing import visible_condition
from seizures.models import Seizure

HERE = Path(__file__).parent / "statements"
# Rows that one other file has in common before it is called an edition of the same.
EDITION = 10
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Check:
    """A statement in `statements/` whose rows start with a line number, and the sentence for each row."""

    name: str
    kind: str
    sentence: Callable[[Row], str]


def _same_row(row: Row) -> str:
    return _("The same as line %(line)d, cell by cell.") % {"line": row[1]}


def _recorded(row: Row) -> str:
    return _("Recorded already, it seems: %(record)s has the same date, place, measure and amount.") % {
        "record": row[1]
    }


def _twin(row: Row) -> str:
    return _("Line %(line)d seems to be the same in another unit: it would count twice.") % {"line": row[1]}


def _implausible(row: Row) -> str:
    _line, size, many, usual, most = row
    words = {
        "size": _short(size),
        "many": number(Decimal(many)),
        "usual": _short(usual),
        "most": _short(most),
    }
    return (
        _(
            "%(size)s is far more than is usual: of %(many)s amounts of this measure, 95 in 100 are"
            " %(usual)s at most, and the largest other one is %(most)s."
        )
        % words
    )


def _sum(_row: Row) -> str:
    return _("This looks like a total: it is the sum of other rows.")


CHECKS = (
    Check("same_rows", DUPLICATE, _same_row),
    Check("recorded", DUPLICATE, _recorded),
    Check("twins", WARNING, _twin),
    Check("implausible", WARNING, _implausible),
    Check("sums", WARNING, _sum),
)


def look_at_all(file_import: UUID, kind: ImportedKind, report: ImportReport, *, by: User) -> None:
    """Adds to the report the findings about an import whose rows are recorded in this transaction."""
    if not kind.checks:
        return
    words, editions = _parameters(file_import, by), Counter[str]()
    with connection.cursor() as cursor:
        # What was just written is in no statistics yet, and all rows of an answer are wanted.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute("SET LOCAL cursor_tuple_fraction = 1")
        cursor.execute(*_statement(f"checked_{kind.link}", words))
        cursor.execute("ANALYZE imports_checked")
        for check in (check for check in CHECKS if check.name in kind.checks):
            for row in _rows(*_statement(check.name, words)):
                report.add(check.kind, row[0], check.sentence(row))
                if check.sentence is _recorded and row[2]:
                    editions[row[2]] += 1
        _report_editions(editions, report)
        cursor.execute("SET LOCAL enable_nestloop = on")
        cursor.execute("DROP TABLE imports_checked")


def _report_editions(editions: Counter[str], report: ImportReport) -> None:
    sentence = _("%(many)s rows seem to be recorded from %(file)s already: is this another edition of it?")
    for name, many in editions.items():
        if many >= EDITION:
            report.add(WARNING, 0, sentence % {"many": number(Decimal(many)), "file": name})


def _statement(name: str, words: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return (HERE / f"{name}.sql").read_text().replace("{visible}", words["visible"]), words


def _parameters(file_import: UUID, by: User) -> dict[str, Any]:
    """Named parameters for the condition, which has them by position."""
    condition, values = visible_condition(Seizure, by, table="s")
    words: dict[str, Any] = {"file_import": file_import}
    for position, value in enumerate(values):
        condition = condition.replace("%s", f"%(v{position})s", 1)
        words[f"v{position}"] = value
    return words | {"visible": condition}


def _rows(sql: str, params: dict[str, Any]) -> Iterator[Row]:
    # Of the server's: there may be as many as the file has rows.
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        yield from cursor


def _short(value: Any) -> str:
    return plain(Decimal(str(value)))

"""One row of a file as plain values, with the problems of its cells."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

import orjson


class CellProblem(NamedTuple):
    """A sentence about one cell, or about the whole row if `column` is empty."""

    line: int
    column: str
    value: str
    sentence: str


@dataclass
class FileRow:
    """A row: `values` are the record's, `item` those of the goods; `texts` are all cells."""

    line: int
    texts: list[str]
    values: dict[str, Any] = field(default_factory=dict)
    item: dict[str, Any] = field(default_factory=dict)
    # The place in the file's words, and the word that the measure and the unit were read from.
    place: str = ""
    words: dict[str, str] = field(default_factory=dict)
    # Of a unit that is another one so many times.
    factor: Decimal | None = None
    # Whether the mapping says that the unit measures nothing that is seized, such as acres: the words stay.
    is_unmeasured: bool = False
    problems: list[CellProblem] = field(default_factory=list)
    # Identities: of all cells, of those that are the key, and of those that the rows of one record share.
    cells: UUID | None = None
    key: UUID | None = None
    group: UUID | None = None


def digest(texts: Sequence[Any]) -> UUID:
    """A digest: equal values have equal ones."""
    return UUID(bytes=hashlib.blake2b(orjson.dumps(texts), digest_size=16).digest())

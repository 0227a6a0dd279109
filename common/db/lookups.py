"""Looks up the rows that plain values name by code or id: a statement for each kind, one round trip for all."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from django.db.models import Model

from common.db.statements import Statement, execute_together, models_of, selecting

Condition = tuple[str, Sequence[Any]]


@dataclass(frozen=True, eq=False)
class RowKind:
    """Rows of a table that have a code. `name` is the noun for the sentence about an unknown code.

    `condition` is SQL about the table `t`: the rows that may be named, or that a given reader may name.
    """

    name: Any
    model: type[Model]
    condition: str | Callable[[Any], Condition] = "TRUE"
    columns: tuple[str, ...] = ("code",)

    def __deepcopy__(self, _memo: Any) -> Self:
        """The same object: serializers copy the arguments of their fields, and look-ups are shared by kind."""
        return self

    def statement(self, texts: Iterable[str], reader: Any) -> Statement:
        where = self.condition
        condition, params = (where, ()) if isinstance(where, str) else where(reader)
        named, values = self._named(texts)
        return selecting(self.model, f"({named}) AND {condition}"), [*values, *params]

    def by_text(self, texts: Iterable[str], rows: Sequence[Any]) -> dict[str, Any]:
        """The row of each text; a text that several rows have is left out."""
        found: dict[str, list[Any]] = {}
        for row in rows:
            for text in {str(getattr(row, column)) for column in self.columns}:
                found.setdefault(text, []).append(row)
        return {text: rows[0] for text, rows in found.items() if len(rows) == 1}

    def _named(self, texts: Iterable[str]) -> Condition:
        codes = [text for text in texts if "\0" not in text]
        condition = " OR ".join(f't."{column}" = ANY(%s)' for column in self.columns)
        return condition, [codes] * len(self.columns)


@dataclass(frozen=True, eq=False)
class RowKindById(RowKind):
    """Rows that are named by their UUID, or by a code in `columns`."""

    columns: tuple[str, ...] = ()

    def by_text(self, texts: Iterable[str], rows: Sequence[Any]) -> dict[str, Any]:
        known = {row.pk: row for row in rows}
        by_id = {text: known[key] for text in texts if (key := _uuid(text)) in known}
        return super().by_text(texts, rows) | by_id

    def _named(self, texts: Iterable[str]) -> Condition:
        condition, values = super()._named(texts)
        ids = [key for text in texts if (key := _uuid(text))]
        by_id = "t.id = ANY(%s::uuid[])"
        return (f"{by_id} OR {condition}" if condition else by_id), [ids, *values]


class Lookups:
    """A cache of the rows that one reader's data name: five hundred records name the same few rows again and again."""

    def __init__(self, reader: Any) -> None:
        self.reader = reader
        self._known: dict[tuple[RowKind, str], Any] = {}

    def look_up(self, named: Iterable[tuple[RowKind, str]]) -> None:
        sought: dict[RowKind, set[str]] = {}
        for kind, text in named:
            if (kind, text) not in self._known:
                sought.setdefault(kind, set()).add(text)
        answers = execute_together(*(kind.statement(texts, self.reader) for kind, texts in sought.items()))
        for (kind, texts), answer in zip(sought.items(), answers, strict=True):
            found = kind.by_text(texts, models_of(kind.model, answer))
            self._known.update({(kind, text): found.get(text) for text in texts})

    def row(self, kind: RowKind, text: str) -> Any:
        """The row with that code or id, or None."""
        if (kind, text) not in self._known:
            self.look_up([(kind, text)])
        return self._known[kind, text]


def _uuid(text: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(text)
    return None

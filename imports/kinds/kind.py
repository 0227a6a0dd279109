"""What the import of a file needs to know about the kind of its rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from imports.kinds.targets import CHOICES, OF_ITEM

SEIZURES = "seizures"


@dataclass(frozen=True, kw_only=True)
class ImportedKind:
    """How plain values become rows of a kind. `link` is the field of an imported row that leads to the row."""

    name: Any
    model: Any
    link: str
    # What columns can be, and those without which no file can be read, each with the sentence that says so.
    targets: frozenset[str]
    needed: tuple[tuple[str, Any], ...]
    # Drafts of plain values, and their saving.
    resolve: Callable[..., Any]
    record: Callable[..., Any]
    # Roles of a credit.
    roles: Any = None
    choices: Mapping[str, Any] = field(default_factory=lambda: CHOICES)
    # Targets of the rows below; the values that hold those; and what rows of one record share without being told.
    of_item: frozenset[str] = OF_ITEM
    has_items: bool = False
    grouped_by: str = ""
    # Targets whose field has another name: in plain values already, or only in the row that is stored.
    fields: tuple[tuple[str, str], ...] = ()
    stored_as: tuple[tuple[str, str], ...] = ()
    # Of the statements about a whole file, those that fit.
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReviewedKind(ImportedKind):
    """Records that a second person verifies, and that count."""

    amend: Callable[..., Any]
    change: Callable[..., Any]
    # Of its plain values, those that are rows below it.
    below: tuple[str, ...]
    # The model with the amounts, and what leads from it to the record.
    amounts: Any
    path: str = ""


@dataclass(frozen=True, kw_only=True)
class StatedKind(ImportedKind):
    """Rows that are in no total, and stand as soon as they are recorded.

    `apply` brings a stored row to the values of a draft; `discard` deletes those that nobody has used.
    """

    apply: Callable[..., Any]
    discard: Callable[..., Any]

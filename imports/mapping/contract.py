"""The mapping: what the columns of a file are, and how their values are parsed."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from imports.kinds import KINDS, SEIZURES, ImportedKind
from imports.reading.options import Options


@dataclass(frozen=True)
class Meaning:
    """The meaning of a word of the file; `value` is None if it means that nothing is stated.

    A unit such as “thousand tablets” is another unit with a factor.
    """

    value: str | None
    factor: Decimal | None = None


Table = dict[str, Meaning]


@dataclass(frozen=True)
class Mapping:
    """A mapping: `columns` are pairs of a heading and its targets; `source` is the JSON that it was parsed from."""

    columns: tuple[tuple[str, tuple[str, ...]], ...]
    target: str = SEIZURES
    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str = "."
    thousands: str | None = None
    dates: tuple[str, ...] = ()
    defaults: dict[str, str] = field(default_factory=dict)
    fiscal_year_start: int = 1
    values: dict[str, Table] = field(default_factory=dict)
    skip_when: dict[str, tuple[str, ...]] = field(default_factory=dict)
    factors: dict[str, Decimal] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    source: dict[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> ImportedKind:
        return KINDS[self.target]

    @property
    def options(self) -> Options:
        return Options(self.sheet, self.encoding, self.delimiter)

    @property
    def headings(self) -> set[str]:
        """All headings that the mapping names."""
        return {heading for heading, _ in self.columns} | {*self.skip_when, *self.key, *self.group}

    @property
    def targets(self) -> set[str]:
        """All targets that the mapping fills, from columns or by default."""
        return {target for _, targets in self.columns for target in targets} | self.defaults.keys()

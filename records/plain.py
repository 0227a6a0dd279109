"""Drafts built from plain values, as files and loaders have them: related rows are given by their codes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from agencies.kinds import AGENCY, COUNTRY
from common.db.copying import blank_row, link
from common.db.lookups import Lookups, RowKind
from common.errors import Findings
from measures.kinds import CURRENCY, MEASURE, UNIT
from measures.partial_date import PartialDate
from operations.kinds import OPERATION, SOURCE, named_record
from operations.models import ReviewedRecord
from records.drafts import Draft

D = TypeVar("D", bound=Draft[Any])
R = TypeVar("R", bound=ReviewedRecord)
Values = Mapping[str, Any]

# What the values of every record name, and what of it is taken as it is.
RECORD_NAMES = {"operation": OPERATION, "country": COUNTRY, "source": SOURCE}
RECORD_TEXTS = ("reference", "marking", "series", "reported_on", "note")
AMOUNT_NAMES = {"measure": MEASURE, "unit": UNIT, "currency": CURRENCY}
AMOUNT_VALUES = ("qualifier", "quantity", "quantity_high", "amount", "amount_high", "description")


@dataclass(frozen=True)
class Resolved(Generic[D]):
    """A draft, and the errors of the values that could not be resolved or parsed, by path."""

    draft: D
    findings: Findings


@dataclass(frozen=True)
class Shape:
    """The fields of a model that plain values fill: `names` are related rows by kind, `values` are taken as they are.

    `dates` are partial dates. Fields in `rows` (rows below, or other drafts) are left to the caller.
    """

    model: type[Model]
    names: Mapping[str, RowKind]
    values: tuple[str, ...]
    rows: tuple[str, ...] = ()
    dates: tuple[str, ...] = ("date",)

    def named_in(self, values: Values) -> Iterator[tuple[RowKind, str]]:
        return (
            (kind, str(values[name])) for name, kind in self.names.items() if _is_filled(values.get(name))
        )

    def build(self, values: Values, lookups: Lookups, findings: Findings, path: str = "") -> Any:
        """An unsaved row; errors of single values are added to the findings."""
        row: Any = blank_row(self.model)
        fields = self._fields
        for name, value in values.items():
            if value is None or value == "" or name in self.rows:
                continue
            place = f"{path}.{name}" if path else name
            if name in self.names:
                found = lookups.row(self.names[name], str(value))
                link(row, name, found)
                if found is None:
                    words = {"kind": self.names[name].name, "value": value}
                    findings.add(place, _("There is no %(kind)s “%(value)s”.") % words)
            elif name in self.dates:
                with findings.at(place):
                    setattr(row, name, _parsed_date(str(value)))
            elif name in self.values:
                with findings.at(place):
                    setattr(row, name, fields[name].to_python(value))
            else:
                findings.add(place, _("There is no such field."))
        return row

    @cached_property
    def _fields(self) -> dict[str, Any]:
        return {field.name: field for field in self.model._meta.concrete_fields}


@dataclass(frozen=True)
class RecordShape:
    """The shape of a record: that of its own row, and those of the rows below it by their name in the draft."""

    row: Shape
    below: Mapping[str, Shape]
    draft: Callable[..., Any]

    def resolve(self, rows: Sequence[Values], *, by: Any) -> list[Resolved[Any]]:
        """Drafts of new records, in a fixed number of queries."""
        wholes, lookups = named_record(self.row.model), Lookups(by)
        lookups.look_up(named for values in rows for named in self._named_in(values, wholes))
        resolved = [self._resolved(values, lookups) for values in rows]
        _link_parts(rows, resolved, lookups, wholes)
        return resolved

    def _named_in(self, values: Values, wholes: RowKind) -> Iterator[tuple[RowKind, str]]:
        yield from self.row.named_in(values)
        if values.get("part_of"):
            yield wholes, str(values["part_of"])
        for name, shape in self.below.items():
            for row in values.get(name) or ():
                yield from shape.named_in(row)

    def _resolved(self, values: Values, lookups: Lookups) -> Resolved[Any]:
        findings = Findings()
        record = self.row.build(values, lookups, findings)
        below = {
            name: [
                shape.build(row, lookups, findings, f"{name}.{number}")
                for number, row in enumerate(values.get(name) or ())
            ]
            for name, shape in self.below.items()
        }
        return Resolved(self.draft(record, **below), findings)


def credit_shape(model: type[Model]) -> Shape:
    """The shape of a credit, which names an agency, an operation or a country."""
    return Shape(model, {"agency": AGENCY, "operation": OPERATION, "country": COUNTRY}, ("role",))


def source_shape(model: type[Model]) -> Shape:
    """The shape of a further source, or of the excerpt from the first."""
    return Shape(model, {"source": SOURCE}, ("page", "excerpt"))


def _link_parts(
    rows: Sequence[Values], resolved: Sequence[Resolved[Any]], lookups: Lookups, kind: RowKind
) -> None:
    """Sets the whole of each record: another of the same rows by its reference, or a stored record."""
    beside = {
        str(values["reference"]): each
        for values, each in zip(rows, resolved, strict=True)
        if values.get("reference")
    }
    for values, each in zip(rows, resolved, strict=True):
        whole = str(values.get("part_of") or "")
        if not whole:
            continue
        found = beside.get(whole)
        each.draft.record.part_of = (
            found.draft.record if found and found is not each else lookups.row(kind, whole)
        )
        if each.draft.record.part_of is None:
            each.findings.add("part_of", _("There is no such record to be a part of."))


@lru_cache(maxsize=10_000)
def _parsed_date(text: str) -> PartialDate:
    return PartialDate.parse(text)


def _is_filled(value: Any) -> bool:
    return value is not None and value != ""

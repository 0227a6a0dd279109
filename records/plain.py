"""Drafts built from plain values, as files and loaders have them: related rows are given by their codes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from agencies.kinds import COUNTRY
from common.db.lookups import Lookups, RowKind
from common.errors import Findings
from measures.kinds import CURRENCY, MEASURE, UNIT
from measures.partial_date import PartialDate
from operations.kinds import OPERATION, SOURCE
from operations.models import ReviewedRecord
from records.drafts import Draft

D = TypeVar("D", bound=Draft[Any])
R = TypeVar("R", bound=ReviewedRecord)
Values = Mapping[str, Any]

# What the values of every record name, and what of it is taken as it is.
RECORD_NAMES = {"operation": OPERATION, "country": COUNTRY, "source": SOURCE}
RECORD_TEXTS = ("reference", "marking", "note")
AMOUNT_NAMES = {"measure": MEASURE, "unit": UNIT, "currency": CURRENCY}
AMOUNT_VALUES = ("qualifier", "quantity", "amount", "description")


@dataclass(frozen=True)
class Resolved(Generic[D]):
    """A draft, and the errors of the values that could not be resolved or parsed, by path."""

    draft: D
    findings: Findings


@dataclass(frozen=True)
class Shape:
    """The fields of a model that plain values fill: `names` are related rows by kind, `values` are taken as they are.

    Fields in `rows` (rows below, or other drafts) are left to the caller.
    """

    model: type[Model]
    names: Mapping[str, RowKind]
    values: tuple[str, ...]
    rows: tuple[str, ...] = ()

    def named_in(self, values: Values) -> Iterator[tuple[RowKind, str]]:
        return ((kind, str(values[name])) for name, kind in self.names.items() if _is_given(values.get(name)))

    def build(self, values: Values, lookups: Lookups, findings: Findings, path: str = "") -> Any:
        """An unsaved row; errors of single values are added to the findings."""
        row: Any = self.model()
        for name, value in values.items():
            place = f"{path}.{name}" if path else name
            if name in self.rows or not _is_given(value):
                continue
            if name in self.names:
                found = lookups.row(self.names[name], str(value))
                setattr(row, name, found)
                if found is None:
                    words = {"kind": self.names[name].name, "value": value}
                    findings.add(place, _("There is no %(kind)s “%(value)s”.") % words)
            elif name == "date":
                with findings.at(place):
                    row.date = PartialDate.parse(str(value))
            elif name in self.values:
                with findings.at(place):
                    setattr(row, name, row._meta.get_field(name).to_python(value))
            else:
                findings.add(place, _("There is no such field."))
        return row


def look_up_all(named: Iterable[tuple[RowKind, str]], *, by: Any) -> Lookups:
    """The rows that these texts name, by a statement for each kind in one round trip."""
    lookups = Lookups(by)
    lookups.look_up(named)
    return lookups


def link_parts(
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


def _is_given(value: Any) -> bool:
    return value is not None and value != ""

"""Drafts out of plain values: rows as files and loaders have them, with codes for what they name."""

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
    """A draft that was built, and what of its values named nothing or could not be read, by path."""

    draft: D
    findings: Findings


@dataclass(frozen=True)
class Shape:
    """Fields of a model that plain values fill: those that name a row, by its kind, and those taken as they are.

    Fields in `rows` are of rows below, or of other drafts, and are filled by others.
    """

    model: type[Model]
    names: Mapping[str, RowKind]
    values: tuple[str, ...]
    rows: tuple[str, ...] = ()

    def named_in(self, values: Values) -> Iterator[tuple[RowKind, str]]:
        return ((kind, str(values[name])) for name, kind in self.names.items() if _is_given(values.get(name)))

    def build(self, values: Values, lookups: Lookups, findings: Findings, path: str = "") -> Any:
        """An unsaved row; what is wrong with single values goes to the findings."""
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
    """Every row that is named, in a statement for each kind."""
    lookups = Lookups(by)
    lookups.look_up(named)
    return lookups


def link_parts(
    rows: Sequence[Values], resolved: Sequence[Resolved[Any]], lookups: Lookups, kind: RowKind
) -> None:
    """Makes records parts of the wholes that they name: others of the same rows by reference, or stored ones."""
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

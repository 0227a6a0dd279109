"""The content of a record as a list of details, and how two versions differ."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from measures.partial_date import PartialDate

EMPTY: tuple[Any, ...] = (None, "", PartialDate())


@dataclass(frozen=True)
class Detail:
    """One labelled value of a record. `kind` names the renderer of pages (records/templatetags/records.py).

    `key`, if set, is compared in place of the value. `field` names the field that comments on it are about.
    """

    label: str
    value: Any
    kind: str = "text"
    key: Any = None
    field: str = dataclass_field(default="", compare=False)
    remarks: list[Any] = dataclass_field(default_factory=list, compare=False)

    @property
    def stated(self) -> bool:
        return self.value not in EMPTY

    def equals(self, other: "Detail | None") -> bool:
        return other is not None and (self.key or self.value) == (other.key or other.value)


@dataclass(frozen=True)
class FieldChange:
    what: str
    before: Detail | None
    after: Detail | None
    remarks: list[Any] = dataclass_field(default_factory=list, compare=False)

    @property
    def field(self) -> str:
        return next((each.field for each in (self.after, self.before) if each), "")

    @property
    def changed(self) -> bool:
        return not (self.after.equals(self.before) if self.after else self.before is None)


def compared(before: Iterable[Detail], after: Iterable[Detail]) -> list[FieldChange]:
    """Both versions side by side; of several details with one label, the second is compared with the second."""
    old, new = _numbered(before), _numbered(after)
    return [
        FieldChange(label, old.get((label, n)), new.get((label, n)))
        for label, n in dict.fromkeys([*new, *old])
    ]


def _numbered(facts: Iterable[Detail]) -> dict[tuple[str, int], Detail]:
    seen: Counter[str] = Counter()
    numbered = {}
    for fact in facts:
        if fact.stated:
            seen[fact.label] += 1
            numbered[fact.label, seen[fact.label]] = fact
    return numbered


def field_label(model: type[models.Model], name: str) -> str:
    """The label of a record's field on pages."""
    return _("Date") if name == "date" else capfirst(str(model._meta.get_field(name).verbose_name))  # type: ignore[union-attr]  # a field that people are shown has one


def detail_of(row: Any, name: str) -> Detail:
    """One field of a record, or of an event of its history, as a Detail."""
    label = field_label(type(row), name)
    if name == "date":
        date = PartialDate(row.date_from, row.date_to, row.date_precision)
        return Detail(label, date, "date", field="date_from")
    field = row._meta.get_field(name)
    if field.choices:
        return Detail(label, getattr(row, f"get_{name}_display")(), key=getattr(row, name), field=name)
    value = getattr(row, name)
    if isinstance(value, models.Model):
        return Detail(label, str(value), key=value.pk, field=name)
    kind = "text" if isinstance(value, str | None) else _kind(value)
    return Detail(label, value, kind, field=name)


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "yes"
    return "number" if isinstance(value, int) or hasattr(value, "as_tuple") else "text"

"""Proposals: records to be, each from one row or from the rows of one group."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from imports.mapping.contract import Mapping
from imports.mapping.entries import CellProblem, FileRow, digest
from imports.mapping.named import Named


@dataclass
class Proposal:
    """A record to be: `values` are its plain values with its items, as services take them."""

    entries: list[FileRow]
    values: dict[str, Any]
    place: str = ""

    @property
    def line(self) -> int:
        return self.entries[0].line

    @property
    def problems(self) -> list[CellProblem]:
        return [problem for entry in self.entries for problem in entry.problems]

    @cached_property
    def plain(self) -> dict[str, Any]:
        """The values as JSON stores them, once nothing is set any more."""
        found: dict[str, Any] = plain_values(self.values)
        return found

    @cached_property
    def key(self) -> UUID:
        """The key by which a later edition finds the record: the mapping's key, or a digest of all values."""
        first = self.entries[0]
        named = first.key or first.group
        stated = str(named) if named else {**self.plain, "place_as_written": self.place}
        # A later report of a series is no edition of an earlier one: both stay, and the newest counts.
        series = [self.values[name] for name in ("series", "reported_on") if self.values.get(name)]
        return digest([stated, self.values.get("operation", ""), *series])

    @cached_property
    def cells(self) -> UUID:
        first, *others = self.entries
        if not others and first.cells:
            return first.cells
        return digest([str(entry.cells) for entry in self.entries])


def proposals_of(entries: Iterable[FileRow], mapping: Mapping) -> Iterator[Proposal]:
    """The proposals of these rows. With groups, the whole file is read first: rows of one record may be anywhere."""
    if not (mapping.group or mapping.kind.grouped_by):
        for entry in entries:
            below = {"items": [entry.item]} if mapping.kind.has_items else entry.item
            yield Proposal([entry], {**entry.values, **below}, entry.place)
        return
    groups: dict[UUID | None, list[FileRow]] = {}
    for entry in entries:
        groups.setdefault(entry.group, []).append(entry)
    for together in groups.values():
        yield _together(together, merged=bool(mapping.kind.grouped_by))


def _together(entries: list[FileRow], *, merged: bool) -> Proposal:
    """One proposal of several rows. `merged`: what the first one says need not be said again, as in merged cells."""
    first = entries[0]
    for entry in entries[1:]:
        for name in sorted(entry.values.keys() if merged else first.values.keys() | entry.values.keys()):
            if entry.values.get(name) != first.values.get(name) and not entry.problems:
                sentence = _("“%(name)s” is another than in line %(line)d, which is of the same record.")
                words = {"name": name, "line": first.line}
                value = str(entry.values.get(name, ""))
                entry.problems.append(CellProblem(entry.line, "", value, sentence % words))
    return Proposal(entries, {**first.values, "items": [entry.item for entry in entries]}, first.place)


def locate(proposals: list[Proposal], named: Named) -> None:
    """Sets places and credits that are known; an unknown place stays as text, and is added to the note."""
    named.look_up_places((each.place, each.values.get("country", "")) for each in proposals)
    for each in proposals:
        if "credits" in each.values:
            each.values["credits"] = [named.credit(credit) for credit in each.values["credits"]]
        if not each.place:
            continue
        found = named.place(each.place, each.values.get("country", ""))
        if found:
            each.values["place"], each.place = str(found), ""
        else:
            words = _("Place as in the file: %(place)s") % {"place": each.place}
            each.values["note"] = "\n".join(part for part in (each.values.get("note"), words) if part)


def plain_values(value: Any) -> Any:
    """The values as JSON stores them: numbers as text, in one form."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return {name: plain_values(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return [plain_values(each) for each in value]
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
    return value

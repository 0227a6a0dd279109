"""Parses a mapping's JSON. Raises BadMapping with a sentence for its author."""

import json
import re
from collections.abc import Callable
from collections.abc import Mapping as AnyMapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from imports.kinds import KINDS
from imports.kinds.targets import LISTS, NUMBERS, REPORTED_ON, TARGETS, TEXTS
from imports.mapping.contract import Mapping, Meaning, Table
from imports.mapping.dates import is_date_format
from imports.mapping.errors import BadMapping

# NUL, as JSON has it, and halves of characters: the database stores neither.
NO_TEXT = re.compile(r"\\u0000|[\ud800-\udfff]")
MARKS = {".", ",", "'", "\u2019", " ", "\u00a0", "\u202f"}


def mapping_of(text: str | bytes) -> Mapping:
    """The mapping in the text of a JSON file."""
    try:
        return read_mapping(json.loads(text, object_pairs_hook=_without_twins))
    except (ValueError, RecursionError) as error:
        raise BadMapping(_("The mapping is not JSON: %(why)s.") % {"why": error}) from error


def read_mapping(data: Any) -> Mapping:
    if not isinstance(data, dict):
        raise BadMapping(_("A mapping is an object of JSON."))
    if NO_TEXT.search(json.dumps(data, ensure_ascii=False, default=str)):
        raise BadMapping(_("The mapping holds a character that no text has."))
    if unknown := sorted(data.keys() - PARTS.keys() - {"name", "series"}):
        raise BadMapping(_("A mapping has no “%(name)s”.") % {"name": unknown[0]})
    mapping = Mapping(
        **{
            name: PARTS[name](name, value)
            for name, value in data.items()
            if name in PARTS and value is not None
        }
        | {"columns": _columns("columns", data.get("columns")), "defaults": _all_defaults(data)},
        source=data,
    )
    _check_whole(mapping)
    return mapping


def _check_whole(mapping: Mapping) -> None:
    if mapping.decimal == mapping.thousands:
        raise BadMapping(_("The decimal mark and the mark between thousands are the same."))
    once = set(TARGETS) - {*TEXTS, *LISTS}
    filled = [target for _heading, targets in mapping.columns for target in targets if target in once]
    if twice := sorted({target for target in filled if filled.count(target) > 1}):
        raise BadMapping(_("Two columns are “%(target)s”.") % {"target": twice[0]})
    if other := sorted(mapping.targets - mapping.kind.targets):
        words = {"kind": mapping.kind.name, "target": other[0]}
        raise BadMapping(_("The target is “%(kind)s”, which have no “%(target)s”.") % words)
    if mapping.group and not mapping.kind.has_items:
        raise BadMapping(_("Only rows of seizures are grouped, to one seizure with several items."))
    for target, sentence in mapping.kind.needed:
        if target not in mapping.targets:
            raise BadMapping(str(sentence))
    _check_choices(mapping)
    _check_dates(mapping.targets)


def _check_choices(mapping: Mapping) -> None:
    """Raises BadMapping if a default is none of the choices of its target."""
    for target, stated in mapping.defaults.items():
        choices = mapping.kind.choices.get(target)
        if choices is not None and stated not in choices.values:
            words = {"value": stated, "target": target, "all": ", ".join(choices.values)}
            raise BadMapping(_("“%(value)s” is no %(target)s; there are %(all)s.") % words)


def _check_dates(targets: set[str]) -> None:
    if "series" in targets and REPORTED_ON not in targets:
        raise BadMapping(
            _("A cumulative report of a series has a day: map a column to “reported_on”, or give a default.")
        )
    if "date" in targets and targets & {"year", "fiscal_year"}:
        raise BadMapping(_("A date comes from one column or from its parts, not from both."))
    if {"year", "fiscal_year"} <= targets:
        raise BadMapping(_("A year is a calendar year or a fiscal year, not both."))


def _kind(_name: str, value: Any) -> str:
    if not isinstance(value, str) or value not in KINDS:
        raise BadMapping(
            _("The target of a mapping is one of %(all)s, not “%(value)s”.")
            % {"all": ", ".join(KINDS), "value": value}
        )
    return str(value)


def _columns(_name: str, value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, dict) or not value:
        raise BadMapping(_("A mapping says in “columns” what each column is."))
    found = []
    for heading, stated in value.items():
        targets = stated if isinstance(stated, list) else [stated]
        for target in targets:
            _check_target(target)
        found.append((heading, tuple(targets)))
    return tuple(found)


def _check_target(target: Any) -> None:
    if target not in TARGETS:
        raise BadMapping(
            _("There is no target “%(target)s”; there are %(all)s.")
            % {"target": target, "all": ", ".join(TARGETS)}
        )


def _all_defaults(data: dict[str, Any]) -> dict[str, str]:
    """The defaults, with the series that the whole file is a cumulative report of."""
    series = data.get("series")
    stated = {"series": _text("series", series)} if series is not None else {}
    return {**_defaults("defaults", data.get("defaults") or {}), **stated}


def _defaults(name: str, value: Any) -> dict[str, str]:
    for target, stated in _object(name, value).items():
        _check_target(target)
        if not isinstance(stated, str | int | float):
            raise BadMapping(_("The default of “%(target)s” is not a text.") % {"target": target})
    return {target: str(stated) for target, stated in value.items()}


def _values(name: str, value: Any) -> dict[str, Table]:
    found: dict[str, Table] = {}
    for target, table in _object(name, value).items():
        _check_target(target)
        found[target] = {word: _meaning(target, stated) for word, stated in _object(target, table).items()}
    return found


def _meaning(target: str, stated: Any) -> Meaning:
    if stated is None or isinstance(stated, str | int):
        return Meaning(None if stated in (None, "") else str(stated))
    if target == "unit" and isinstance(stated, dict) and stated.keys() == {"unit", "factor"}:
        return Meaning(str(stated["unit"]), _number(stated["factor"]))
    raise BadMapping(_("A value of “%(target)s” stands for a text or for nothing.") % {"target": target})


def _factors(name: str, value: Any) -> dict[str, Decimal]:
    found = {target: _number(stated) for target, stated in _object(name, value).items()}
    if wrong := sorted(found.keys() - set(NUMBERS)):
        raise BadMapping(_("“%(target)s” is not a number, so it has no factor.") % {"target": wrong[0]})
    return found


def _number(value: Any) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number <= 0 or abs(number.adjusted()) > 20:
        raise BadMapping(_("A factor is a number above zero, not “%(value)s”.") % {"value": value})
    return number


def _skip_when(name: str, value: Any) -> dict[str, tuple[str, ...]]:
    return {heading: _texts(heading, stated) for heading, stated in _object(name, value).items()}


def _texts(name: str, value: Any) -> tuple[str, ...]:
    stated = [value] if isinstance(value, str) else value
    if not isinstance(stated, list) or not all(isinstance(each, str) for each in stated):
        raise BadMapping(_("“%(name)s” is a list of texts.") % {"name": name})
    return tuple(stated)


def _formats(name: str, value: Any) -> tuple[str, ...]:
    forms = _texts(name, value)
    for form in forms:
        if not is_date_format(form):
            raise BadMapping(
                _("“%(form)s” is no format of a date; %(example)s is one.")
                % {"form": form, "example": "%d.%m.%Y"}
            )
    return forms


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise BadMapping(_("“%(name)s” is a text.") % {"name": name})
    return value


def _mark(name: str, value: Any) -> str:
    if not isinstance(value, str) or value not in MARKS:
        raise BadMapping(_("“%(name)s” is a mark in numbers, such as a point or a comma.") % {"name": name})
    return str(value)


def _delimiter(name: str, value: Any) -> str:
    if not isinstance(value, str) or len(value) != 1 or value in '"\r\n':
        raise BadMapping(_("“%(name)s” is one character.") % {"name": name})
    return value


def _whole(least: int, most: int) -> Callable[[str, Any], int]:
    def read(name: str, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise BadMapping(
                _("“%(name)s” is a whole number from %(least)d to %(most)d.")
                % {"name": name, "least": least, "most": most}
            )
        return value

    return read


def _object(name: str, value: Any) -> AnyMapping[str, Any]:
    if not isinstance(value, dict):
        raise BadMapping(_("“%(name)s” is an object of JSON.") % {"name": name})
    return value


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise BadMapping(_("The mapping has “%(name)s” twice.") % {"name": twin})
    return found


PARTS: dict[str, Callable[[str, Any], Any]] = {
    "target": _kind,
    "sheet": _text,
    "header_row": _whole(0, 1000),
    "encoding": _text,
    "delimiter": _delimiter,
    "decimal": _mark,
    "thousands": _mark,
    "dates": _formats,
    "defaults": _defaults,
    "columns": _columns,
    "fiscal_year_start": _whole(1, 12),
    "values": _values,
    "skip_when": _skip_when,
    "factors": _factors,
    "key": _texts,
    "group": _texts,
}

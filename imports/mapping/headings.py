"""The columns of a file by their headings."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from common.errors import REPEATED
from imports.mapping.contract import Mapping
from imports.mapping.errors import BadMapping
from imports.reading.cells import Cell, Row, text_of
from imports.reading.options import MOST_COLUMNS

# Title lines above the headings, where the mapping does not say how many.
LOOKED_THROUGH = 50
NAMED = 12


class Headings:
    """Names of columns: their heading; `Heading#2` for the second of two equal ones; `#5` for one without a heading."""

    def __init__(self, cells: Sequence[Cell], *, width: int | None = None) -> None:
        self.names = [normal(text_of(cell)) for cell in cells]
        self.width = width or len(self.names)
        # Whether rows are as wide as the headings.
        self.is_fixed = width is None
        self._places: dict[str, list[int]] = {}
        for place, name in enumerate(self.names):
            if name:
                self._places.setdefault(name, []).append(place)

    def place(self, heading: str, beside: set[str]) -> int:
        """The number of the column, from 0. `beside` are the other headings that the mapping names."""
        name, number = _numbered(heading, set(self._places))
        if not name:
            if 0 < number <= self.width:
                return number - 1
            raise self._missing(heading)
        places = self._places.get(name) or self._alike(name)
        if not places or number > len(places):
            raise self._missing(heading)
        if number == 0 and len(places) > 1 and not any(f"{name}#" in normal(each) for each in beside):
            raise BadMapping(
                _(
                    "There are %(n)d columns “%(name)s”: write “%(name)s#1” or “%(name)s#2” for the one that is meant."
                )
                % {"n": len(places), "name": name}
            )
        return places[max(number, 1) - 1]

    def has(self, headings: set[str]) -> bool:
        try:
            for heading in headings:
                self.place(heading, headings)
        except BadMapping:
            return False
        return True

    def _alike(self, name: str) -> list[int]:
        """Columns whose heading differs only in capitals, if they all have one name."""
        alike = {known for known in self._places if known.casefold() == name.casefold()}
        return self._places[alike.pop()] if len(alike) == 1 else []

    def _missing(self, heading: str) -> BadMapping:
        shown = ", ".join(f"“{name[:REPEATED]}”" for name in self.names[:NAMED])
        more = "…" if self.width > NAMED else ""
        return BadMapping(
            _("There is no column “%(name)s”. The columns are %(all)s.")
            % {"name": heading, "all": f"{shown}{more}"}
        )


def find_headings(rows: Iterator[Row], mapping: Mapping) -> Headings:
    """Reads rows up to the headings: the row `header_row`, or else the first that has all mapped headings."""
    if mapping.header_row is not None:
        return _stated(rows, mapping)
    first: Headings | None = None
    for number, row in enumerate(rows):
        found = Headings(row.cells)
        first = first or (None if row.is_blank else found)
        if found.has(mapping.headings):
            return found
        if number >= LOOKED_THROUGH:
            break
    return _checked(first, mapping)


def _stated(rows: Iterator[Row], mapping: Mapping) -> Headings:
    if mapping.header_row == 0:
        return _checked(Headings([], width=MOST_COLUMNS), mapping)
    row = next((row for row in rows if row.line >= (mapping.header_row or 1)), None)
    return _checked(Headings(row.cells) if row else None, mapping)


def _checked(found: Headings | None, mapping: Mapping) -> Headings:
    if found is None:
        raise BadMapping(_("The file has no row of headings."))
    for heading in sorted(mapping.headings):
        found.place(heading, mapping.headings)
    return found


def normal(text: str) -> str:
    return " ".join(text.split())


def _numbered(heading: str, known: set[str]) -> tuple[str, int]:
    """The name, and the number after its last #; 0 if there is none. A name may contain # itself."""
    name = normal(heading)
    before, sign, number = name.rpartition("#")
    if name in known or not sign or not number.isdecimal():
        return name, 0
    return before, int(number)

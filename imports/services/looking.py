"""The first rows of a file, and what its columns could be, for whoever makes a mapping by looking at it."""

import itertools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from common.text.folding import fold_text
from imports.mapping.dates import parsed_date
from imports.mapping.errors import Unclear
from imports.mapping.headings import normal
from imports.mapping.numbers import Numbers
from imports.reading.cells import Row, text_of
from imports.reading.errors import CannotRead
from imports.reading.errors import sentence as _
from imports.reading.options import Options
from imports.reading.reader import open_table

SHOWN, READ, MOST_WORDS = 6, 5_000, 40
# Sheets, and rows of each, that are searched for a table.
LOOKED_THROUGH = 30
# Parts of headings by what they say, in the languages of the pages; the first that fits counts.
NAMES = {
    "fiscal_year": ("fy", "fiscal year"),
    "date": ("date", "fecha", "data", "datum", "день"),
    "month": ("month", "mes", "mois", "monat"),
    "year": ("year", "ano", "annee", "jahr"),
    "unit": ("unit", "unidad", "unidade", "unite", "einheit", "unidad de medida", "unidade medida"),
    "currency": ("currency", "moneda", "moeda", "devise", "wahrung"),
    "events": ("events", "count", "event count", "number of seizures", "count of event"),
    "quantity": (
        "quantity", "qty", "amount", "cantidad", "quantidade", "kg", "kilograms", "weight", "peso", "menge", "value",
    ),
    "measure": (
        "drug", "drug type", "drug name", "droga", "clase de estupefaciente", "substance", "commodity", "goods",
        "measure",
    ),
    "country": ("country", "pais", "pays", "land", "iso", "iso3 code"),
    "place": ("place", "city", "municipio", "location", "port", "area of responsibility", "lugar", "ort", "cidade"),
    "reference": ("reference", "case", "case number", "report number"),
    "concealment": ("concealment", "hiding place"),
    "conveyance": ("conveyance", "transport"),
    "origin": ("origin", "departure", "departure country"),
    "destination": ("destination", "destination country"),
    "agency": ("agency", "component"),
}  # fmt: skip
DATES = (
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%Y/%m/%d",
    "%B %d, %Y",
    "%Y-%m-%dT%H:%M:%S",
)


@dataclass
class Look:
    """`names` are the headings as a mapping names them; `words` the commonest words of each column."""

    header_row: int
    names: list[str]
    rows: list[list[str]]
    words: list[Counter[str]] = field(default_factory=list)
    # Of a workbook: its sheets, and the one that is looked at.
    sheets: list[str] = field(default_factory=list)
    sheet: str = ""

    def guesses(self, learned: Mapping[str, str]) -> list[str]:
        """A target for each column, none twice: as earlier mappings have it, by the heading, or by the values."""
        found: list[str] = []
        for column, name in enumerate(self.names):
            known = learned.get(fold_text(name), "")
            called = next((each for each in NAMES if each not in found and _is_called(name, each)), "")
            found.append(known if known and known not in found else called or self._by_values(column, found))
        return found

    def _by_values(self, column: int, found: list[str]) -> str:
        """A date, where all values are dates and no other column is one."""
        dated = {"date", "year", "fiscal_year"} & {
            *found,
            *(each for name in self.names for each in NAMES if _is_called(name, each)),
        }
        return "date" if not dated and guess_dates(self.words_of(column)) else ""

    def words_of(self, column: int) -> list[str]:
        return [word for word, _n in self.words[column].most_common(MOST_WORDS)]


def look_at_file(path: Path, options: Options, header_row: int | None = None) -> Look:
    """A look at the sheet that is stated, else at the first that has a table."""
    sheets, rows = _first_rows(path, options)
    sheet = options.sheet or next(iter(sheets), "")
    if options.sheet is None and not _is_table(rows):
        for other in sheets[1:LOOKED_THROUGH]:
            _sheets, found = _first_rows(path, replace(options, sheet=other))
            if _is_table(found):
                sheet, rows = other, found
                break
    if not rows:
        raise CannotRead(_("The file is empty."))
    heading = _heading(rows, header_row)
    names = _named([normal(text_of(cell)) for cell in rows[heading].cells])
    below = [[text_of(cell) for cell in row.cells] for row in rows[heading + 1 :]]
    words = [
        Counter(row[column] for row in below if column < len(row) and row[column])
        for column in range(len(names))
    ]
    return Look(rows[heading].line, names, below[:SHOWN], words, sheets, sheet)


def _first_rows(path: Path, options: Options) -> tuple[list[str], list[Row]]:
    with open_table(path, options) as table:
        return table.about.sheets, list(
            itertools.islice((row for row in table.rows if not row.is_blank), READ)
        )


def _is_table(rows: list[Row]) -> bool:
    """Whether two rows have several cells that say something."""
    return sum(sum(bool(text_of(cell)) for cell in row.cells) > 1 for row in rows[:LOOKED_THROUGH]) > 1


def _heading(rows: list[Row], stated: int | None) -> int:
    """The row that is stated; else the first that is as full as most."""
    if stated is not None:
        return next((number for number, row in enumerate(rows) if row.line >= stated), 0)
    full = [sum(bool(text_of(cell)) for cell in row.cells) for row in rows[:50]]
    usual = max(Counter(full).items(), key=lambda pair: (pair[1], pair[0]))[0]
    return next(number for number, many in enumerate(full) if many >= min(usual, max(full)))


def _named(texts: list[str]) -> list[str]:
    """Unique headings: `Heading#2` for the second of a name, `#5` for a column without one."""
    seen: Counter[str] = Counter()
    names = []
    for number, text in enumerate(texts, start=1):
        seen[text] += 1
        several = texts.count(text) > 1
        names.append(f"#{number}" if not text else f"{text}#{seen[text]}" if several else text)
    return names


def _is_called(name: str, target: str) -> bool:
    folded = fold_text(name.replace("_", " ").partition("#")[0]).partition("(")[0].strip()
    return any(folded == each or folded.endswith(f" {each}") for each in NAMES[target])


def guess_dates(words: list[str]) -> str:
    """The format that reads all of these, if it is the only one: days and months are not guessed apart."""
    fitting = [form for form in DATES if words and all(parsed_date(word, form) for word in words)]
    return fitting[0] if len(fitting) == 1 else ""


def guess_decimal(words: list[str]) -> str:
    for mark in (".", ","):
        try:
            for word in words:
                Numbers(mark, None).read(word)
        except Unclear:
            continue
        return mark
    return "."

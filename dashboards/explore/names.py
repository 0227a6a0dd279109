"""The names of the cells of an answer."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from dashboards.explore.choices import DIMENSION, groupings, names_of
from dashboards.explore.sentences import days_in_words
from figures.answer.figure import Figure
from figures.answer.query import Answer
from figures.question.periods import Period, clipped, period_of, so_far, to_date
from figures.question.question import TIMES
from measures.calendars import CALENDARS
from operations.sharing import Reader


@dataclass(frozen=True)
class CellName:
    """The words for one value, and a note: of a fiscal period its days."""

    text: str
    note: str = ""
    # What it is a value of.
    of: str = ""


class CellNames:
    """The names of an answer's cells, each dimension's read once."""

    def __init__(self, answered: Answer, reader: Reader) -> None:
        self.answered, self.reader = answered, reader
        self.question = answered.question
        self.columns = [name for name in self.question.by if name not in ("measure", "stage")]
        self._labels = groupings()
        self._named: dict[str, dict[str, str]] = {}

    def of(self, figure: Figure) -> list[CellName]:
        """The names of a cell, one for each dimension that the question groups by, beside measure and stage."""
        return [
            replace(self.of_value(name, figure.cell[name]), of=self._labels[name]) for name in self.columns
        ]

    def of_value(self, name: str, code: str | None) -> CellName:
        if name in TIMES:
            return self._time(name, code)
        if code is None:
            return CellName(str(DIMENSION[name].unsaid))
        return CellName(self._names(name).get(code, code))

    def _names(self, name: str) -> dict[str, str]:
        if name not in self._named:
            codes = {code for figure in self.answered.figures if (code := figure.cell[name])}
            self._named[name] = dict(names_of(DIMENSION[name], sorted(codes), self.reader))
        return self._named[name]

    def _time(self, name: str, code: str | None) -> CellName:
        if code is None:
            return CellName(_("date known only to a longer period"))
        whole = period_of({name: code}, self.question.calendar)
        assert whole
        part = clipped(whole, self.question.first, self.question.last)
        return self._called(name, code, whole, part)

    def _called(self, name: str, code: str, whole: Period, part: Period) -> CellName:
        days = days_in_words(part.first, part.last)
        cut = (whole.first, whole.last) != (part.first, part.last)
        fiscal = CALENDARS[self.question.calendar].start_month > 1 and name != "month"
        text = f"FY{code}" if fiscal else days_in_words(whole.first, whole.last)
        if so_far(part, self.answered.as_of.date()) != part:
            text = to_date(text)
        return CellName(text, days if fiscal or cut else "")


def period_numbers(name: str, codes: list[str]) -> list[str]:
    """The codes of all periods from the first to the last of these, with those between that have no figure."""
    parts = {"year": 1, "quarter": 4, "month": 12}[name]
    numbers = [_number(code, parts) for code in codes]
    return [_code(number, parts) for number in range(min(numbers), max(numbers) + 1)]


def _number(code: str, parts: int) -> int:
    year, _dash, part = code.partition("-")
    return int(year) * parts + (int(part.removeprefix("Q")) - 1 if part else 0)


def _code(number: int, parts: int) -> str:
    year, part = divmod(number, parts)
    return {1: f"{year:04}", 4: f"{year:04}-Q{part + 1}", 12: f"{year:04}-{part + 1:02}"}[parts]

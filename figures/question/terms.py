"""A question and its reader, resolved to ids: all that the SQL builder needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from figures.question.codes import OUT_OF_SIGHT
from figures.question.dimensions import DIMENSIONS, WAYS, FigureDimension
from figures.question.names import Names
from figures.question.periods import Months, months_of
from figures.question.question import NONE, STATUSES, Question
from figures.question.stays import Stay
from measures.calendars import CALENDARS
from operations.sharing import Reader

# How many months each time has.
LENGTHS = {"year": 12, "quarter": 3, "month": 1}


@dataclass(frozen=True)
class Chosen:
    """The ids of a filter; `unsaid` includes rows without a value."""

    ids: tuple[Any, ...]
    unsaid: bool

    @property
    def is_one(self) -> bool:
        """Whether no record can match two of the ids. An agency and the agencies below it are one."""
        return len({abs(pk) if isinstance(pk, int) else pk for pk in self.ids}) + self.unsaid == 1


@dataclass(frozen=True)
class Terms:
    """A question resolved to ids.

    With `shares`, each agency or operation has its records in full; else each counts once.

    `measures` is None for all; `shown` has, for each measure, those of the answer that it counts for (mostly one).
    `chosen` has the ids of each filter, and `hidden` the operations that the reader may not see.
    """

    question: Question
    reader: Reader
    names: Names
    measures: tuple[int, ...] | None
    shown: dict[int, list[int]]
    chosen: dict[str, Chosen]
    unit: Chosen | None
    hidden: frozenset[UUID]
    shares: bool = False
    parameters: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def cell(self) -> tuple[str, ...]:
        """The dimensions of a figure's cell, in the order of the question."""
        return tuple(name for name in self.question.by if self.shares or name not in WAYS)

    @cached_property
    def by(self) -> tuple[str, ...]:
        """The dimensions of a row, other than measure, stage and unit."""
        return tuple(name for name in self.cell if name not in ("measure", "stage"))

    @cached_property
    def ungrouped(self) -> "Terms":
        """The same terms without grouping, and with the same parameters: what is left out is counted in no cell."""
        return replace(self, question=self.question.narrowed(by=()))

    @cached_property
    def of_any_unit(self) -> "Terms":
        """The same terms for every unit, and with the same parameters."""
        return replace(self, question=self.question.narrowed(unit=""))

    @cached_property
    def counts_events(self) -> bool:
        """Whether the question names the measure of events, which every other total has only beside its own."""
        return self.names.of_events in self.question.measure

    @cached_property
    def rolls_up(self) -> bool:
        """Whether measures roll up into those above them: a record of two of them is then counted once."""
        return not (self.question.alone or "measure" in self.question.by)

    @cached_property
    def months(self) -> Months:
        return months_of(self.question)

    def shown_of(self, name: str) -> Chosen:
        """The ids whose rows an answer grouped by this dimension has: for an operation, its visible phases, too."""
        chosen = self.chosen[name]
        if name != "operation":
            return chosen
        return Chosen(tuple(self._with_phases(chosen)), chosen.unsaid)

    def counted_for(self, name: str) -> Chosen:
        """The ids whose own records count for the chosen ones: phases of an operation and agencies below one, too."""
        chosen = self.chosen[name]
        if name == "operation":
            return Chosen(tuple(self._with_phases(chosen)), chosen.unsaid)
        if name == "agency":
            below = (each for pk in chosen.ids for each in self.names.below.get(pk, ()))
            return Chosen(tuple(dict.fromkeys((*chosen.ids, *below))), chosen.unsaid)
        return chosen

    def stays(self, dimension: FigureDimension) -> list[Stay]:
        """What belongs to the dimension's values as the question knows it, without hidden operations."""
        found = self.names.stays(dimension, self.question.as_of)
        return [stay for stay in found if stay.key not in self.hidden] if self.hidden else found

    def _with_phases(self, chosen: Chosen) -> Iterable[Any]:
        """The chosen operations and their phases, as far as the reader may see them."""
        umbrellas = (pk for pk in chosen.ids if pk not in self.hidden)
        phases = (
            each for pk in umbrellas for each in self.names.phases.get(pk, ()) if each not in self.hidden
        )
        return dict.fromkeys((*chosen.ids, *phases))

    def hidden_phases(self, chosen: Chosen) -> list[Any]:
        """The phases of the chosen umbrellas that the reader may not see: for this reader they are none of theirs."""
        return [each for pk in chosen.ids for each in self.names.phases.get(pk, ()) if each in self.hidden]

    @property
    def hides_operations(self) -> bool:
        """Whether rows depend on which operations the reader may see."""
        return bool(self.hidden) and ("operation" in self.by or "operation" in self.chosen)

    @cached_property
    def is_of_money(self) -> bool:
        """Whether the question is about amounts of one currency only."""
        return self.question.unit in self.names.currencies

    @cached_property
    def of_status(self) -> str:
        """The condition on the status, written as a literal: the planner then knows how frequent the status is."""
        assert self.question.status in STATUSES
        return f"status = '{self.question.status}'"

    def bind(self, name: str, value: Any, kind: str = "") -> str:
        """Adds a parameter to the statement, and returns its placeholder."""
        self.parameters[name] = value
        return f"%({name})s::{kind}" if kind else f"%({name})s"


def terms_of(question: Question, reader: Reader, names: Names, *, shares: bool = False) -> Terms:
    """The terms of a question whose codes are checked. Operations that the reader may not see are left out.

    OUT_OF_SIGHT chooses them all: only the reader's own records are found by it.
    """
    concerned = bool(question.operation or question.threat) or any(name in question.by for name in WAYS)
    hidden = names.hidden_from(reader) if concerned else frozenset()
    chosen = {
        each.name: _chosen(codes, names.codes[each.name], hidden)
        for each in DIMENSIONS
        if (codes := question.chosen(each.name))
    }
    return Terms(
        question,
        reader,
        names,
        measures=_measures(question, names),
        shown=_shown(question, names),
        chosen=chosen,
        unit=_chosen((question.unit,), names.units) if question.unit else None,
        hidden=hidden,
        shares=shares,
    )


def _chosen(
    codes: Iterable[str], named: Mapping[Any, str | None], hidden: frozenset[Any] = frozenset()
) -> Chosen:
    wanted = set(codes)
    ids = [pk for pk, code in named.items() if code in wanted and pk not in hidden]
    beyond = sorted(hidden) if OUT_OF_SIGHT in wanted else ()
    return Chosen((*ids, *beyond), NONE in wanted)


def _measures(question: Question, names: Names) -> tuple[int, ...] | None:
    if not question.measure:
        return None
    below = question.measure if question.alone else tuple(f"{code}." for code in question.measure)
    return tuple(
        pk
        for pk, code in names.measures.items()
        if code in question.measure or (not question.alone and code.startswith(below))
    )


def _shown(question: Question, names: Names) -> dict[int, list[int]]:
    def shown() -> dict[int, list[int]]:
        ids = {code: pk for pk, code in names.measures.items()}
        return {
            pk: [ids[top] for top in names.tree.shown(code, question)] for pk, code in names.measures.items()
        }

    return names.once(("shown", question.measure, question.alone, "measure" in question.by), shown)


def shift_of(question: Question, time: str) -> int:
    """Months to add to get the year or quarter in the question's calendar; none for months."""
    return 0 if time == "month" else CALENDARS[question.calendar].shift


def time_label(time: str, number: int) -> str:
    """The code of the year, quarter or month with that number: 2009, 2009-Q3, 2009-07."""
    match time:
        case "year":
            return f"{number:04}"
        case "quarter":
            return f"{number // 4:04}-Q{number % 4 + 1}"
    return f"{number // 12:04}-{number % 12 + 1:02}"

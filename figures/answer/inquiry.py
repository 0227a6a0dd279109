"""A question by a reader, as far as the statement that answers it depends on it."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from figures.answer.grain import Cover, cover_for
from figures.question.months import Months, months_of
from figures.question.names import Names
from figures.question.question import STATUSES, WAYS, Question
from figures.question.terms import Chosen, Terms
from operations.sharing import Reader

WHO = ("operation", "agency", "country")


@dataclass(frozen=True)
class Inquiry:
    """`shares` asks for what each agency or operation has in full; without, each record counts once."""

    question: Question
    reader: Reader
    names: Names
    terms: Terms
    shares: bool
    # Whether balances may answer it at all.
    settled: bool = True
    parameters: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def by(self) -> tuple[str, ...]:
        """The dimensions of the rows beside measure, stage and unit."""
        left = self.question.by if self.shares else tuple(d for d in self.question.by if d not in WAYS)
        return tuple(name for name in left if name not in ("measure", "stage"))

    @cached_property
    def cell(self) -> tuple[str, ...]:
        """The dimensions of the figures, in the order in which they were asked for."""
        return tuple(name for name in self.question.by if self.shares or name not in WAYS)

    @cached_property
    def cover(self) -> Cover | None:
        """The balances that cover it, if any."""
        apart = {name for name in WHO if name in self.by or self.terms.chosen(name)}
        alone = all(self._alone(name, self.terms.chosen(name)) for name in WAYS)
        return cover_for(self.question, apart) if alone and self.settled and not self._unlike_then else None

    @cached_property
    def _unlike_then(self) -> bool:
        """Whether phases of today are told apart at an instant in the past: they may have been none then."""
        chosen = self.terms.operation if self.question.as_of and "operation" in self.by else None
        return chosen is not None and self.with_phases(chosen) != chosen

    def _alone(self, name: str, chosen: Chosen | None) -> bool:
        """Balances of several would have a record more than once that is credited to more than one of them."""
        return chosen is None or name in self.by or len(chosen.ids) + chosen.unsaid == 1

    @cached_property
    def ungrouped(self) -> "Inquiry":
        """The same about everything together, with the same parameters: what is left out is told of no cell."""
        return replace(self, question=self.question.narrowed(by=()))

    @cached_property
    def months(self) -> Months:
        return months_of(self.question)

    def with_phases(self, chosen: Chosen) -> Chosen:
        """Of operations chosen by, those shown: each of them, and its phases that the reader may see."""
        phases = (phase for pk in chosen.ids for phase in self.names.phases.get(pk, ()))
        ids = dict.fromkeys((*chosen.ids, *(pk for pk in phases if pk not in self.terms.hidden)))
        return Chosen(tuple(ids), chosen.unsaid)

    @cached_property
    def of_status(self) -> str:
        """Written out: how many have it decides how they are best found, and there are few statuses."""
        assert self.question.status in STATUSES
        return f"status = '{self.question.status}'"

    def given(self, name: str, value: Any, kind: str = "") -> str:
        """Makes the value a parameter of the statement, and returns what stands for it."""
        self.parameters[name] = value
        return f"%({name})s::{kind}" if kind else f"%({name})s"

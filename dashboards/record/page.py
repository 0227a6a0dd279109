"""The page of a record, with what verifying it moves in the totals."""

from dataclasses import dataclass
from typing import Any

from dashboards.record.moves import RecordVersion, record_moves
from dashboards.words.differences import Difference, difference
from dashboards.words.labels import Measures
from figures.changes.moved import Moved
from figures.effects import Contribution, contribution_of, effects
from figures.question.dimensions import DIMENSIONS
from operations.models import Operation, State
from operations.versions import Detail, detail_of
from records.pages.page import RecordDetailView


@dataclass(frozen=True)
class MovedTotal:
    """What the record adds to a total before and after, and the difference in words."""

    moved: Moved
    words: Difference


class ReviewedDetailView(RecordDetailView):
    """A subclass says whose totals have a record beside those of all together."""

    def get_review_context(self) -> dict[str, Any]:
        context = super().get_review_context()
        if self.object.state != State.SUBMITTED:
            return context | {"effects": None, "moves": []}
        return context | self.get_effects(context["amended"])

    def get_effects(self, amended: Any) -> dict[str, Any]:
        """How verifying the record moves the totals: of all together, and of those that it leaves and comes into."""
        after = contribution_of([self.object.pk])
        if not amended:
            return {"effects": _in_words(effects(Contribution([], []), after)), "moves": []}
        before = contribution_of([amended.pk])
        found = record_moves(self.version(amended, before), self.version(self.object, after))
        return {
            "effects": _in_words(effects(before, after)),
            "moves": [
                {"places": move.places, "into": move.into, "effects": _in_words(move.effects)}
                for move in found
            ],
        }

    def version(self, record: Any, contribution: Contribution) -> RecordVersion:
        return RecordVersion(self.places(record), detail_of(record, "date"), contribution)

    def places(self, record: Any) -> list[Detail]:
        """The operations, agencies and so on whose totals include the record; of a phase, its umbrella as well."""
        found = [each for each in self.credited_with(record) if each]
        found += [each.parent for each in found if isinstance(each, Operation) and each.parent]
        named = [Detail(each._meta.label, self.name_of(each), key=each.pk) for each in dict.fromkeys(found)]
        own = (each.name for each in DIMENSIONS if not each.several and hasattr(record, each.name))
        return [*named, *(detail_of(record, name) for name in own)]

    def credited_with(self, record: Any) -> list[Any]:
        """The operations and agencies whose totals have the record in full; None among them where none is stated."""
        return [record.operation]


def _in_words(found: list[Moved]) -> list[MovedTotal]:
    measures = Measures(moved.difference for moved in found)
    return [MovedTotal(moved, difference(moved.difference, moved.qualifier, measures)) for moved in found]

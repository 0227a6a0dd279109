"""The tree of measures: a record counts for its measure, and for those above it as far as they roll up."""

from dataclasses import dataclass

from figures.question.question import Question
from measures.models import Measure


@dataclass(frozen=True)
class Tree:
    parents: dict[str, str | None]
    rolls_up: dict[str, bool]
    # Measures whose records are not added up, and add into nothing.
    apart: frozenset[str] = frozenset()

    @classmethod
    def load(cls) -> "Tree":
        rows = Measure.objects.values_list("code", "parent__code", "rolls_up", "operator")
        return cls(
            {code: parent for code, parent, _rolls, _operator in rows},
            {code: rolls for code, _parent, rolls, _operator in rows},
            frozenset(code for code, *_rest, operator in rows if operator != Measure.Operator.SUM),
        )

    def shown(self, code: str, question: Question) -> list[str]:
        """The measures of the answer that a record of this measure counts for.

        Grouped by measure, each record counts for its own alone, so that the rows add up. Otherwise it counts for
        each measure tops for (or the top of its tree), as far up as measures roll up.
        """
        if "measure" in question.by or question.alone:
            return [code]
        tops = [top for top in question.measure if code == top or code.startswith(f"{top}.")]
        return list(dict.fromkeys(self.rolled(code, top) for top in tops or [code.split(".", 1)[0]]))

    def rolled(self, code: str, top: str) -> str:
        """The highest measure, up to `top`, that this one adds into."""
        parent = self.parents.get(code)
        if code == top or code in self.apart or parent is None or not self.rolls_up[parent]:
            return code
        return self.rolled(parent, top)

    def below(self, top: str) -> list[str]:
        """The measure and all below it."""
        return [code for code in self.parents if code == top or code.startswith(f"{top}.")]

    def adding_into(self, top: str) -> list[str]:
        """The measure and those below that add into it."""
        return [code for code in self.below(top) if self.rolled(code, top) == top]

"""Equivalents: what counts weigh, by factors that an administrator entered with their source.

They are computed only where they are asked for, beside the figures and never among them: they are approximate, and
name every factor that was used and what had none.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from figures.answer.figure import EXACT, SUM, Figure
from figures.answer.query import answer
from figures.question.question import TIMES, Question
from measures.formats import is_currency
from measures.models import Dimension
from measures.models.unit import CANONICAL
from operations.models import EquivalentFactor, Qualifier
from operations.sharing import Reader

EQUIVALENT = "equivalent"
KILOGRAM = CANONICAL[Dimension.MASS]
Cell = tuple[tuple[str, str | None], ...]


@dataclass
class Equivalent:
    """The kilograms of one measure and stage in one cell of the question: weighed, and worked out by factors."""

    cell: dict[str, str | None]
    value: Decimal = Decimal(0)
    weighed: Decimal = Decimal(0)
    factors: dict[EquivalentFactor, Decimal] = field(default_factory=dict)
    # By unit, what is not in the value: it has no factor, or (None) no quantity.
    left_out: dict[str, Decimal | None] = field(default_factory=dict)
    qualifier: str = Qualifier.APPROXIMATELY


def equivalents(question: Question, reader: Reader) -> list[Equivalent]:
    """The equivalents of the question by measure, as far as any factor holds."""
    timed = {} if set(question.by) & set(TIMES) else {"calendar": "calendar"}
    by = tuple(dict.fromkeys((*question.by, "measure", "stage", "country", "year")))
    fine = answer(question.narrowed(by=by, top=0, unit="", **timed), reader).figures
    known = _Factors(fine)
    found: dict[Cell, Equivalent] = {}
    for figure in fine:
        if figure.operator != SUM or is_currency(figure.unit):
            continue
        names = dict.fromkeys(("measure", "stage", *question.by))
        cell = {name: figure.cell[name] for name in names}
        _add(found.setdefault(tuple(cell.items()), Equivalent(cell)), figure, known)
    return [each for each in found.values() if each.factors]


def _add(equivalent: Equivalent, figure: Figure, known: "_Factors") -> None:
    if figure.unit == KILOGRAM and figure.value is not None:
        equivalent.weighed = EXACT.add(equivalent.weighed, figure.value)
        equivalent.value = EXACT.add(equivalent.value, figure.value)
        return
    factor = known.of(figure)
    if factor is None or figure.value is None:
        before, now = equivalent.left_out.get(figure.unit), figure.value
        equivalent.left_out[figure.unit] = now if before is None else EXACT.add(before, now or Decimal(0))
        return
    equivalent.value = EXACT.add(equivalent.value, EXACT.multiply(figure.value, factor.kilograms))
    equivalent.factors[factor] = EXACT.add(equivalent.factors.get(factor, Decimal(0)), figure.value)


class _Factors:
    """The factors that may hold for some figures, in one query."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.found: dict[tuple[str, str, str | None], list[EquivalentFactor]] = defaultdict(list)
        units = {figure.unit for figure in figures}
        related = ("measure", "unit", "country")
        for each in EquivalentFactor.objects.filter(unit__code__in=units).select_related(*related):
            country = each.country.code if each.country else None
            self.found[each.measure.code, each.unit.code, country].append(each)

    def of(self, figure: Figure) -> EquivalentFactor | None:
        """The nearest: of the measure itself before those above it, and of the country before that of all."""
        code, year = str(figure.cell["measure"]), figure.cell["year"]
        above = [code.rsplit(".", cut)[0] for cut in range(code.count(".") + 1)]
        for measure in above:
            for country in dict.fromkeys((figure.cell["country"], None)):
                for factor in self.found.get((measure, figure.unit, country), ()):
                    if factor.holds_in(int(year[-4:]) if year else None):
                        return factor
        return None

"""Labels of figures, and their order."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from figures.answer.figure import Figure
from measures import formats
from measures.models import Dimension, Measure, Unit
from operations.models import Stage
from seizures.models import Disposition

OUTCOME = "outcome"
# What was seized first, then what was only detected or declared, then what became of it.
ORDER = (*reversed(Stage.values), OUTCOME, *Disposition.Stage.values)


class Measures:
    """The measures of some figures by code, in one query."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        codes = {figure.cell["measure"] for figure in figures}
        self.by_code = {measure.code: measure for measure in Measure.objects.filter(code__in=codes)}

    def of(self, figure: Figure) -> Measure:
        return self.by_code[figure.cell["measure"] or ""]

    def label(self, figure: Figure) -> str:
        return label(self.of(figure), figure.cell["stage"] or OUTCOME, figure.unit)

    def order(self, figure: Figure) -> tuple[int, int, str]:
        measure = self.of(figure)
        return (measure.position, stage_order(figure.cell["stage"] or OUTCOME), figure.unit)


def stage_order(stage: str) -> int:
    """A sort key: the place of the stage in ORDER."""
    return ORDER.index(stage)


def label(measure: Measure, stage: str, unit: Unit | str = "") -> str:
    """The label of a figure: "Cocaine seized", or "Arrested" for an outcome, which has no stage.

    The value of goods has another label than money that was seized.
    """
    if unit and formats.is_currency(unit) and measure.dimension != Dimension.MONEY:
        return _("%(what)s, by value") % {"what": label(measure, stage)}
    # Seizures are seized, unless it is said otherwise.
    if stage in (OUTCOME, "") or (measure.kind == Measure.Kind.EVENTS and stage == Stage.SEIZED):
        return _(measure.name)
    return pgettext("a measure and what was done with it", "%(measure)s %(stage)s") % {
        "measure": _(measure.name),
        "stage": stage_name(stage),
    }


def stage_name(code: str) -> str:
    """The name of the stage."""
    return str({**dict(Stage.choices), **dict(Disposition.Stage.choices)}.get(code, code))

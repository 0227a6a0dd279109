"""What an operation expects, as rows of its page: each target beside what is recorded."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from dashboards.words.labels import OUTCOME, label
from dashboards.words.notes import notes
from dashboards.words.tiles import behind
from figures.answer.figure import Figure
from figures.question.question import REPORTED
from figures.targets import TargetProgress
from measures import formats
from measures.templatetags.amounts import amount
from operations.models import Operation, Qualifier, Target
from operations.sharing import Reader

# A bar that is full.
FULL = 100


@dataclass(frozen=True)
class TargetRow:
    """The texts of one target; `share` is "60 %", and empty where there is none; `width` is that of its bar."""

    target: Target
    label: str
    expected: str
    actual: str
    url: str
    share: str = ""
    width: int = 0
    reached: bool = False
    notes: list[str] = field(default_factory=list)
    # What is recorded of the measure in other units, which cannot be compared.
    others: list[str] = field(default_factory=list)


def targets_in_order(operation: Operation, reader: Reader) -> QuerySet[Target]:
    """The targets of an operation in the order of measures."""
    found = Target.objects.visible_to(reader).filter(operation=operation)
    related = ("operation", "measure__unit", "agency", "unit")
    return found.select_related(*related).order_by("measure__position", "stage", "date_from", "pk")


def target_rows(progress: Iterable[TargetProgress]) -> list[TargetRow]:
    return [_row(each) for each in progress]


def _row(each: TargetProgress) -> TargetRow:
    target, unit = each.target, each.target.unit
    measure, share = target.measure, each.share
    return TargetRow(
        target=target,
        label=label(measure, target.stage or OUTCOME, unit or ""),
        expected=amount(target.value, unit or "", counted_in=measure.counted_in)
        if target.value is not None
        else "",
        actual=_amount(each.actual, each) if each.actual else "",
        url=behind(each.actual, measure, each.question) if each.actual and _opens(each) else "",
        share="" if share is None else formats.qualifier_phrase(each.qualifier) % f"{share.normalize():f} %",
        width=0 if share is None else min(int(share), FULL),
        reached=each.is_reached,
        notes=notes(each.actual, each.question) if each.actual else [],
        others=[_amount(other, each) for other in each.others],
    )


def _amount(figure: Figure, each: TargetProgress) -> str:
    qualifier = each.qualifier if figure is each.actual else str(Qualifier(figure.qualifier))
    return amount(figure.value, figure.unit, qualifier, each.target.measure.counts)


def _opens(each: TargetProgress) -> bool:
    """Whether evidence shows the figure: it values money in the reporting currency alone."""
    return each.question.currency != REPORTED

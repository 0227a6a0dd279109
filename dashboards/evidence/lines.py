"""The lines of evidence, rendered for a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dashboards.words.amounts import Amount
from dashboards.words.labels import Measures
from figures.evidence.facts import Reason
from figures.evidence.lines import Line
from figures.models import Fact
from figures.question.dimensions import OUT_OF_SIGHT
from measures import formats
from measures.partial_date import PartialDate
from operations.models import ReviewedRecord


@dataclass(frozen=True)
class EvidenceRow:
    """The texts of one line. `record` is None if it was deleted or is withheld, `reported` if it is not known."""

    record: ReviewedRecord | None
    unnamed: str
    operation: str
    label: str
    date: str
    agency: str
    reported: Amount | None
    amount: Amount
    reason: str
    note: str


def evidence_rows(lines: Iterable[Line]) -> list[EvidenceRow]:
    lines = list(lines)
    measures = Measures(line.figure for line in lines)
    return [_row(line, measures) for line in lines]


def _row(line: Line, measures: Measures) -> EvidenceRow:
    figure, measure = line.figure, measures.of(line.figure)
    return EvidenceRow(
        record=line.of.record,
        unnamed=unnamed(withheld=line.of.withheld),
        label=measures.label(figure),
        amount=Amount.of(figure, measure.counts),
        reason=str(Reason(line.mark.reason).label) if line.mark.reason else "",
        note=_("a part: counted for its agency alone") if line.share else "",
        **(_of_fact(line.fact, measure.counted_in) if line.fact else _of_place(line)),
    )


def unnamed(*, withheld: bool) -> str:
    """The text in place of the name of a record that is deleted or withheld."""
    return _("a record that is withheld from you") if withheld else _("a record that was deleted")


def _of_fact(fact: Fact, counted_in: str) -> dict[str, Any]:
    stated = fact.item or fact.outcome
    # The fact's own qualifier may come from its unit, where the factor is an assumption.
    qualifier = stated.qualifier if stated else fact.qualifier
    date = PartialDate(fact.date_from, fact.date_to, fact.date_precision)
    return {
        "operation": fact.operation.name if fact.operation else "",
        "agency": str(fact.agency) if fact.agency else "",
        "date": formats.partial_date(str(date)),
        "reported": Amount(
            fact.reported,
            fact.reported_unit or "",
            qualifier,
            counted_in,
            *((fact.reported, fact.reported_high) if fact.reported_high is not None else ()),
        ),
    }


def _of_place(line: Line) -> dict[str, Any]:
    assert line.place
    operation = line.place.codes["operation"] or ""
    return {
        "operation": _("not shown to you") if operation == OUT_OF_SIGHT else operation,
        "agency": line.place.codes["agency"] or "",
        "date": formats.partial_date(str(line.place.date)),
        "reported": None,
    }

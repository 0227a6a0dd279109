"""How the facts behind a figure are written."""

from django import template

from dashboards import formats, labels
from figures.evidence import Reason
from figures.models import Fact
from measures.partial_date import PartialDate
from operations.models import ReviewedRecord

register = template.Library()


@register.filter
def record_of(fact: Fact) -> ReviewedRecord:
    record: ReviewedRecord = fact.seizure or fact.outcome
    return record


@register.filter
def own_qualifier(fact: Fact) -> str:
    """As it was reported; that of the fact may come from its unit, where the factor is an assumption."""
    stated = fact.item or fact.outcome
    return stated.qualifier if stated else fact.qualifier


@register.filter
def fact_label(fact: Fact) -> str:
    return labels.label(fact.measure, fact.stage)


@register.filter
def fact_date(fact: Fact) -> str:
    return formats.partial_date(str(PartialDate(fact.date_from, fact.date_to, fact.date_precision)))


@register.filter
def reason_of(reason: str) -> str:
    """Why a record is left out of a figure."""
    return str(Reason(reason).label)

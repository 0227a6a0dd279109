from typing import TypeVar

from django.db import transaction

from agencies.models import User
from common.errors import Findings
from measures.partial_date import check_not_future
from operations import rules
from operations.audit import audited
from operations.models import Claim, Indicator, Source

F = TypeVar("F", Claim, Indicator, Source)


@transaction.atomic
def record_fact(fact: F, *, by: User) -> F:
    """Enters or changes a source, or what one states: a claim or an indicator. None of them is in a total."""
    if isinstance(fact, Source):
        if not by.administers:
            rules.may_enter(by)
    else:
        rules.may_steer(fact.operation, by)
    findings = Findings()
    with findings.at():
        fact.full_clean()
    if isinstance(fact, Source | Claim):
        with findings.at("date"):
            check_not_future(fact.date)
    findings.settle()
    with audited(by=by, action="entered" if fact._state.adding else "edited"):
        fact.save()
    return fact

"""The tabs of an operation: each is a page with an address of its own."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from common.text.numbers import number
from dashboards.operation.belongings import MOST_COUNTED, outcomes_of, seizures_of
from operations.models import Operation

SUMMARY = "operation"
# The URLs' names with what the tabs are called.
TABS = {
    SUMMARY: _("Summary"),
    "operation-results": _("Results"),
    "operation-seizures": _("Seizures"),
    "operation-outcomes": _("Outcomes"),
    "operation-targets": _("Targets"),
    "operation-periods": _("Periods"),
    "operation-participants": _("Participants"),
    "operation-sources": _("Sources"),
    "operation-legal": _("Legal coverage"),
    "operation-history": _("History"),
}


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool
    # How many rows it has; "1,000+" where they were not all counted.
    count: str = ""


def tabs_of(found: Operation, reader: User, current: str) -> list[Tab]:
    counts = {
        "operation-seizures": _counted(seizures_of(found, reader).count(MOST_COUNTED + 1)),
        "operation-outcomes": _counted(outcomes_of(found, reader).count(MOST_COUNTED + 1)),
        "operation-participants": _counted(found.participations.count()),
    }
    return [
        Tab(str(label), reverse(name, args=[found.code]), name == current, counts.get(name, ""))
        for name, label in TABS.items()
    ]


def _counted(many: int) -> str:
    if many > MOST_COUNTED:
        return f"{number(Decimal(MOST_COUNTED))}+"
    return number(Decimal(many)) if many else ""

"""A question about figures; its address is the same on a page and in the API."""

import datetime
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings

from common.text.instants import format_instant
from figures.question.dimensions import NAMES
from operations.models import Stage
from seizures.models import Disposition

TIMES = ("year", "quarter", "month")
GROUPINGS = ("measure", "stage", *NAMES, *TIMES)
STAGES = (*Stage.values, *Disposition.Stage.values, "outcome")
STATUSES = ("verified", "unverified")
REPORTED = "reported"
# Stands for records that do not state a dimension.
NONE = "none"
LISTS = ("by", "measure", "stage", *NAMES)
SINGLES = (
    "from",
    "to",
    "calendar",
    "currency",
    "status",
    "alone",
    "unfixed",
    "unit",
    "as_of",
    "reported_as_of",
    "top",
    "release",
)
PARAMETERS = (*LISTS, *SINGLES)


@dataclass(frozen=True)
class Question:
    """A question in codes of the API; `first` and `last` are days, both included."""

    by: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    operation: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    transit: tuple[str, ...] = ()
    destination: tuple[str, ...] = ()
    threat: tuple[str, ...] = ()
    conveyance: tuple[str, ...] = ()
    concealment: tuple[str, ...] = ()
    detection: tuple[str, ...] = ()
    first: datetime.date | None = None
    last: datetime.date | None = None
    calendar: str = "calendar"
    currency: str = ""
    status: str = "verified"
    # Only records of the measure itself, and none of those below it.
    alone: bool = False
    # Only records whose date is not fixed within one year, quarter or month.
    unfixed: str = ""
    # Only figures in this unit; NONE for money as reported whose currency nobody stated.
    unit: str = ""
    # What was known at an instant in the past; None for all that is known now.
    as_of: datetime.datetime | None = None
    # Of cumulative reports, those that were the newest of their series on that day; None for the newest of all.
    reported_as_of: datetime.date | None = None
    # Only postings up to this one. It is in no address: pages of evidence carry it, to show one state of the ledger.
    last_posting: int | None = None
    # Only so many figures of each measure, stage and unit: those with the largest values. 0 for all.
    top: int = 0

    def chosen(self, name: str) -> tuple[str, ...]:
        """The codes that a dimension is filtered by."""
        codes: tuple[str, ...] = getattr(self, name)
        return codes

    @property
    def time(self) -> str:
        """The finest time dimension that the question groups by, or empty."""
        return next((time for time in reversed(TIMES) if time in self.by), "")

    def parameters(self) -> dict[str, str]:
        """The query string of the question, as a dictionary."""
        pairs = {name: ",".join(self.chosen(name)) for name in LISTS}
        pairs |= {
            "from": self.first.isoformat() if self.first else "",
            "to": self.last.isoformat() if self.last else "",
            "calendar": self.calendar if self.calendar != "calendar" else "",
            "currency": self.currency if self.currency != settings.REPORTING_CURRENCY else "",
            "status": self.status if self.status != "verified" else "",
            "alone": "true" if self.alone else "",
            "unfixed": self.unfixed,
            "unit": self.unit,
            "as_of": format_instant(self.as_of) if self.as_of else "",
            "reported_as_of": self.reported_as_of.isoformat() if self.reported_as_of else "",
            "top": str(self.top) if self.top else "",
        }
        return {name: text for name, text in pairs.items() if text}

    def address(self, path: str) -> str:
        return f"{path}?{urlencode(self.parameters(), safe=',:')}"

    def narrowed(self, **changes: object) -> "Question":
        return replace(self, **changes)  # type: ignore[arg-type]  # checked by the dataclass when it runs

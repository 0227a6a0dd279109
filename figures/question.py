"""What is asked of the figures: written in an address, the same on a page and in the API."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models import Agency, Country
from common.errors import Findings, Invalid
from measures.calendars import CALENDARS
from measures.models import Measure, Unit
from measures.models.unit import CANONICAL
from measures.partial_date import PartialDate, Precision
from operations.models import Operation, Stage
from operations.sharing import Reader
from seizures.models import Disposition

TIMES = ("year", "quarter", "month")
DIMENSIONS = ("measure", "stage", "operation", "agency", "country", *TIMES)
STAGES = (*Stage.values, *Disposition.Stage.values, "outcome")
STATUSES = ("verified", "unverified")
REPORTED = "reported"
# Stands for records that do not say: an operation, agency or country that is not stated.
NONE = "none"


@dataclass(frozen=True)
class Question:
    """Codes are those of the API; `first` and `last` are days, both included."""

    by: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    operation: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
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

    @property
    def time(self) -> str:
        """The finest time dimension asked for, if any."""
        return next((time for time in reversed(TIMES) if time in self.by), "")

    def parameters(self) -> dict[str, str]:
        """The question as it stands in an address."""
        pairs = {name: ",".join(getattr(self, name)) for name in LISTS}
        pairs |= {
            "from": self.first.isoformat() if self.first else "",
            "to": self.last.isoformat() if self.last else "",
            "calendar": self.calendar if self.calendar != "calendar" else "",
            "currency": self.currency if self.currency != settings.REPORTING_CURRENCY else "",
            "status": self.status if self.status != "verified" else "",
            "alone": "true" if self.alone else "",
            "unfixed": self.unfixed,
            "unit": self.unit,
        }
        return {name: text for name, text in pairs.items() if text}

    def address(self, path: str) -> str:
        return f"{path}?{urlencode(self.parameters(), safe=',:')}"

    def narrowed(self, **changes: object) -> "Question":
        return replace(self, **changes)  # type: ignore[arg-type]


LISTED_AT = {
    "measure": "/api/v1/measures/",
    "operation": "/api/v1/operations/",
    "agency": "/api/v1/agencies/",
    "country": "/api/v1/countries/",
}
LISTS = ("by", "measure", "stage", "operation", "agency", "country")
LISTED_AT = {
    "measure": "/api/v1/measures/",
    "operation": "/api/v1/operations/",
    "agency": "/api/v1/agencies/",
    "country": "/api/v1/countries/",
}
PARAMETERS = (*LISTS, "from", "to", "calendar", "currency", "status", "alone", "unfixed", "unit")


def asked(parameters: Mapping[str, str], reader: Reader) -> Question:
    """Reads a question. Raises Invalid, with a sentence that says what is possible instead."""
    findings = Findings()
    texts = _texts(parameters, findings)
    lists = {
        name: tuple(dict.fromkeys(filter(None, map(str.strip, texts[name].split(","))))) for name in LISTS
    }
    _check_lists(lists, reader, findings)
    _check_choices(texts, findings)
    _check_unit(texts["unit"], findings)
    first, last = _period(texts["from"], texts["to"], findings)
    findings.settle()
    return Question(
        **lists,
        first=first,
        last=last,
        calendar=texts["calendar"] or "calendar",
        currency=texts["currency"],
        status=texts["status"] or "verified",
        alone=texts["alone"] == "true",
        unfixed=texts["unfixed"],
        unit=texts["unit"],
    )


def _texts(parameters: Mapping[str, str], findings: Findings) -> dict[str, str]:
    for name in parameters:
        if name not in PARAMETERS:
            sentence = _("There is no parameter %(name)s. Possible: %(all)s.")
            findings.add(name, sentence % _choice(name, PARAMETERS))
    texts = {name: parameters.get(name, "").strip() for name in PARAMETERS}
    if any("\0" in text for text in texts.values()):
        raise Invalid({"": [_("An address cannot have a NUL character in it.")]})
    return texts


def _choice(name: str, possible: tuple[str, ...] | list[str]) -> dict[str, str]:
    return {"name": name, "all": ", ".join(possible)}


def _check_lists(lists: dict[str, tuple[str, ...]], reader: Reader, findings: Findings) -> None:
    for dimension in lists["by"]:
        if dimension not in DIMENSIONS:
            findings.add(
                "by", _("There is no dimension %(name)s. Possible: %(all)s.") % _choice(dimension, DIMENSIONS)
            )
    for stage in lists["stage"]:
        if stage not in STAGES:
            findings.add(
                "stage", _("There is no stage %(name)s. Possible: %(all)s.") % _choice(stage, STAGES)
            )
    known = {
        "measure": Measure.objects.values_list("code", flat=True),
        "operation": Operation.objects.visible_to(reader).values_list("code", flat=True),
        "agency": Agency.objects.values_list("code", flat=True),
        "country": Country.objects.values_list("code", flat=True),
    }
    for name, codes in known.items():
        # Every record has a measure; the others may be not stated.
        unsaid = set() if name == "measure" else {NONE}
        for missing in sorted(set(lists[name]) - unsaid - set(codes.filter(code__in=lists[name]))):
            sentence = _("There is no %(kind)s %(code)s. %(list)s lists them all.")
            findings.add(name, sentence % {"kind": name, "code": missing, "list": LISTED_AT[name]})


def _check_unit(code: str, findings: Findings) -> None:
    if code in ("", NONE, *CANONICAL.values()) or Unit.objects.currencies().filter(code=code).exists():
        return
    sentence = _("Figures do not come in %(code)s. They come in KGM, LTR, C62 or a currency.")
    findings.add("unit", sentence % {"code": code})


def _check_choices(texts: dict[str, str], findings: Findings) -> None:
    possible = {
        "calendar": tuple(CALENDARS),
        "currency": (settings.REPORTING_CURRENCY, REPORTED),
        "status": STATUSES,
        "alone": ("true", "false"),
        "unfixed": TIMES,
    }
    for name, values in possible.items():
        if texts[name] and texts[name] not in values:
            sentence = _("%(name)s is not possible here. Possible: %(all)s.")
            findings.add(name, sentence % _choice(texts[name], values))


def _period(first: str, last: str, findings: Findings) -> tuple[datetime.date | None, datetime.date | None]:
    days: list[datetime.date | None] = []
    for name, text in (("from", first), ("to", last)):
        try:
            date = PartialDate.parse(text)
        except (ValidationError, Invalid):
            date = PartialDate(precision=Precision.RANGE)
        if text and date.precision not in (Precision.DAY, Precision.MONTH):
            findings.add(
                name, _("“%(text)s” is not a month or a day. Write 2009-07 or 2009-07-14.") % {"text": text}
            )
        days.append(date.first if name == "from" else date.last)
    if days[0] and days[1] and days[0] > days[1]:
        findings.add("to", _("The period ends before it starts."))
    return days[0], days[1]

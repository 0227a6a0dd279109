"""Parses a question from query parameters, with sentences that say what is possible."""

import datetime
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from common.api.addresses import api_url
from common.errors import Findings, Invalid, Refused
from common.text.instants import format_instant, parse_instant
from figures.ledger.snapshot import first_posting
from figures.question.codes import OUT_OF_SIGHT, Ids
from figures.question.dimensions import DIMENSIONS, NAMES, FigureDimension
from figures.question.names import names
from figures.question.question import (
    GROUPINGS,
    LISTS,
    NONE,
    PARAMETERS,
    REPORTED,
    STAGES,
    STATUSES,
    TIMES,
    Question,
)
from measures.calendars import CALENDARS
from measures.partial_date import PartialDate, Precision
from operations.sharing import Reader

MEASURES = api_url("measures")
MOST = 1000


class NoSuchRelease(Refused):
    code = "not_found"
    status = 404


def parse_question(parameters: Mapping[str, str], reader: Reader) -> Question:
    """The question in these parameters. Raises Invalid with sentences that say what is possible."""
    findings = Findings()
    texts = _texts(parameters, findings)
    lists = {name: _codes(texts[name]) for name in LISTS}
    _check_lists(lists, findings)
    _check_codes(lists, reader, findings)
    _check_choices(texts, findings)
    _check_unit(texts["unit"], findings, past=bool(texts["as_of"]))
    first, last = _period(texts["from"], texts["to"], findings)
    as_of, top = _instant(texts["as_of"], reader, findings), _number(texts["top"], findings)
    reported_as_of = _day(texts["reported_as_of"], findings)
    findings.raise_if_any()
    _check_release(texts["release"])
    return Question(
        first=first,
        last=last,
        calendar=texts["calendar"] or "calendar",
        status=texts["status"] or "verified",
        alone=texts["alone"] == "true",
        as_of=as_of,
        reported_as_of=reported_as_of,
        top=top,
        currency=texts["currency"],
        unfixed=texts["unfixed"],
        unit=texts["unit"],
    ).narrowed(**lists)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(str.strip, text.split(",")))))


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


def _check_lists(lists: dict[str, tuple[str, ...]], findings: Findings) -> None:
    for dimension in lists["by"]:
        if dimension not in GROUPINGS:
            findings.add(
                "by", _("There is no dimension %(name)s. Possible: %(all)s.") % _choice(dimension, GROUPINGS)
            )
    for stage in lists["stage"]:
        if stage not in STAGES:
            findings.add(
                "stage", _("There is no stage %(name)s. Possible: %(all)s.") % _choice(stage, STAGES)
            )


def _check_codes(lists: dict[str, tuple[str, ...]], reader: Reader, findings: Findings) -> None:
    if not any(lists[name] for name in ("measure", *NAMES)):
        return
    known = names()
    # Every record has a measure; the others may be not stated.
    for code in _missing(lists["measure"], known.measures.values()):
        findings.add("measure", _no_such("measure", code, MEASURES))
    for dimension in DIMENSIONS:
        if not lists[dimension.name]:
            continue
        ids = known.codes[dimension.name]
        hidden = known.hidden_from(reader) if dimension.name == "operation" else frozenset()
        besides = (NONE, OUT_OF_SIGHT) if dimension.name == "operation" else (NONE,)
        for code in _missing(lists[dimension.name], (*besides, *(ids[pk] for pk in ids.keys() - hidden))):
            findings.add(dimension.name, _unknown(dimension, code, ids))


def _missing(wanted: Iterable[str], there_are: Iterable[str | None]) -> list[str]:
    return sorted(set(wanted).difference(there_are)) if wanted else []


def _unknown(dimension: FigureDimension, code: str, ids: Ids) -> str:
    if dimension.listed_at:
        return _no_such(dimension.name, code, dimension.listed_at)
    sentence = _("There is no %(kind)s %(code)s. Possible: %(all)s.")
    possible = ", ".join(sorted(filter(None, ids.values())))
    return sentence % {"kind": dimension.name, "code": code, "all": f"{possible}, {NONE}"}


def _no_such(kind: str, code: str, listed_at: str) -> str:
    sentence = _("There is no %(kind)s %(code)s. %(list)s lists them all.")
    return sentence % {"kind": kind, "code": code, "list": listed_at}


def _check_unit(code: str, findings: Findings, *, past: bool) -> None:
    known = names()
    if code in ("", NONE) or code in known.currencies or code in known.quantities:
        return
    # What counts pieces today may have been a unit of figures then.
    if past and code in known.units.values():
        return
    sentence = _("Figures do not come in %(code)s. They come in %(units)s or a currency.")
    findings.add("unit", sentence % {"code": code, "units": ", ".join(sorted(known.quantities))})


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


def _instant(text: str, reader: Reader, findings: Findings) -> datetime.datetime | None:
    found = parse_instant(text) if text else None
    if text and found is None:
        sentence = _("“%(text)s” is not an instant. Write 2009-07-14T08:00:00Z.")
        findings.add("as_of", sentence % {"text": text})
    elif found and (sentence := _out_of_reach(found, reader)):
        findings.add("as_of", sentence)
    return found


def _day(text: str, findings: Findings) -> datetime.date | None:
    """The day on which a report of a series has to be the newest."""
    try:
        date = PartialDate.parse(text)
    except (ValidationError, Invalid):
        date = PartialDate(precision=Precision.RANGE)
    if text and date.precision != Precision.DAY:
        findings.add("reported_as_of", _("“%(text)s” is not a day. Write 2019-05-01.") % {"text": text})
    return date.first


def _out_of_reach(at: datetime.datetime, reader: Reader) -> str:
    begun = first_posting(reader)
    if at > timezone.now():
        return _("That is in the future. Leave it out for what is known now.")
    if begun is None:
        return _("Nothing has been recorded yet. Leave it out for what is known now.")
    if at < begun:
        since = format_instant(begun)
        return _("Nothing was recorded then. The first record that counts is of %(since)s.") % {
            "since": since
        }
    return ""


def _number(text: str, findings: Findings) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST)) and 1 <= int(text) <= MOST):
        findings.add("top", _("How many figures to show: a number from 1 to %(most)d.") % {"most": MOST})
        return 0
    return int(text)


def _check_release(name: str) -> None:
    if name:
        sentence = _(
            "There is no release %(name)s. Leave it out for what is known now, or give an instant as as_of."
        )
        raise NoSuchRelease(sentence % {"name": name})

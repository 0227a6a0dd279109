"""The address of a question on the page Explore: what its form sends, put into the parameters of figures.

The form may say a thing in words or several times ("period=US FY2021", "measure=A&measure=B"); the address that a
reader shares says it once, in codes, as the API has it.
"""

import datetime

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from common.errors import Invalid
from common.text.folding import fold_text
from dashboards.explore.choices import ExploreChoices
from figures.question.periods import period_of
from figures.question.question import GROUPINGS, LISTS, STAGES, Question
from figures.question.reading import parse_question
from measures.calendars import CALENDARS
from measures.forms.periods import FISCAL, read_period
from measures.partial_date import PartialDate, Precision
from operations.sharing import Reader

# What the page shows of an answer; no part of the question.
VIEW = ("sort", "draw", "page", "across", "layout", "chart")
MOST_GROUPINGS = 3
# A period without a beginning or an end, as ISO 8601-2 writes it.
OPEN = ".."
SEVERAL: dict[str, str] = {Precision.YEAR: "year", Precision.QUARTER: "quarter"}


def texts_of(sent: QueryDict) -> dict[str, str]:
    """The parameters of the question, each as one text: repeated ones joined, and empty ones left out."""
    joined = {
        name: ",".join(filter(None, map(str.strip, values)))
        for name, values in sent.lists()
        if name not in VIEW
    }
    return {name: text for name, text in joined.items() if text}


def question_of_page(texts: dict[str, str], reader: Reader, choices: ExploreChoices) -> Question:
    """The question in these texts. Raises Invalid with a sentence for whatever cannot be understood."""
    question = parse_question(in_codes(texts, choices), reader)
    if len(question.by) > MOST_GROUPINGS:
        raise Invalid({"by": [_("Group by %(most)d things at most.") % {"most": MOST_GROUPINGS}]})
    return question


def is_canonical(sent: QueryDict, question: Question) -> bool:
    """Whether the address has the question as it is shared: each parameter once, in codes, and none of them empty."""
    stated = {name: values for name, values in sent.lists() if name not in VIEW}
    return stated == {name: [text] for name, text in question.parameters().items()}


def in_codes(texts: dict[str, str], choices: ExploreChoices) -> dict[str, str]:
    """The texts with names as their codes, and with a period in words as its first and last day."""
    found = {name: text for name, text in texts.items() if name != "period"}
    for name in LISTS:
        if name in found:
            found[name] = ",".join(_code(name, text, choices) for text in found[name].split(","))
    return found | _period(texts["period"], texts.get("calendar", "")) if "period" in texts else found


def _code(name: str, text: str, choices: ExploreChoices) -> str:
    """The code of a thing by its name or by its code in small letters; the text itself if nothing is called so."""
    if name == "by":
        return text if text in GROUPINGS else text.lower()
    if name == "stage" and text in STAGES:
        return text
    return choices.codes(name).get(fold_text(text), text)


def _period(text: str, calendar: str) -> dict[str, str]:
    try:
        if OPEN in (parts := [part.strip() for part in text.split("/")]) and len(parts) == 2:
            first, last = (PartialDate() if part == OPEN else read_period(part) for part in parts)
            return _days(first.first, last.last)
        return _whole(text, calendar)
    except ValidationError as error:
        if error.code != "no_date":
            raise Invalid({"period": list(error.messages)}) from None
        raise Invalid({"period": [_("Write 2009, 2009-Q3, 2009-07 or US FY2009.")]}) from None


def _whole(text: str, calendar: str) -> dict[str, str]:
    """A period with both its ends. A fiscal year brings its calendar along, unless another is chosen."""
    own = calendar if calendar in CALENDARS and CALENDARS[calendar].start_month > 1 else ""
    if fiscal := FISCAL.fullmatch(text):
        if not fiscal["calendar"] and own:
            text = f"{own} {text}"
        date = read_period(text)
        return _days(date.first, date.last) | {"calendar": calendar or (fiscal["calendar"] or own).lower()}
    date = read_period(text)
    if (
        own
        and date.precision in SEVERAL
        and (of_calendar := period_of({SEVERAL[date.precision]: str(date)}, own))
    ):
        # A year is one of the calendar that is chosen beside it.
        return _days(of_calendar.first, of_calendar.last)
    return _days(date.first, date.last)


def _days(first: datetime.date | None, last: datetime.date | None) -> dict[str, str]:
    days = {"from": first, "to": last}
    return {name: day.isoformat() for name, day in days.items() if day}


def typed_period(question: Question) -> str:
    """The question's period as its reader would type it; typed again, it means the same days."""
    first, last = question.first, question.last
    if first is None and last is None:
        return ""
    if first is None or last is None:
        return f"{first or OPEN}/{last or OPEN}"
    years = CALENDARS[question.calendar]
    if years.start_month > 1:
        year = last.year if years.named_by_end else first.year
        if years.dates(year) == (first, last):
            return f"{question.calendar.upper()} FY{year}"
    plain = [Precision.DAY, Precision.MONTH]
    plain += [Precision.QUARTER, Precision.YEAR] if years.start_month == 1 else []
    for precision in plain:
        if (date := PartialDate.starting(first, precision)).last == last:
            return str(date) if _starts(first, precision) else f"{first}/{last}"
    return f"{first}/{last}"


def _starts(first: datetime.date, precision: Precision) -> bool:
    """Whether the day begins a period of that length."""
    months = {Precision.QUARTER: (1, 4, 7, 10), Precision.YEAR: (1,)}.get(precision, range(1, 13))
    return precision == Precision.DAY or (first.day == 1 and first.month in months)

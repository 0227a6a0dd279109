"""A question as one sentence, so that its reader sees what was asked."""

import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dashboards.explore.choices import groupings, names_of, stage_in_words
from dashboards.words.labels import OUTCOME, label
from figures.question.dimensions import DIMENSIONS, FigureDimension
from figures.question.question import NONE, REPORTED, Question
from measures import formats
from measures.calendars import CALENDARS
from measures.models import Measure
from measures.partial_date import PartialDate, Precision
from operations.sharing import Reader

# More names than these are counted, and stand in the list of what is chosen.
FEW = 4


def question_sentence(question: Question, reader: Reader) -> str:
    """The question in words: "Cocaine seized, in Colombia, in US FY2021 (its days), by quarter"."""
    parts = [
        _what(question),
        *(_of_dimension(each, question, reader) for each in DIMENSIONS),
        period_phrase(question),
        _grouped(question),
        *_how(question),
    ]
    return ", ".join(filter(None, parts))


def _what(question: Question) -> str:
    measures = list(Measure.objects.filter(code__in=question.measure)) if question.measure else []
    if len(measures) == 1 and len(question.stage) == 1:
        return label(measures[0], question.stage[0])
    stages = _listed([stage_in_words(code).lower() for code in question.stage])
    if not measures and question.stage == (OUTCOME,):
        return _("All outcomes")
    what = _listed([_(measure.name) for measure in measures]) or _("All results")
    return f"{what}: {stages}" if stages else what


def _of_dimension(dimension: FigureDimension, question: Question, reader: Reader) -> str:
    codes = question.chosen(dimension.name)
    if not codes:
        return ""
    named = names_of(dimension, [code for code in codes if code != NONE], reader)
    values = _listed([str(named[code]) if code in named else str(dimension.unsaid) for code in codes])
    phrases = {
        "country": _("in %(values)s"),
        "agency": _("credited to %(values)s"),
        "operation": _("of %(values)s"),
    }
    if NONE in codes or dimension.name not in phrases:
        return f"{str(dimension.label).lower()}: {values}"
    return phrases[dimension.name] % {"values": values}


def period_phrase(question: Question) -> str:
    """The period with its days; that of a whole year with its name too."""
    first, last = question.first, question.last
    if first and last:
        if name := _fiscal(question, first, last):
            return _("in %(period)s (%(days)s)") % {"period": name, "days": days_in_words(first, last)}
        return _("in %(period)s") % {"period": days_in_words(first, last)}
    if first:
        return _("since %(day)s") % {"day": formats.partial_date(first.isoformat())}
    return _("until %(day)s") % {"day": formats.partial_date(last.isoformat())} if last else ""


def _fiscal(question: Question, first: datetime.date, last: datetime.date) -> str:
    years = CALENDARS[question.calendar]
    year = last.year if years.named_by_end else first.year
    if years.start_month == 1 or years.dates(year) != (first, last):
        return ""
    return f"{question.calendar.upper()} FY{year}"


def days_in_words(first: datetime.date, last: datetime.date) -> str:
    """A period in words, as short as it can be said: 2009, July 2009, or its first and its last day."""
    begins = {Precision.YEAR: (1,), Precision.QUARTER: (1, 4, 7, 10), Precision.MONTH: range(1, 13)}
    for precision, months in begins.items():
        date = PartialDate.starting(first, precision)
        if first.day == 1 and first.month in months and date.last == last:
            return formats.partial_date(str(date))
    return formats.partial_date(first.isoformat() if first == last else f"{first}/{last}")


def _grouped(question: Question) -> str:
    if not question.by:
        return ""
    named = groupings()
    text = _("by %(dimensions)s") % {"dimensions": _listed([named[name].lower() for name in question.by])}
    calendar = CALENDARS[question.calendar]
    if calendar.start_month > 1 and question.time in ("year", "quarter"):
        return f"{text} ({calendar.name})"
    return text


def _how(question: Question) -> list[str]:
    """Whatever else narrows or bends the question."""
    named = {"year": _("year"), "quarter": _("quarter"), "month": _("month")}
    return [
        _("only in %(unit)s") % {"unit": formats.unit_label(question.unit, "") or question.unit}
        if question.unit
        else "",
        _("nothing below these measures") if question.alone else "",
        _("only what is fixed to no %(time)s") % {"time": named[question.unfixed]}
        if question.unfixed
        else "",
        _("money as it was reported") if question.currency == REPORTED else "",
        _("the %(top)d largest of each") % {"top": question.top} if question.top else "",
        _("not verified yet") if question.status == "unverified" else "",
        _("as known on %(moment)s") % {"moment": formats.moment(question.as_of)} if question.as_of else "",
        _("as reported on %(day)s") % {"day": formats.partial_date(question.reported_as_of.isoformat())}
        if question.reported_as_of
        else "",
    ]


def _listed(texts: list[str]) -> str:
    if len(texts) > FEW:
        shown = ", ".join(texts[: FEW - 1])
        return _("%(some)s and %(number)d others") % {"some": shown, "number": len(texts) - FEW + 1}
    if len(texts) < 2:
        return "".join(texts)
    return _("%(some)s and %(last)s") % {"some": ", ".join(texts[:-1]), "last": texts[-1]}


def capitalised_question(question: Question, reader: Reader) -> str:
    return f"{capfirst(question_sentence(question, reader))}."

"""The form of Explore: what is chosen, what may be added, and the address without each of what is chosen."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dashboards.explore.address import MOST_GROUPINGS, typed_period
from dashboards.explore.choices import MOST, ExploreChoices, calendars, groupings, names_of, stage_in_words
from figures.question.dimensions import DIMENSIONS
from figures.question.question import NONE, REPORTED, Question
from measures.models import Measure
from operations.sharing import Reader

# Asked most often; the others stand under "More".
FIRST = ("measure", "stage", "country")
TYPED = {each.name for each in DIMENSIONS if each.typed}


@dataclass(frozen=True)
class ChosenValue:
    """One value that narrows the question, and the address of the question without it."""

    name: str
    code: str
    label: str
    text: str
    without: str


@dataclass(frozen=True)
class Picker:
    """A list to add a value from; without options, a field to type it in."""

    name: str
    label: str
    blank: str
    options: SafeString | None
    chosen: int


def form_of(question: Question, reader: Reader, choices: ExploreChoices) -> dict[str, Any]:
    """The context of templates/dashboards/explore/form.html."""
    pickers = [_picker(name, label, question, choices) for name, label in _labels().items()]
    by = [*question.by, *[""] * MOST_GROUPINGS][:MOST_GROUPINGS]
    return {
        "pickers": [picker for picker in pickers if picker.name in FIRST],
        "more_pickers": [picker for picker in pickers if picker.name not in FIRST],
        "chosen": [*_chosen(question, reader), *_apart(question)],
        "period": typed_period(question),
        "calendar": question.calendar if question.calendar != "calendar" else "",
        "calendars": calendars(),
        "by": by,
        "groupings": groupings(),
        "reported": question.currency == REPORTED,
        "unverified": question.status == "unverified",
        "as_of": question.as_of.replace(tzinfo=None).isoformat(timespec="seconds") if question.as_of else "",
        "reported_as_of": question.reported_as_of.isoformat() if question.reported_as_of else "",
        "top": question.top or "",
        "more_open": _is_narrowed_more(question),
    }


def _labels() -> dict[str, str]:
    """The filters of a question, with their labels."""
    labels = {"measure": _("Measure"), "stage": _("Stage"), "country": _("Country")}
    return labels | {each.name: str(each.label) for each in DIMENSIONS}


def _picker(name: str, label: str, question: Question, choices: ExploreChoices) -> Picker:
    chosen = getattr(question, name)
    listing = None if name in TYPED else choices.listing(name)
    options = listing.options("") if listing and len(listing.choices) <= MOST else None
    return Picker(name, label, _("Add one more") if chosen else _("All"), options, len(chosen))


def _chosen(question: Question, reader: Reader) -> list[ChosenValue]:
    measures = Measure.objects.filter(code__in=question.measure) if question.measure else ()
    named: dict[str, dict[str, str]] = {"measure": {each.code: str(each) for each in measures}}
    named["stage"] = {code: stage_in_words(code) for code in question.stage}
    for each in DIMENSIONS:
        codes = [code for code in question.chosen(each.name) if code != NONE]
        named[each.name] = (
            {NONE: str(each.unsaid), **names_of(each, codes, reader)} if question.chosen(each.name) else {}
        )
    labels = _labels()
    return [
        ChosenValue(name, code, labels[name], texts.get(code, code), _without(question, name, code))
        for name, texts in named.items()
        for code in getattr(question, name)
    ]


def _without(question: Question, name: str, code: str) -> str:
    left = tuple(each for each in getattr(question, name) if each != code)
    return question.narrowed(**{name: left}).address(reverse("explore"))


def _apart(question: Question) -> list[ChosenValue]:
    """The filters that only links add to a question; each stays until the user removes it."""
    texts = {
        "unit": (_("Unit"), question.unit, question.unit),
        "alone": (_("Measures"), "true" if question.alone else "", _("nothing below them")),
        "unfixed": (_("Date"), question.unfixed, _("known only to a longer period")),
    }
    cleared: dict[str, Any] = {"unit": "", "alone": False, "unfixed": ""}
    return [
        ChosenValue(
            name, code, label, text, question.narrowed(**{name: cleared[name]}).address(reverse("explore"))
        )
        for name, (label, code, text) in texts.items()
        if code
    ]


def _is_narrowed_more(question: Question) -> bool:
    """Whether anything under "More" is in use."""
    rest = question.narrowed(
        measure=(), stage=(), country=(), by=(), first=None, last=None, calendar="calendar"
    )
    return rest != Question()

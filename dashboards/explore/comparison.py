"""Two questions side by side that differ in one thing: two operations, agencies, countries or periods."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dashboards.explore.address import question_of_page, texts_of, typed_period
from dashboards.explore.choices import DIMENSION, MOST, ExploreChoices, names_of
from dashboards.explore.sentences import days_in_words
from figures.question.question import NONE, Question
from operations.sharing import Reader

PERIOD = "period"
SIDES = ("a", "b")


@dataclass(frozen=True)
class ComparedSide:
    """A side of a comparison: the value of its field, and the question; None as long as none is chosen."""

    name: str
    label: str
    value: str
    options: SafeString | None
    question: Question | None
    title: str
    explore_url: str


def kinds() -> dict[str, str]:
    """The kinds of comparison, with their labels."""
    return {
        "operation": _("Operations"),
        "agency": _("Agencies"),
        "country": _("Countries"),
        PERIOD: _("Periods"),
    }


class Comparison:
    """The two sides in an address. Raises Invalid or Refused for what cannot be understood."""

    def __init__(self, sent: QueryDict, reader: Reader, choices: ExploreChoices) -> None:
        self.reader, self.choices = reader, choices
        texts = texts_of(sent)
        self.of = texts.pop("of", "") if sent.get("of") in kinds() else next(iter(kinds()))
        texts.pop("of", None)
        self.texts = {name: texts.pop(name, "") for name in SIDES}
        self.common = {name: text for name, text in texts.items() if name != self.of}

    def sides(self) -> list[ComparedSide]:
        labels = {"a": _("Compare"), "b": _("with")}
        return [self._side(name, labels[name]) for name in SIDES]

    def shared(self) -> Question:
        """The question that both sides have in common."""
        return question_of_page(self.common, self.reader, self.choices)

    def empty_sides(self) -> list[ComparedSide]:
        """The fields alone, with what was typed."""
        labels = {"a": _("Compare"), "b": _("with")}
        return [
            ComparedSide(name, labels[name], self.texts[name], self._options(""), None, "", "")
            for name in SIDES
        ]

    def _side(self, name: str, label: str) -> ComparedSide:
        text = self.texts[name]
        if not text:
            return ComparedSide(name, label, "", self._options(""), None, "", "")
        question = question_of_page(self.common | {self.of: text}, self.reader, self.choices)
        value = typed_period(question) if self.of == PERIOD else ",".join(question.chosen(self.of))
        return ComparedSide(
            name,
            label,
            value,
            self._options(value),
            question,
            self._title(question),
            question.narrowed(by=("measure",)).address(reverse("explore")),
        )

    def _options(self, chosen: str) -> SafeString | None:
        if self.of == PERIOD or len((listing := self.choices.listing(self.of)).choices) > MOST:
            return None
        return listing.options(chosen)

    def _title(self, question: Question) -> str:
        if self.of == PERIOD:
            text = typed_period(question)
            return days_in_words(question.first, question.last) if question.first and question.last else text
        codes: Any = question.chosen(self.of)
        named = names_of(DIMENSION[self.of], [code for code in codes if code != NONE], self.reader)
        return ", ".join(named.get(code, str(DIMENSION[self.of].unsaid)) for code in codes)

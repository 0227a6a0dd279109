"""The errors of a question that cannot be answered, and the nearest questions that can."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from django.urls import reverse
from django.utils.translation import gettext as _

from common.errors import Invalid, Refused
from common.text.folding import fold_text
from dashboards.explore.address import MOST_GROUPINGS, question_of_page
from dashboards.explore.choices import ExploreChoices, groupings
from dashboards.explore.sentences import capitalised_question
from dashboards.words.questions import sentences_of
from figures.question.question import GROUPINGS, LISTS, Question
from operations.sharing import Reader

Texts = dict[str, str]
# So many alternatives are offered.
FEW = 3
LARGEST = 25


@dataclass(frozen=True)
class Nearest:
    question: Question
    text: str
    url: str


def nearest_of(questions: Iterator[Question], reader: Reader) -> list[Nearest]:
    different = dict.fromkeys(questions)
    found = [(question, question.address(reverse("explore"))) for question in list(different)[:FEW]]
    return [Nearest(question, capitalised_question(question, reader), url) for question, url in found]


def fewer(question: Question) -> Iterator[Question]:
    """Questions with fewer figures: the largest alone, and without the last grouping."""
    yield question.narrowed(top=LARGEST)
    for number in range(len(question.by) - 1, 0, -1):
        yield question.narrowed(by=question.by[:number])


class Repair:
    """A question's texts, the error of each, and the changes that may mend it."""

    def __init__(
        self, texts: Texts, refusal: Invalid | Refused, reader: Reader, choices: ExploreChoices
    ) -> None:
        self.texts, self.refusal, self.reader, self.choices = texts, refusal, reader, choices
        self.errors = refusal.errors if isinstance(refusal, Invalid) else {"release": [str(refusal)]}
        self.unknown = {name: self._unknown(name) for name in LISTS if name in self.errors}

    def sentences(self) -> list[str]:
        """The errors, without the addresses of the API that list the codes."""
        if not isinstance(self.refusal, Invalid):
            return sentences_of(self.refusal)
        errors = {
            name: [_("“%(text)s” is not known here.") % {"text": text} for text in self.unknown[name]]
            or all_of
            if name in self.unknown
            else all_of
            for name, all_of in self.errors.items()
        }
        return sentences_of(Invalid(errors))

    def questions(self) -> Iterator[Question]:
        """Questions that can be answered, the nearest first; the last has nothing of what is wrong."""
        fixes = {name: list(self._fixes(name)) for name in self.errors}
        for number in range(FEW):
            texts = dict(self.texts)
            for name, each in fixes.items():
                # Names that are nearly right have alternatives; anything else is mended in one way.
                texts |= each[min(number, len(each) - 1) if name in self.unknown else 0]
            yield from self._possible(texts)
        yield from self._possible(
            {name: text for name, text in self.texts.items() if name not in self.errors}
        )
        yield Question()

    def _possible(self, texts: Texts) -> Iterator[Question]:
        try:
            yield question_of_page(
                {name: text for name, text in texts.items() if text}, self.reader, self.choices
            )
        except (Invalid, Refused):
            return

    def _fixes(self, name: str) -> Iterator[Texts]:
        first, last = self.texts.get("from", ""), self.texts.get("to", "")
        if name == "to" and first and last:
            yield {"from": last, "to": first}
        elif name == "period":
            yield {"period": "/".join(reversed(self.texts["period"].split("/")))}
        elif name in self.unknown:
            yield from ({name: text} for text in self._replaced(name))
        yield {name: ""}

    def _replaced(self, name: str) -> Iterator[str]:
        """The list with each unknown text replaced by something that is called nearly so, or left out."""
        stated = self.texts[name].split(",")
        if name == "by" and not self.unknown[name]:
            yield ",".join(stated[:MOST_GROUPINGS])
        near = {text: self._near(name, text) for text in self.unknown[name]}
        for number in range(FEW):
            texts = [
                (near[text][number : number + 1] or [""])[0] if text in near else text for text in stated
            ]
            yield ",".join(filter(None, texts))

    def _near(self, name: str, text: str) -> list[str]:
        codes = self._codes(name)
        wanted = fold_text(text)
        close = [codes[called] for called in get_close_matches(wanted, codes, n=FEW, cutoff=0.6)]
        inside = sorted((called for called in codes if len(wanted) > 2 and wanted in called), key=len)
        return list(dict.fromkeys([*close, *(codes[called] for called in inside)]))[:FEW]

    def _unknown(self, name: str) -> list[str]:
        codes = self._codes(name)
        stated = self.texts.get(name, "").split(",")
        return [text for text in stated if fold_text(text) not in codes and text not in codes.values()]

    def _codes(self, name: str) -> Texts:
        if name == "by":
            return {fold_text(label): code for code, label in groupings().items()} | {c: c for c in GROUPINGS}
        return self.choices.codes(name)

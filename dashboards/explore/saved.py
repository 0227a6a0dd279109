"""Saved questions as their reader sees them: in words, with their address, or with what is wrong with them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import User
from analysis.models import SavedQuestion, Subscription
from analysis.services import read_question
from common.errors import Invalid, Refused
from dashboards.explore.sentences import capitalised_question
from dashboards.words.labels import Measures
from dashboards.words.questions import sentences_of
from dashboards.words.tiles import Tile, leading_figures, tile
from figures.answer.query import answer
from figures.question.question import Question


@dataclass(frozen=True)
class OpenedQuestion:
    """A saved question for one reader; `problems` say why it cannot be answered, and then there is no `question`."""

    saved: SavedQuestion
    own: bool
    question: Question | None = None
    sentence: str = ""
    url: str = ""
    problems: list[str] = field(default_factory=list)
    # The reader's own.
    subscription: Subscription | None = None


@dataclass(frozen=True)
class PinnedTile:
    """A pinned question with its leading figure, if it has any."""

    opened: OpenedQuestion
    tile: Tile | None = None


def opened_questions(found: Iterable[SavedQuestion], reader: User) -> list[OpenedQuestion]:
    found = list(found)
    own = {each.question_id: each for each in Subscription.objects.of(reader).filter(question__in=found)}
    return [replace(_opened(saved, reader), subscription=own.get(saved.pk)) for saved in found]


def pinned_tiles(reader: User) -> list[PinnedTile]:
    """The questions that the reader put on the overview. Use it inside `one_snapshot`."""
    pinned = SavedQuestion.objects.of(reader).filter(pinned=True)
    return [PinnedTile(each, _leading(each.question, reader)) for each in opened_questions(pinned, reader)]


def _opened(saved: SavedQuestion, reader: User) -> OpenedQuestion:
    own, explore = saved.owner_id == reader.pk, reverse("explore")
    try:
        question = read_question(saved, reader, own=own)
    except (Invalid, Refused) as refusal:
        if own:
            return OpenedQuestion(saved, own, url=f"{explore}?{saved.query}", problems=sentences_of(refusal))
        return OpenedQuestion(saved, own, problems=[_("It cannot be answered any more, or not for you.")])
    return OpenedQuestion(
        saved, own, question, capitalised_question(question, reader), question.address(explore)
    )


def _leading(question: Question | None, reader: User) -> Tile | None:
    """The leading figure of all that is asked about, whatever it is grouped by; named as it was asked for."""
    if question is None:
        return None
    whole = answer(question.narrowed(by=(), top=0), reader)
    if not (leading := leading_figures(whole.figures, 1)):
        return None
    return tile(leading[0], Measures(leading), whole.question)

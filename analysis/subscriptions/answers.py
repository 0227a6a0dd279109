"""The answer to a subscribed question: asked as its person, compared with what it was, and with what all may read."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from analysis.models import SavedQuestion, Subscription
from analysis.services import parameters_in
from common.errors import Invalid, Refused
from figures.answer.figure import Figure
from figures.answer.query import Answer, answer
from figures.question.question import Question
from figures.question.reading import parse_question
from operations.sharing import EVERYBODY

Values = dict[tuple[object, ...], tuple[Decimal | None, int]]


def question_for(subscription: Subscription) -> Question | None:
    """The question with the rights of now; None if the person may not read it any more."""
    person = subscription.person
    if not SavedQuestion.objects.visible_to(person).filter(pk=subscription.question_id).exists():
        return None
    try:
        return parse_question(parameters_in(subscription.question.query), person)
    except (Invalid, Refused):
        return None


def is_open_to_everybody(answered: Answer) -> bool:
    """Whether every signed-in reader is given the same answer: then nothing of TLP:AMBER and above is in it."""
    question = answered.question
    try:
        parse_question(question.parameters(), EVERYBODY)
    except (Invalid, Refused):
        # It names what not everybody knows of.
        return False
    as_of_the_same = question.narrowed(as_of=answered.as_of)
    return _values(answer(as_of_the_same, EVERYBODY).figures) == _values(answered.figures)


def changed_beyond(subscription: Subscription, question: Question, since: datetime.datetime) -> bool:
    """Whether a figure of the answer of now differs from that of then by more than the threshold.

    Both are asked with the rights of now: what is withheld from the person today is in neither.
    """
    before = _values(answer(question.narrowed(as_of=since), subscription.person).figures)
    after = _values(answer(question, subscription.person).figures)
    part = subscription.threshold / 100
    return any(_moved(before.get(key), after.get(key), part) for key in before.keys() | after.keys())


def _moved(
    before: tuple[Decimal | None, int] | None, after: tuple[Decimal | None, int] | None, part: Decimal
) -> bool:
    if before is None or after is None:
        return True
    # Where a figure has no amount, the number of its records moves.
    old, new = (Decimal(each[1]) if before[0] is None else each[0] or Decimal(0) for each in (before, after))
    return old != new and abs(new - old) > abs(old) * part


def _values(figures: Iterable[Figure]) -> Values:
    return {(*figure.cell.items(), figure.unit): (figure.stated, figure.records) for figure in figures}

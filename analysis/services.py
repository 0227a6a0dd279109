"""Saved questions: saved, renamed, shared, pinned and deleted by their owners alone."""

from collections import Counter
from typing import Any
from urllib.parse import parse_qsl

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from analysis.models import SavedQuestion
from common.audit import audited
from common.errors import Findings, Invalid, NotAllowed, Refused
from figures.question.question import Question
from figures.question.reading import parse_question
from operations.sharing import Reader

# More tiles would be a second overview; more questions, a list that nobody reads.
MOST_PINNED, MOST_SAVED = 6, 200


@transaction.atomic
def save_question(name: str, parameters: dict[str, str], *, by: User, **choices: bool) -> SavedQuestion:
    """Saves the question in these parameters. Raises Invalid if it is none that the person may ask."""
    query = _canonical(parameters, by)
    # Two at the same moment are counted one after the other.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if SavedQuestion.objects.of(by).count() >= MOST_SAVED:
        raise Refused(_("You have saved %(most)d questions, the most there may be.") % {"most": MOST_SAVED})
    return _stored(SavedQuestion(owner=by, agency=by.agency, name=name.strip(), query=query), choices, by=by)


@transaction.atomic
def change_question(question: SavedQuestion, *, by: User, **changes: Any) -> SavedQuestion:
    """Renames, shares, pins or rewrites a question of one's own. Raises Invalid for a question that cannot be asked."""
    found = _own(question, by)
    if (query := changes.pop("query", found.query)) != found.query:
        found.query = _canonical(parameters_in(query), by)
    if "name" in changes:
        found.name = changes.pop("name").strip()
    return _stored(found, changes, by=by)


@transaction.atomic
def delete_question(question: SavedQuestion, *, by: User) -> None:
    found = _own(question, by)
    with audited(by=by, action="question deleted"):
        found.delete()


def read_question(saved: SavedQuestion, reader: Reader, *, own: bool) -> Question:
    """The question with the reader's rights. Raises Invalid; to others than its owner the sentence names nothing."""
    try:
        return parse_question(parameters_in(saved.query), reader)
    except (Invalid, Refused) as refusal:
        if own:
            raise
        raise Invalid({"": [_("It cannot be answered any more, or not for you.")]}) from refusal


def parameters_in(query: str) -> dict[str, str]:
    """The parameters of figures in the text of an address. Raises Invalid for one that is given twice."""
    pairs = parse_qsl(query.removeprefix("?"), keep_blank_values=True)
    for name, many in Counter(name for name, _text in pairs).items():
        if many > 1:
            raise Invalid({"query": [_("%(name)s is given more than once.") % {"name": name}]})
    return dict(pairs)


def _canonical(parameters: dict[str, str], by: User) -> str:
    return parse_question(parameters, by).address("").removeprefix("?")


def _own(question: SavedQuestion, by: User) -> SavedQuestion:
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    found = SavedQuestion.objects.select_for_update(of=("self",), no_key=True).get(pk=question.pk)
    if found.owner_id != by.pk:
        raise NotAllowed(_("Only who saved a question changes it. Save it again under a name of your own."))
    return found


def _stored(question: SavedQuestion, choices: dict[str, bool], *, by: User) -> SavedQuestion:
    for name in ("shared", "pinned"):
        setattr(question, name, choices.get(name, getattr(question, name)))
    pinned = SavedQuestion.objects.of(by).filter(pinned=True).exclude(pk=question.pk)
    if question.pinned and pinned.count() >= MOST_PINNED:
        raise Refused(
            _("%(most)d questions are on your overview already. Take one off first.") % {"most": MOST_PINNED}
        )
    found = Findings()
    with found.at():
        question.full_clean()
    found.raise_if_any()
    with audited(by=by, action="question changed" if question.pk else "question saved"):
        question.save()
    return question

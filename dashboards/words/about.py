"""What a file of figures or records says of itself: the question, its address, its instant and its reader."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.requests import SignedInRequest
from dashboards.explore.sentences import capitalised_question
from figures.question.question import Question
from measures import formats


def about_file(
    request: SignedInRequest,
    question: Question,
    page: str,
    *,
    as_of: datetime.datetime | None = None,
    notes: Iterable[str] = (),
) -> list[tuple[str, str]]:
    """Labels and texts; `page` is the address of the page that shows the same."""
    reader: Any = request.user
    who = f"{reader}, {reader.agency.name}" if reader.agency else str(reader)
    return [
        (_("Question"), capitalised_question(question, reader)),
        (_("Address"), request.build_absolute_uri(page)),
        (_("As of"), formats.moment(as_of or question.as_of or timezone.now())),
        (_("Asked by"), who),
        *((_("Note"), note) for note in notes),
    ]

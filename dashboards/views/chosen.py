"""Steps with the records chosen in a list, each in the version that the list showed."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from agencies.models import User
from agencies.requests import SignedInRequest
from dashboards.records import seen_versions
from operations.models import Outcome, ReviewedRecord, State
from records.forms.assigning import AssignForm
from records.services import assign, take_each
from seizures.models import Seizure

CONFIRMED = ngettext_lazy(
    "%d record confirmed: it waits to be verified by a coordinating agency.",
    "%d records confirmed: they wait to be verified by a coordinating agency.",
)

ASSIGNED = ngettext_lazy("%d record assigned.", "%d records assigned.")


def assign_chosen(request: SignedInRequest, people: list[User]) -> None:
    """Assigns the records that were chosen to one of the people, or to nobody."""
    form = AssignForm(request.POST, people=people)
    if not form.is_valid():
        messages.warning(request, _("Choose whom to assign the records to."))
    elif done := len(_taken(request, partial(assign, to=form.person))):
        messages.success(request, ASSIGNED % done)


def take_chosen(request: SignedInRequest, step: Callable[..., Any], sentence: Any) -> None:
    """Takes the step with each record. A refusal is shown, and does not stop the others. `sentence` takes a number."""
    taken = _taken(request, step)
    confirmed = sum(1 for record in taken if record.state == State.SUBMITTED and record.confirmed_at)
    if confirmed:
        messages.success(request, CONFIRMED % confirmed)
    if done := len(taken) - confirmed:
        messages.success(request, sentence % done)


def _taken(request: SignedInRequest, step: Callable[..., Any]) -> list[ReviewedRecord]:
    """The records with which the step was taken; why it was not with the others is shown."""
    chosen, done = request.POST.getlist("record"), []
    for model in (Seizure, Outcome):
        taken = take_each(model, step, seen_versions(chosen, model), by=request.user)
        done += taken.done
        for refusal in taken.refused.values():
            messages.error(request, str(refusal))
    if not chosen:
        messages.warning(request, _("Nothing was chosen."))
    return done

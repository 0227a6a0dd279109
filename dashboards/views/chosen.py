"""Steps with the records chosen in a list, each in the version that the list showed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from agencies.requests import SignedInRequest
from dashboards.records import seen_versions
from operations.models import Outcome
from records.services import take_each
from seizures.models import Seizure


def take_chosen(request: SignedInRequest, step: Callable[..., Any], sentence: Any) -> None:
    """Takes the step with each record. A refusal is shown, and does not stop the others. `sentence` takes a number."""
    chosen, done = request.POST.getlist("record"), 0
    for model in (Seizure, Outcome):
        taken = take_each(model, step, seen_versions(chosen, model), by=request.user)
        done += len(taken.done)
        for refusal in taken.refused.values():
            messages.error(request, str(refusal))
    if done:
        messages.success(request, sentence % done)
    elif not chosen:
        messages.warning(request, _("Nothing was chosen."))

"""Steps with the records chosen in a list, each in the version that the list showed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from agencies.requests import SignedInRequest
from dashboards.records import seen_versions
from operations.models import Outcome, State
from records.services import take_each
from seizures.models import Seizure

CONFIRMED = ngettext_lazy(
    "%d record confirmed: it waits to be verified by a coordinating agency.",
    "%d records confirmed: they wait to be verified by a coordinating agency.",
)


def take_chosen(request: SignedInRequest, step: Callable[..., Any], sentence: Any) -> None:
    """Takes the step with each record. A refusal is shown, and does not stop the others. `sentence` takes a number."""
    chosen, done, confirmed = request.POST.getlist("record"), 0, 0
    for model in (Seizure, Outcome):
        taken = take_each(model, step, seen_versions(chosen, model), by=request.user)
        first = [record for record in taken.done if record.state == State.SUBMITTED and record.confirmed_at]
        confirmed += len(first)
        done += len(taken.done) - len(first)
        for refusal in taken.refused.values():
            messages.error(request, str(refusal))
    if confirmed:
        messages.success(request, CONFIRMED % confirmed)
    if done:
        messages.success(request, sentence % done)
    elif not chosen:
        messages.warning(request, _("Nothing was chosen."))

"""Pages with which the lead of an umbrella answers the request of a phase."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies.requests import SignedInRequest
from common.db.acts import read_version
from common.errors import Invalid, Refused
from operations import services
from operations.models import Operation


@require_POST
def phase_acceptance(request: SignedInRequest, code: str) -> HttpResponse:
    return _answer(request, code, services.accept_phase, _("%(phase)s is a phase of %(umbrella)s now."))


@require_POST
def phase_refusal(request: SignedInRequest, code: str) -> HttpResponse:
    return _answer(request, code, services.decline_phase, _("%(phase)s is no phase of %(umbrella)s."))


def _answer(request: SignedInRequest, code: str, service: Any, done: str) -> HttpResponse:
    """Calls the service with the version that the page showed, and redirects to the umbrella."""
    phase = get_object_or_404(Operation.objects.visible_to(request.user), code=code)
    umbrella = phase.proposed_parent or phase.parent or phase
    try:
        # Without a version nobody knows what was looked at.
        service(phase, by=request.user, version=read_version(request.POST.get("version", "")))
    except (Invalid, Refused) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done % {"phase": phase, "umbrella": umbrella})
    return redirect(umbrella)

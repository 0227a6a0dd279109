from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from agencies.requests import SignedInRequest


def device_page(request: SignedInRequest) -> HttpResponse:
    """The entries that the browser stores for the user. The server has none of them: a script lists them."""
    if not settings.DEVICE_DRAFTS:
        raise Http404
    return render(request, "dashboards/device/list.html")


@login_not_required
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that opens pages of entry without a connection. A worker's address bounds what it may answer for."""
    if not settings.DEVICE_DRAFTS:
        raise Http404
    return render(request, "dashboards/device/worker.js", content_type="text/javascript")

"""Help: the guides, one page each."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from agencies.requests import SignedInRequest
from dashboards.guides import GUIDES, guide, guides


def help_page(request: SignedInRequest) -> HttpResponse:
    return render(request, "dashboards/help/list.html", {"guides": guides()})


def guide_page(request: SignedInRequest, name: str) -> HttpResponse:
    if name not in GUIDES:
        raise Http404
    return render(request, "dashboards/help/guide.html", {"guide": guide(name), "guides": guides()})

"""A list of all records of one kind."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from common.pages.paging import Page


class RecordList(View):
    """All records of a kind that the reader may see."""

    template = ""
    filter: Any
    records: Any

    def get(self, request: HttpRequest) -> HttpResponse:
        visible = self.records().visible_to(request.user)
        narrowed = self.filter(request.GET, queryset=visible, request=request)
        # What cannot be understood finds nothing, rather than everything.
        found = narrowed.qs if narrowed.is_valid() else visible.none()
        page = Page(found, request.GET.get("page"))
        asked = any(text for name, text in request.GET.items() if name in narrowed.filters)
        return render(request, self.template, {"filter": narrowed, "page": page, "asked": asked})

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.views import View

from common.text.parameters import parameters_of

MOST = 12


def search_text(request: HttpRequest) -> str:
    """The text typed into the field, whatever the name of the field."""
    return next(iter(parameters_of(request.GET).values()), "").replace("\0", "").strip()[:100]


def options(suggested: list[tuple[str, str]]) -> HttpResponse:
    return HttpResponse(format_html_join("", '<option value="{}">{}</option>', suggested))


class ReferenceSuggestionsView(View):
    """Records whose reference starts or ends with the text, as suggestions for the field of the whole."""

    model: Any = None

    def get(self, request: HttpRequest) -> HttpResponse:
        if not (text := search_text(request)):
            return options([])
        standing = self.model.objects.visible_to(request.user).standing().referred(text)
        return options([(record.reference, record.get_state_display()) for record in standing[:MOST]])

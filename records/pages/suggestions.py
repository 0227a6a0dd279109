from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.views import View

from records.pages.page import RecordPage

MOST = 12


def typed(request: HttpRequest) -> str:
    """What was typed into the field that asks, whatever its name."""
    return next(iter(request.GET.values()), "").replace("\0", "").strip()[:100]


def options(suggested: list[tuple[str, str]]) -> HttpResponse:
    return HttpResponse(format_html_join("", '<option value="{}">{}</option>', suggested))


class References(View):
    """Records whose reference begins or ends so, for the field of the whole that a record is part of."""

    page: type[RecordPage] = RecordPage

    def get(self, request: HttpRequest) -> HttpResponse:
        if not (text := typed(request)):
            return options([])
        standing = self.page.model.objects.visible_to(request.user).standing().referred(text)
        return options([(record.reference, record.get_state_display()) for record in standing[:MOST]])

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from common.forms.numbers import echo


@require_GET
def number_echo(request: HttpRequest) -> HttpResponse:
    """The parsed number, in words, while the user types it: by the same rules as when the form is saved."""
    return HttpResponse(echo(request.GET.get("text", "")), content_type="text/plain; charset=utf-8")

"""The page that shows the published description of the API."""

from django.contrib.auth.decorators import login_not_required, login_required
from django.http import HttpRequest, HttpResponse
from drf_spectacular.views import SpectacularSwaggerSplitView


class Docs(SpectacularSwaggerSplitView):
    """Swagger UI from our own address only."""

    url_name = "api-schema"
    template_name = "api/docs.html"


@login_not_required
def docs(request: HttpRequest) -> HttpResponse:
    """The page, for keys and signed-in users; others sign in first."""
    view = Docs.as_view()
    return view(request) if "Authorization" in request.headers else login_required(view)(request)

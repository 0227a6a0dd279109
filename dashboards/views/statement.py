from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from agencies.requests import SignedInRequest
from common.files import marked_name
from dashboards.statement.document import statement_pdf
from figures.ledger.snapshot import one_snapshot
from operations.models import Operation


def statement_page(request: SignedInRequest, code: str) -> HttpResponse:
    """The results statement of an operation, as of one instant, for what this reader may see."""
    reader = request.user
    with one_snapshot():
        found = get_object_or_404(Operation.objects.visible_to(reader).select_related("owner"), code=code)
        content, marking = statement_pdf(found, reader, request.build_absolute_uri)
    response = HttpResponse(content, content_type="application/pdf")
    name = marked_name(f"{found.code}-statement", marking, "pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

from typing import Any

from django.http import HttpResponse
from django.views.generic import DetailView

from agencies.requests import SignedInRequest
from common.errors import Refused
from operations.models import ReviewedRecord


class RecordPageView(DetailView[ReviewedRecord]):
    """The page of one kind of record, as the views of its forms and steps use it; it is defined on a floor above."""

    request: SignedInRequest
    object: ReviewedRecord
    kind = ""
    model: type[ReviewedRecord]

    @classmethod
    def respond(
        cls,
        request: SignedInRequest,
        pk: Any,
        *,
        refusal: Refused | None = None,
        status: int = 200,
        **context: Any,
    ) -> HttpResponse:
        """The page as the response of another view: a step was refused, and its form is shown with what was entered."""
        view = cls()
        view.setup(request, pk=pk)
        view.object = view.get_object()
        status = refusal.page_status if refusal else status
        return view.render_to_response(view.get_context_data(refusal=refusal, **context), status=status)

    @classmethod
    def field_labels(cls) -> dict[str, Any]:
        """Labels of the fields that a comment may be about, by the name of the field."""
        raise NotImplementedError

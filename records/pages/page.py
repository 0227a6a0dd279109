from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse

from operations.models import ReviewedRecord


class RecordPage(Protocol):
    """The view of a record's page, which stands above, with the figures that it shows."""

    kind: str
    model: type[ReviewedRecord]

    @classmethod
    def respond(cls, request: HttpRequest, pk: Any, **context: Any) -> HttpResponse: ...

    @classmethod
    def field_labels(cls) -> dict[str, Any]: ...

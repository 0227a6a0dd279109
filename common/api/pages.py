"""Pages of the API's lists."""

import re
from base64 import b64decode
from typing import Any
from urllib.parse import parse_qs

from django.core.exceptions import ValidationError as ModelError
from django.db import DataError
from django.utils.translation import gettext as _
from rest_framework import exceptions, pagination
from rest_framework.request import Request

from common.api.responses import TaggedResponse

LIMIT = 500


class CursorPages(pagination.CursorPagination):
    """Pages that do not move while rows are added; the view's `ordering` must start with a unique field."""

    page_size = 50
    max_page_size = LIMIT
    page_size_query_param = "limit"
    parameters = ("cursor", "limit")

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> tuple[str, ...]:
        return tuple(view.ordering)

    def get_page_size(self, request: Request) -> int:
        stated = request.query_params.get("limit", str(self.page_size))
        if not re.fullmatch(r"[0-9]{1,3}", stated) or not 1 <= int(stated) <= LIMIT:
            raise exceptions.ValidationError({"limit": [_("From 1 to %(limit)d.") % {"limit": LIMIT}]})
        return int(stated)

    def decode_cursor(self, request: Request) -> Any:
        """The position that a cursor stands for. Raises for malformed text, which DRF takes for the first page."""
        cursor = super().decode_cursor(request)
        if (encoded := request.query_params.get(self.cursor_query_param)) is not None:
            parts = parse_qs(b64decode(encoded).decode(errors="replace"), keep_blank_values=True)
            if not parts or parts.keys() - {"o", "r", "p"}:
                raise ValueError(encoded)
        return cursor

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (exceptions.NotFound, ModelError, DataError, ValueError, TypeError, OverflowError):
            # A cursor that was not made here; without one, the fault is ours.
            if "cursor" not in request.query_params:
                raise
            raise exceptions.ValidationError({"cursor": [_("Take it from the links of a page.")]}) from None

    def get_paginated_response(self, data: Any) -> TaggedResponse:
        links = {"next": self.get_next_link(), "prev": self.get_previous_link()}
        header = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links.items() if url)
        return TaggedResponse(
            {"next": links["next"], "previous": links["prev"], "results": data},
            headers={"Link": header} if header else None,
        )

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.pagination import Cursor
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from common.api.pages import CursorPages
from common.opaque import decode_number, encode_number
from figures.evidence.listing import PageCursors

NOT_A_CURSOR = {"cursor": [_("Take it from the links of a page.")]}


class PostingPages(CursorPages):
    """Pages of postings, whose numbers nobody is to count by."""

    def encode_cursor(self, cursor: Cursor) -> Any:
        position = cursor.position and encode_number(int(cursor.position))
        return super().encode_cursor(_at(cursor, position))

    def decode_cursor(self, request: Request) -> Cursor | None:
        cursor: Cursor | None = super().decode_cursor(request)
        if cursor is None or cursor.position is None:
            return cursor
        return _at(cursor, str(decode_number(str(cursor.position))))


def _at(cursor: Cursor, position: Any) -> Cursor:
    """The cursor at another position. A position is text, whatever the stubs have."""
    return Cursor(cursor.offset, cursor.reverse, position)


class ListingPages(CursorPages):
    """Pages of evidence, each of which starts at the cursor of another."""

    page: PageCursors  # type: ignore[assignment]  # a list of rows in the stubs

    # A listing is no queryset: it walks the ledger, and the views that use these pages hand in nothing else.
    def paginate_queryset(self, listing: Any, request: Request, view: Any = None) -> Any:
        self.base_url = request.build_absolute_uri()
        self.page = listing.page(self.get_page_size(request), request.query_params.get("cursor", ""))
        return self.page.marks

    def get_next_link(self) -> str | None:
        return self._link(self.page.next)

    def get_previous_link(self) -> str | None:
        return self._link(self.page.previous)

    def _link(self, cursor: str) -> str | None:
        return replace_query_param(str(self.base_url), "cursor", cursor) if cursor else None

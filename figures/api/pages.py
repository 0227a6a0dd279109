from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from common.api.pages import CursorPages
from figures.evidence.listing import PageCursors

NOT_A_CURSOR = {"cursor": [_("Take it from the links of a page.")]}


class ListingPages(CursorPages):
    """Pages of evidence, each from the cursor of another on."""

    page: PageCursors

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
        return replace_query_param(self.base_url, "cursor", cursor) if cursor else None

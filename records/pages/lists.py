"""The list page of one kind of record."""

from typing import Any

from django.views.generic import ListView

from agencies.requests import SignedInRequest
from common.pages.paging import Page
from operations.discretion import Discretion
from operations.models import ReviewedQuerySet
from operations.veil import veil_operations


class RecordListView(ListView[Any]):
    """Records of one kind that the reader may see, filtered by the query string."""

    request: SignedInRequest

    filterset_class: Any
    context_object_name = "records"
    paginate_by = 25

    def get_queryset(self) -> ReviewedQuerySet:
        found = super().get_queryset()
        assert isinstance(found, ReviewedQuerySet)
        visible = found.visible_to(self.request.user)
        self.filterset = self.filterset_class(self.request.GET, queryset=visible, request=self.request)
        # A parameter that cannot be parsed finds nothing, rather than everything.
        narrowed: ReviewedQuerySet = self.filterset.qs if self.filterset.is_valid() else visible.none()
        return narrowed

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Any, Any, Any, bool]:
        """A page of rows, without Django's paginator, which would count all rows."""
        page = Page(queryset, self.request.GET.get("page"), page_size)
        veil_operations(page.rows, Discretion(self.request.user))
        return None, page, page.rows, page.has_previous or page.has_next

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = self.filterset.filters
        narrowed = any(text for name, text in self.request.GET.items() if name in filters)
        return super().get_context_data(filter=self.filterset, narrowed=narrowed, **kwargs)

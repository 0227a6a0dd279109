from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from agencies.requests import SignedInRequest
from dashboards.operation.filters import OperationListFilter
from operations.models import Operation

PAGE = 25


def operations_page(request: SignedInRequest) -> HttpResponse:
    found = OperationListFilter(
        request.GET, request=request, queryset=Operation.objects.visible_to(request.user)
    )
    listed = found.qs.prefetch_related("participations__agency")
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    return render(request, "dashboards/operations.html", {"filter": found, "page": page})

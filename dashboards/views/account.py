from django.http import HttpResponse
from django.shortcuts import render

from agencies.models import ApiKey
from agencies.requests import SignedInRequest


def account_page(request: SignedInRequest) -> HttpResponse:
    """The user's own account: what it may do, where e-mails go, and the keys that they answer for."""
    held = ApiKey.objects.filter(holder=request.user).select_related("agency")
    return render(request, "dashboards/account.html", {"keys": held})

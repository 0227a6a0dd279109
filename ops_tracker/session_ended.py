"""Handles forms that are sent without a session, or with the token of an older one."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.csrf import csrf_failure

from common.pages.device import is_sent_by_script, sign_in_answer
from common.pages.typed import address_of_stored, return_address


class SignInFirst(LoginRequiredMiddleware):
    """Redirects to the sign-in page, and stores the form that was sent."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> Any:
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(
            return_address(request), self.get_login_url(view_func), self.get_redirect_field_name(view_func)
        )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: a form of our own pages with the token of an older session loses nothing."""
    if is_sent_by_script(request):
        return sign_in_answer()
    address = address_of_stored(request) if _is_our_own(request) else ""
    if not address:
        return csrf_failure(request, reason)
    if request.user.is_authenticated:
        return HttpResponseRedirect(address)
    return redirect_to_login(address)


def _is_our_own(request: HttpRequest) -> bool:
    """Whether the form was on a page of this site, by the headers that browsers send with every POST."""
    scheme = "https" if request.is_secure() else "http"
    ours = {f"{scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return request.headers.get("Origin") in ours

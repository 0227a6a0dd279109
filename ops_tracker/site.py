"""The admin site: its name, and who comes in. Roles decide, and the sign-in page is everybody's."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ops_tracker.refusal import told_of_refusals


class Config(AdminConfig):
    default_site = "ops_tracker.site.Site"


class Site(AdminSite):
    site_header = site_title = gettext_lazy("Ops Tracker")
    index_title = gettext_lazy("Records, reference data and accounts")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return super().admin_view(told_of_refusals(view), cacheable)

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Whoever is signed in and sent here has no business in the admin screens."""
        if request.user.is_authenticated:
            raise PermissionDenied(_("Your role has no admin screens."))
        wanted = {REDIRECT_FIELD_NAME: request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")}
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode(wanted)}")

"""The admin site: its name and who may enter. The table of roles decides; it uses the common sign-in page."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
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

from ops_tracker.refusal import with_refusals_shown
from ops_tracker.screens import Choices, closed


class Config(AdminConfig):
    default_site = "ops_tracker.site.Site"


class Site(AdminSite):
    site_header = site_title = gettext_lazy("Ops Tracker")
    index_title = gettext_lazy("Records, reference data and accounts")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        super().register(model_or_iterable, closed(admin_class or ModelAdmin), **options)

    def get_urls(self) -> list[Any]:
        """Django's addresses without the one that redirects from any id to the page of its record, hidden or not."""
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return Choices.as_view(admin_site=self)(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return super().admin_view(with_refusals_shown(view), cacheable)

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Refuses a signed-in user who may not enter; redirects others to the sign-in page."""
        if request.user.is_authenticated:
            raise PermissionDenied(_("Your role has no admin screens."))
        wanted = {REDIRECT_FIELD_NAME: request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")}
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode(wanted)}")

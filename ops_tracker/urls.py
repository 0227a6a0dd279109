"""Every address, room by room."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path, re_path

from common.api import nothing_here
from ops_tracker import health

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("admin/", admin.site.urls),
    path("api/v1/", include("ops_tracker.api_v1")),
    # Last of the API: what is not above is a problem in its own words.
    re_path("^api/", nothing_here),
    path("i18n/", include("django.conf.urls.i18n")),
    path(
        "sign-in/",
        LoginView.as_view(template_name="registration/sign_in.html", redirect_authenticated_user=True),
        name="sign-in",
    ),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("api/v1/", include("ops_tracker.api_v1")),
    re_path("^api/", nothing_here),
]

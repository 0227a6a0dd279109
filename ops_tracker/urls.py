"""Every address, room by room."""

from django.contrib import admin
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
    path("", include("operations.urls")),
    path("", include("seizures.urls")),
    path("", include("dashboards.urls")),
]

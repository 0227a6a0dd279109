"""All addresses, app by app."""

from django.contrib import admin
from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView

from common.api.addresses import PREFIX
from common.api.problems import nothing_here
from common.pages.numbers import number_echo
from common.pages.typed import typed_page
from ops_tracker import health
from ops_tracker.audit_page import audit_csv, audit_page
from ops_tracker.metrics import metrics
from ops_tracker.openapi.docs import docs
from records.pages.amounts import amount_echo

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("metrics", metrics),
    path("admin/", admin.site.urls),
    path(PREFIX.lstrip("/"), include("ops_tracker.api_v1")),
    path("api/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("api/docs/", docs, name="api-docs"),
    # Last of the API: what is not above is a problem in its own words.
    re_path("^api/", nothing_here),
    path("number/", number_echo, name="number-echo"),
    path("typed/<str:token>/", typed_page, name="typed"),
    path("amount/<str:of>/", amount_echo, name="amount-echo"),
    path("audit/", audit_page, name="audit"),
    path("audit.csv", audit_csv, name="audit-csv"),
    path("imports/", include("imports.urls")),
    path("", include("notices.urls")),
    path("", include("operations.urls")),
    path("", include("outcomes.urls")),
    path("", include("seizures.urls")),
    path("", include("dashboards.urls")),
]

handler400 = "ops_tracker.http_errors.bad_request"
handler500 = "ops_tracker.http_errors.server_error"

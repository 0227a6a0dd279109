from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, include, path
from django.views.i18n import set_language

from dashboards import views
from dashboards.operation.belongings import LISTINGS
from dashboards.operation.claims import ComparedClaimEntryView
from dashboards.record.outcome import OutcomeDetailView
from dashboards.record.seizure import SeizureDetailView
from dashboards.review.panel import OutcomePanelView, SeizurePanelView
from dashboards.views.account import account_page
from dashboards.views.calendar import calendar_csv, calendar_page, timeline_page
from dashboards.views.capacity import capacity_page
from dashboards.views.completeness import (
    completeness_csv,
    completeness_page,
    nothing_to_report,
    reminder,
    statement_back,
)
from dashboards.views.device import device_page, service_worker
from dashboards.views.forecasts import forecasts_page
from dashboards.views.help import guide_page, help_page
from dashboards.views.links import links_page, patterns_page
from dashboards.views.manage import key_revocation, managed_list, managed_row, new_key, place_request_done
from dashboards.views.periods import period_closing, period_reopening, periods_page
from dashboards.views.preferences import preferences_page
from dashboards.views.subscriptions import subscription_end, subscription_ended, subscription_saved
from dashboards.views.targets import targets_page
from dashboards.views.unusual import signal_explained, signal_page, signals_page
from outcomes.views.entry import OutcomeEntryView
from records.pages.method_notes import MethodNoteEntryView, method_notes_page
from records.pages.paths import paths
from records.pages.plans import PlanEntryView, TargetEntryView, plan_copy, target_removal
from records.pages.stated import IndicatorEntryView, SourceEntryView
from seizures.urls import disposition_paths
from seizures.views.entry import SeizureEntryView


def stated_paths(plural: str, kind: str, view: Any) -> list[URLPattern]:
    """The addresses at which rows that belong to an operation are added and edited."""
    return [
        path(f"operations/<str:code>/{plural}/new/", view.as_view(), name=f"{kind}-new"),
        path(f"operations/<str:code>/{plural}/<uuid:pk>/", view.as_view(), name=f"{kind}-edit"),
    ]


urlpatterns = [
    path("", views.overview, name="overview"),
    path("operations/", views.operations_page, name="operations"),
    path("operations/<str:code>/", views.operation_page, name="operation"),
    path("operations/<str:code>/results/", views.all_results_page, name="operation-results"),
    path("operations/<str:code>/participants/", views.participants_page, name="operation-participants"),
    path("operations/<str:code>/targets/", targets_page, name="operation-targets"),
    path("operations/<str:code>/periods/", periods_page, name="operation-periods"),
    path("operations/<str:code>/periods/close/", period_closing, name="period-close"),
    path("operations/<str:code>/periods/<uuid:pk>/reopen/", period_reopening, name="period-reopen"),
    path("operations/<str:code>/plan/", PlanEntryView.as_view(), name="plan-edit"),
    path("operations/<str:code>/plan/copy/", plan_copy, name="plan-copy"),
    path("operations/<str:code>/targets/<uuid:pk>/remove/", target_removal, name="target-remove"),
    path("operations/<str:code>/sources/", views.sources_page, name="operation-sources"),
    path("operations/<str:code>/legal/", views.legal_page, name="operation-legal"),
    path("operations/<str:code>/files/", views.operation_files, name="operation-files"),
    path("operations/<str:code>/files/<uuid:file>/", views.operation_file, name="operation-file"),
    path(
        "operations/<str:code>/files/<uuid:file>/remove/",
        views.remove_operation_file,
        name="operation-file-remove",
    ),
    path("operations/<str:code>/results/<str:family>/", views.results_page, name="operation-results"),
    path("operations/<str:code>/statement.pdf", views.statement_page, name="operation-statement"),
    path("operations/<str:code>/by-agency/", views.agencies_page, name="operation-by-agency"),
    path("operations/<str:code>/by-phase/", views.phases_page, name="operation-by-phase"),
    *(
        path(f"operations/<str:code>/{name}/", views.listing_page, {"name": name}, name=f"operation-{name}")
        for name in LISTINGS
    ),
    *stated_paths("sources", "source", SourceEntryView),
    *stated_paths("claims", "claim", ComparedClaimEntryView),
    *stated_paths("indicators", "indicator", IndicatorEntryView),
    *stated_paths("targets", "target", TargetEntryView),
    path("seizures/", include(paths(SeizureDetailView, SeizureEntryView))),
    path("seizures/", include(disposition_paths(SeizureDetailView))),
    path("outcomes/", include(paths(OutcomeDetailView, OutcomeEntryView))),
    path("legal-instruments/", views.legal_instruments_page, name="legal-instruments"),
    path("legal-instruments/<str:code>/", views.legal_instrument_page, name="legal-instrument"),
    path("method-notes/", method_notes_page, name="method-notes"),
    path("method-notes/new/", MethodNoteEntryView.as_view(), name="method-note-new"),
    path("method-notes/<uuid:pk>/", MethodNoteEntryView.as_view(), name="method-note-edit"),
    path("search/", views.search, name="search"),
    path("my-work/", views.my_work, name="my-work"),
    path("review/", views.review, name="review"),
    path("review/seizure/<uuid:pk>/", SeizurePanelView.as_view(), name="review-seizure"),
    path("review/outcome/<uuid:pk>/", OutcomePanelView.as_view(), name="review-outcome"),
    path("calendar/", calendar_page, name="calendar"),
    path("calendar.csv", calendar_csv, name="calendar-csv"),
    path("calendar/timeline/", timeline_page, name="timeline"),
    path("device/", device_page, name="device"),
    path("worker.js", service_worker, name="service-worker"),
    path("explore/", views.explore_page, name="explore"),
    path("explore/saved/", views.saved_page, name="saved-questions"),
    path("explore/saved/new/", views.saved_new, name="saved-question-new"),
    path("explore/saved/<int:pk>/", views.saved_change, name="saved-question"),
    path("explore/saved/<int:pk>/delete/", views.saved_deletion, name="saved-question-deletion"),
    path("explore/saved/<int:pk>/mail/", subscription_saved, name="subscription"),
    path("explore/saved/<int:pk>/mail/end/", subscription_ended, name="subscription-ended"),
    path("subscriptions/end/<str:token>/", subscription_end, name="subscription-end"),
    path("explore.csv", views.explore_csv, name="explore-csv"),
    path("links/", links_page, name="links"),
    path("patterns/", patterns_page, name="patterns"),
    path("signals/", signals_page, name="signals"),
    path("signals/<int:pk>/", signal_page, name="signal"),
    path("signals/<int:pk>/explain/", signal_explained, name="signal-explain"),
    path("forecasts/", forecasts_page, name="forecasts"),
    path("routes/", views.routes_page, name="routes"),
    path("capacity/", capacity_page, name="capacity"),
    path("explore.xlsx", views.explore_xlsx, name="explore-xlsx"),
    path("completeness/", completeness_page, name="completeness"),
    path("completeness.csv", completeness_csv, name="completeness-csv"),
    path("completeness/<str:code>/nothing/", nothing_to_report, name="nothing-to-report"),
    path("completeness/<str:code>/nothing/<uuid:pk>/", statement_back, name="nothing-taken-back"),
    path("completeness/<str:code>/remind/", reminder, name="remind"),
    path("help/", help_page, name="help"),
    path("help/<slug:name>/", guide_page, name="guide"),
    path("compare/", views.compare_page, name="compare"),
    path("evidence/", views.evidence_page, name="evidence"),
    path("evidence.csv", views.evidence_csv, name="evidence-csv"),
    path("evidence.xlsx", views.evidence_xlsx, name="evidence-xlsx"),
    path("evidence/changes/", views.changes_page, name="changes"),
    path("evidence/changes.csv", views.changes_csv, name="changes-csv"),
    path("evidence/changes.xlsx", views.changes_xlsx, name="changes-xlsx"),
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("account/", account_page, name="account"),
    path("account/preferences/", preferences_page, name="preferences"),
    path("manage/keys/new/", new_key, name="key-new"),
    path("manage/keys/<uuid:pk>/revoke/", key_revocation, name="key-revoke"),
    path("manage/places/requests/<int:pk>/done/", place_request_done, name="place-request-done"),
    path("manage/<str:name>/", managed_list, name="managed"),
    path("manage/<str:name>/new/", managed_row, name="managed-new"),
    path("manage/<str:name>/<str:pk>/", managed_row, name="managed-row"),
    path("password/", views.PasswordView.as_view(), name="password"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    # The language is chosen on the sign-in page too.
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
]

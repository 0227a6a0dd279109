from django.urls import path

from imports import views

urlpatterns = [
    path("", views.imports_page, name="imports"),
    path("<uuid:pk>/", views.import_page, name="import"),
    path("<uuid:pk>/report.csv", views.report_file, name="import-report"),
    path("<uuid:pk>/map/", views.map_page, name="import-map"),
    path("<uuid:pk>/commit/", views.commit_page, name="import-commit"),
    path("<uuid:pk>/cancel/", views.cancel_page, name="import-cancel"),
    path("<uuid:pk>/totals/", views.total_page, name="import-total"),
    path("<uuid:pk>/verify/", views.verify_page, name="import-verify"),
    path("<uuid:pk>/undo/", views.undo_page, name="import-undo"),
]

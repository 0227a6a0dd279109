from django.urls import include, path

from operations.services import amend_outcome
from operations.views.lists import OutcomeList
from operations.views.operations import OperationEntry
from operations.views.outcomes import OutcomeEntry, OutcomePage
from operations.views.paths import paths
from operations.views.suggestions import References

outcomes = [
    path("", OutcomeList.as_view(), name="outcomes"),
    path("references/", References.as_view(page=OutcomePage), name="outcome-references"),
    *paths(OutcomePage, entry=OutcomeEntry, amend=amend_outcome),
]

urlpatterns = [
    path("outcomes/", include(outcomes)),
    path("operations/new/", OperationEntry.as_view(), name="operation-new"),
    path("operations/<str:code>/edit/", OperationEntry.as_view(), name="operation-edit"),
]

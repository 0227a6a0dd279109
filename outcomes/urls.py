from django.urls import include, path

from outcomes.services import amend_outcome
from outcomes.views.entry import OutcomeEntry
from outcomes.views.lists import OutcomeList
from outcomes.views.page import OutcomePage
from records.pages.paths import paths
from records.pages.suggestions import References

outcomes = [
    path("", OutcomeList.as_view(), name="outcomes"),
    path("references/", References.as_view(page=OutcomePage), name="outcome-references"),
    *paths(OutcomePage, entry=OutcomeEntry, amend=amend_outcome),
]

urlpatterns = [path("outcomes/", include(outcomes))]

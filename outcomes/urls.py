from django.urls import include, path

from operations.models import Outcome
from outcomes.services import amend_outcome
from outcomes.views.entry import OutcomeEntryView
from outcomes.views.lists import OutcomeListView
from records.pages.paths import paths
from records.pages.suggestions import ReferenceSuggestionsView

outcomes = [
    path("", OutcomeListView.as_view(), name="outcomes"),
    path("references/", ReferenceSuggestionsView.as_view(model=Outcome), name="outcome-references"),
    *paths(OutcomeEntryView, amend=amend_outcome),
]

urlpatterns = [path("outcomes/", include(outcomes))]

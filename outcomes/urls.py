from django.urls import include, path

from operations.models import Outcome
from outcomes.views.grid import OutcomeGridView
from outcomes.views.lists import OutcomeListView
from records.pages.suggestions import ReferenceSuggestionsView

outcomes = [
    path("", OutcomeListView.as_view(), name="outcomes"),
    path("grid/", OutcomeGridView.as_view(), name="outcome-grid"),
    path("references/", ReferenceSuggestionsView.as_view(model=Outcome), name="outcome-references"),
]

urlpatterns = [path("outcomes/", include(outcomes))]

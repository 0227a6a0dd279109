from django.urls import URLPattern, include, path

from records.pages.page import RecordPageView
from records.pages.suggestions import ReferenceSuggestionsView
from seizures.models import Seizure
from seizures.views.dispositions import DispositionEntryView, DispositionRemovalView
from seizures.views.lists import SeizureListView
from seizures.views.places import places

seizures = [
    path("", SeizureListView.as_view(), name="seizures"),
    path("places/", places, name="seizure-places"),
    path("references/", ReferenceSuggestionsView.as_view(model=Seizure), name="seizure-references"),
]

urlpatterns = [path("seizures/", include(seizures))]


def disposition_paths(detail_view: type[RecordPageView]) -> list[URLPattern]:
    """The addresses of what became of the items of a seizure, below the list of seizures."""
    enter = DispositionEntryView.as_view(detail_view=detail_view)
    remove = DispositionRemovalView.as_view(detail_view=detail_view)
    return [
        path("<uuid:pk>/items/<uuid:item>/became/", enter, name="disposition-new"),
        path("<uuid:pk>/became/<uuid:disposition>/", enter, name="disposition-edit"),
        path("<uuid:pk>/became/<uuid:disposition>/remove/", remove, name="disposition-remove"),
    ]

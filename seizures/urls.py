from django.urls import include, path

from records.pages.suggestions import ReferenceSuggestionsView
from seizures.models import Seizure
from seizures.views.lists import SeizureListView
from seizures.views.places import places

seizures = [
    path("", SeizureListView.as_view(), name="seizures"),
    path("places/", places, name="seizure-places"),
    path("references/", ReferenceSuggestionsView.as_view(model=Seizure), name="seizure-references"),
]

urlpatterns = [path("seizures/", include(seizures))]

from django.urls import include, path

from records.pages.paths import paths
from records.pages.suggestions import References
from seizures.services import amend_seizure
from seizures.views.entry import SeizureEntry
from seizures.views.lists import SeizureList
from seizures.views.page import SeizurePage
from seizures.views.places import places

seizures = [
    path("", SeizureList.as_view(), name="seizures"),
    path("places/", places, name="seizure-places"),
    path("references/", References.as_view(page=SeizurePage), name="seizure-references"),
    *paths(SeizurePage, entry=SeizureEntry, amend=amend_seizure),
]

urlpatterns = [path("seizures/", include(seizures))]

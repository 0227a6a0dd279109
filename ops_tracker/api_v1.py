"""The addresses of version 1 of the API, of every app."""

from typing import Any

from django.urls import path
from rest_framework.routers import DefaultRouter
from rest_framework.viewsets import GenericViewSet

from agencies.api.v1.views import AgencyViewSet, CountryViewSet, PlaceViewSet, RegionViewSet
from analysis.api.v1.subscriptions import SubscriptionViewSet
from analysis.api.v1.unusual import ForecastViewSet, SignalViewSet
from analysis.api.v1.views import SavedQuestionViewSet
from figures.api.v1.claims import ClaimViewSet
from figures.api.v1.completeness import CompletenessView, NothingReportedViewSet, ReminderViewSet
from figures.api.v1.persons import PersonsView
from figures.api.v1.targets import TargetViewSet
from figures.api.v1.views import ChangesView, EvidenceView, FiguresView
from imports.api.v1.views import FileImportViewSet
from measures.api.v1.views import MeasureViewSet, UnitViewSet
from notices.api.v1.views import NoticeViewSet
from operations.api.v1.closings import ClosingViewSet
from operations.api.v1.indicators import IndicatorViewSet
from operations.api.v1.legal_instruments import LegalInstrumentViewSet
from operations.api.v1.method_notes import MethodNoteViewSet
from operations.api.v1.operations import OperationViewSet
from operations.api.v1.participations import ParticipationViewSet
from operations.api.v1.plans import PlanViewSet
from operations.api.v1.sources import SourceViewSet
from outcomes.api.v1.views import OutcomeViewSet
from seizures.api.v1.dispositions import DispositionViewSet
from seizures.api.v1.views import SeizureViewSet

router = DefaultRouter()
# The Accept header chooses the form, not the end of the address.
router.include_format_suffixes = False
ROOMS: dict[str, type[GenericViewSet[Any]]] = {
    "agencies": AgencyViewSet,
    "claims": ClaimViewSet,
    "closings": ClosingViewSet,
    "countries": CountryViewSet,
    "dispositions": DispositionViewSet,
    "forecasts": ForecastViewSet,
    "imports": FileImportViewSet,
    "indicators": IndicatorViewSet,
    "legal-instruments": LegalInstrumentViewSet,
    "measures": MeasureViewSet,
    "method-notes": MethodNoteViewSet,
    "notices": NoticeViewSet,
    "nothing-reported": NothingReportedViewSet,
    "operations": OperationViewSet,
    "outcomes": OutcomeViewSet,
    "participations": ParticipationViewSet,
    "places": PlaceViewSet,
    "plans": PlanViewSet,
    "regions": RegionViewSet,
    "reminders": ReminderViewSet,
    "saved-questions": SavedQuestionViewSet,
    "seizures": SeizureViewSet,
    "signals": SignalViewSet,
    "sources": SourceViewSet,
    "subscriptions": SubscriptionViewSet,
    "targets": TargetViewSet,
    "units": UnitViewSet,
}
for name, room in ROOMS.items():
    # Pages have names of their own, such as "seizure-submit".
    router.register(name, room, basename=f"api-{name}")

urlpatterns = [
    path("figures/", FiguresView.as_view(), name="api-figures"),
    path("figures/evidence/", EvidenceView.as_view(), name="api-evidence"),
    path("figures/persons/", PersonsView.as_view(), name="api-figure-persons"),
    path("figures/changes/", ChangesView.as_view(), name="api-figure-changes"),
    path("completeness/", CompletenessView.as_view(), name="api-completeness"),
    *router.urls,
]

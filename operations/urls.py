from django.urls import path

from operations.views.operations import OperationEntryView
from operations.views.phases import phase_acceptance, phase_refusal

urlpatterns = [
    path("operations/new/", OperationEntryView.as_view(), name="operation-new"),
    path("operations/<str:code>/edit/", OperationEntryView.as_view(), name="operation-edit"),
    path("operations/<str:code>/accept-phase/", phase_acceptance, name="operation-accept-phase"),
    path("operations/<str:code>/decline-phase/", phase_refusal, name="operation-decline-phase"),
]

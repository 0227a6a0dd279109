from django.urls import path

from operations.views.operations import OperationEntryView
from operations.views.phases import accept_phase, decline_phase

urlpatterns = [
    path("operations/new/", OperationEntryView.as_view(), name="operation-new"),
    path("operations/<str:code>/edit/", OperationEntryView.as_view(), name="operation-edit"),
    path("operations/<str:code>/accept-phase/", accept_phase, name="operation-accept-phase"),
    path("operations/<str:code>/decline-phase/", decline_phase, name="operation-decline-phase"),
]

from django.urls import path

from operations.views.operations import OperationEntryView

urlpatterns = [
    path("operations/new/", OperationEntryView.as_view(), name="operation-new"),
    path("operations/<str:code>/edit/", OperationEntryView.as_view(), name="operation-edit"),
]

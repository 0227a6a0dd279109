from django.urls import path

from operations.views.operations import OperationEntry

urlpatterns = [
    path("operations/new/", OperationEntry.as_view(), name="operation-new"),
    path("operations/<str:code>/edit/", OperationEntry.as_view(), name="operation-edit"),
]

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from agencies.api.fields import agency_field
from agencies.api.requests import ReaderRequest
from agencies.models import User
from common.api.creating import CreateMixin
from common.api.fields import Strict
from common.api.steps import ReasonSerializer
from measures.api.fields import DAYS, TextDate
from operations.api.fields import operation_field
from operations.api.filters import OfOperation
from operations.models import Closing
from operations.services import close_period, reopen_period


class ClosingSerializer(Strict, serializers.ModelSerializer[Closing]):
    """The closing of the period `date`, of an operation, or without one of all records of one's agency.

    `figures?as_of=` the instant `closed_at` is what stood then. `reopened_at` is null while the period is closed.
    """

    agency = agency_field(read_only=True)
    operation = operation_field(required=False, allow_null=True)
    date = TextDate()

    class Meta:
        model = Closing
        fields = ("id", "agency", "operation", "date", *DAYS, "closed_at", "reopened_at")
        read_only_fields = (*DAYS, "reopened_at")
        validators = ()


class ClosingViewSet(CreateMixin, mixins.RetrieveModelMixin, mixins.ListModelMixin, GenericViewSet[Closing]):
    """Periods that were closed: what changes in them later is late, and says why."""

    request: ReaderRequest

    queryset = Closing.objects.select_related("operation", "agency")
    serializer_class = ClosingSerializer
    filterset_class = OfOperation
    ordering = ("-id",)
    http_method_names = ["get", "post", "head", "options"]

    def get_queryset(self) -> QuerySet[Any]:
        every: Any = super().get_queryset()
        visible: QuerySet[Any] = every.visible_to(self.request.user)
        return visible

    def recorded(self, data: dict[str, Any], by: User) -> Closing:
        return close_period(Closing(**data), by=by)

    @extend_schema(request=ReasonSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: ReaderRequest, pk: str) -> Response:
        """Opens the period again, and says why."""
        sent = ReasonSerializer(data=request.data or {}, context=self.get_serializer_context())
        sent.is_valid(raise_exception=True)
        closing = reopen_period(self.get_object(), by=request.user.actor, **sent.validated_data)
        return Response(self.read_again([closing])[0])

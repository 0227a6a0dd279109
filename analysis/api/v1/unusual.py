"""Signals and forecasts over the API: of what every reader may read, the same for all."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from agencies.api.requests import ReaderRequest
from agencies.models import Scope
from analysis.models import ForecastSeries, Signal
from analysis.unusual.explaining import explain, reopen
from analysis.unusual.shown import current_forecasts, current_signals
from common.api.creating import IdempotentMixin
from common.api.fields import Strict
from common.api.responses import Conditional
from common.api.steps import ReasonSerializer


class SignalSerializer(Strict, serializers.ModelSerializer[Signal]):
    """A month of a measure in a country with more (`rise`) or fewer records than chance explains.

    `points` are the last months of its series: `count`, and of those judged `mean`, `low` and `high`, between which a
    count is no signal.
    """

    measure = serializers.CharField(source="series.measure.code", read_only=True)
    country = serializers.CharField(source="series.country.code", read_only=True)
    points = serializers.JSONField(source="series.points", read_only=True)
    computed_at = serializers.DateTimeField(source="series.computed_at", read_only=True)

    class Meta:
        model = Signal
        fields = (
            "id",
            "measure",
            "country",
            "month",
            "rise",
            "explained_at",
            "explanation",
            "points",
            "computed_at",
        )
        read_only_fields = ("month", "rise", "explained_at", "explanation")


class SignalViewSet(
    IdempotentMixin, Conditional, mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[Signal]
):
    """Unusual months. Where a record changed since the night, its series is left out until the next one."""

    request: ReaderRequest
    queryset = Signal.objects.all()
    serializer_class = SignalSerializer
    required_scopes = {"GET": Scope.READ_FIGURES}
    ordering = ("-id",)
    http_method_names = ["get", "post", "head", "options"]

    def get_queryset(self) -> QuerySet[Any]:
        return current_signals()

    @extend_schema(request=ReasonSerializer, responses=SignalSerializer)
    @action(detail=True, methods=["post"])
    def explain(self, request: ReaderRequest, pk: str) -> Response:
        """Marks the signal as explained. Everybody who reads signals reads the reason."""
        return self._moved(explain)

    @extend_schema(request=ReasonSerializer, responses=SignalSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: ReaderRequest, pk: str) -> Response:
        """Takes the explanation back, and says why."""
        return self._moved(reopen)

    def _moved(self, service: Any) -> Response:
        sent = ReasonSerializer(data=self.request.data or {}, context=self.get_serializer_context())
        sent.is_valid(raise_exception=True)
        found = service(self.get_object(), by=self.request.user.actor, **sent.validated_data)
        return Response(self.get_serializer(found).data)


class ForecastSerializer(Strict, serializers.ModelSerializer[ForecastSeries]):
    """A forecast of the totals of a measure in a unit, by `time` (month or year).

    `points` has `history`, `ahead` with the ends of the 80 % and 95 % intervals, `past` (what was forecast of periods
    that have passed, `after` so many, and what came), the median `error` and the `coverage` of the past intervals.
    `ahead` is empty where the history is too short.
    """

    measure = serializers.CharField(source="measure.code", read_only=True)

    class Meta:
        model = ForecastSeries
        fields = ("id", "measure", "unit", "time", "points", "computed_at")


class ForecastViewSet(
    Conditional, mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[ForecastSeries]
):
    """Forecasts of totals, worked out each night from what every reader may read."""

    queryset = ForecastSeries.objects.all()
    serializer_class = ForecastSerializer
    required_scopes = {"GET": Scope.READ_FIGURES}
    ordering = ("-id",)
    http_method_names = ["get", "head", "options"]

    def get_queryset(self) -> QuerySet[Any]:
        return current_forecasts()

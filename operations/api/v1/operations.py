from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from agencies.api.requests import ReaderRequest
from agencies.models import Agency, Country, User
from common.api.addresses import api_url
from common.api.codes import id_by_code
from common.api.creating import set_all
from common.api.fields import Code, ReasonField, RowField, Strict
from common.api.filtersets import Instant
from common.api.steps import ReasonSerializer, Steps, step
from common.forms.filters import by_code
from measures.api.fields import TextDate
from measures.api.periods import InPeriod, MonthOrDayFilter
from measures.partial_date import PartialDate
from operations import services
from operations.api.attachments import Attached
from operations.api.filters import EXAMPLE, visible_operations
from operations.api.v1.legal_coverage import LegalCoverageSerializer
from operations.api.v1.participations import ParticipationSerializer
from operations.coverage import coverage_of
from operations.kinds import LEGAL_INSTRUMENT, OPERATION
from operations.models import Marking, Operation, Participation, Threat


class Umbrella(RowField):
    """The code of the parent, or of the requested parent; null if the reader may not see it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(OPERATION, api_url("operations"), allow_null=True, **kwargs)

    def get_attribute(self, instance: Operation) -> Any:
        shown = getattr(instance, f"shows_{self.field_name}", True)
        return super().get_attribute(instance) if shown else None


class OperationSerializer(Strict, serializers.ModelSerializer[Operation]):
    """An operation; `starts_on` and `ends_on` are its first and last possible day."""

    url = serializers.SerializerMethodField()
    parent = Umbrella(required=False)  # type: ignore[assignment]  # the metaclass takes it away
    proposed_parent = Umbrella(read_only=True)
    starts = TextDate(required=False)
    ends = TextDate(required=False)
    recording_agency = Code(source="owner")
    legal_instruments = RowField(LEGAL_INSTRUMENT, api_url("legal-instruments"), many=True, required=False)
    reason = ReasonField()

    class Meta:
        model = Operation
        fields: tuple[str, ...] = (
            "id", "code", "url", "name", "expansion", "kind", "parent", "proposed_parent", "threats", "scope",
            "starts", "starts_on", "starts_precision", "ends", "ends_on", "ends_precision", "duration_days",
            "conveyances", "concealments",
            "objectives", "legal_bases", "findings", "legal_instruments", "marking", "recording_agency", "created_at",
            "changed_at", "version", "reason",
        )  # fmt: skip
        read_only_fields = ("starts_on", "starts_precision", "ends_on", "ends_precision")
        validators = ()
        # Whether the code is taken is for the service to say, last of all.
        extra_kwargs = {"code": {"validators": Operation._meta.get_field("code").validators}}

    def get_url(self, operation: Operation) -> str:
        return api_url("operations", operation.code)


class OperationDetailSerializer(OperationSerializer):
    participations = ParticipationSerializer(many=True, read_only=True)

    class Meta(OperationSerializer.Meta):
        fields = (*OperationSerializer.Meta.fields, "participations")


class OperationFilter(InPeriod):
    """Filters of operations. `from` and `to`: those that certainly began and ended in the period."""

    parent = by_code(visible_operations)
    agency = id_by_code(Agency, method="with_agency", help_text="One that takes part.")
    country = id_by_code(Country, method="with_country", help_text="One that takes part.")
    kind = filters.ChoiceFilter(choices=Operation.Kind.choices)
    threat = filters.ChoiceFilter(choices=Threat.choices, method="against")
    marking = filters.ChoiceFilter(choices=Marking.choices)
    recording_agency = id_by_code(Agency, field_name="owner")
    edited_since = Instant("changed_at", lookup_expr="gte", help_text=EXAMPLE)
    to = MonthOrDayFilter("ends_on", method="until", help_text="Month or day, included: 2009-07-14.")

    def since(self, rows: QuerySet[Any], name: str, date: PartialDate) -> QuerySet[Any]:
        return rows.filter(starts_on__gte=date.first)

    def until(self, rows: QuerySet[Any], name: str, date: PartialDate) -> QuerySet[Any]:
        return rows.filter(ends_on__lte=date.last)

    def with_agency(self, rows: QuerySet[Any], name: str, agency: Any) -> QuerySet[Any]:
        return rows.filter(pk__in=Participation.objects.filter(agency=agency).values("operation"))

    def with_country(self, rows: QuerySet[Any], name: str, country: Any) -> QuerySet[Any]:
        named = Participation.objects.filter(country=country) | Participation.objects.filter(
            country__isnull=True, agency__country=country
        )
        return rows.filter(pk__in=named.values("operation"))

    def against(self, rows: QuerySet[Any], name: str, threat: str) -> QuerySet[Any]:
        return rows.filter(threats__contains=[threat])


class OperationViewSet(Attached, Steps, mixins.ListModelMixin, GenericViewSet[Operation]):
    """What agencies did together, under a name. The code is its address."""

    request: ReaderRequest
    queryset = Operation.objects.select_related("owner", "parent", "proposed_parent")
    filterset_class = OperationFilter
    ordering = ("-id",)
    lookup_field = "code"
    # DELETE is of its files alone.
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]

    def get_serializer_class(self) -> Any:
        return OperationSerializer if self.action == "list" else OperationDetailSerializer

    def get_queryset(self) -> QuerySet[Any]:
        visible = Operation.objects.visible_to(self.request.user)
        rows: QuerySet[Any] = super().get_queryset().filter(pk__in=visible.values("pk"))
        rows = rows.annotate(
            shows_parent=Exists(visible.filter(pk=OuterRef("parent"))),
            shows_proposed_parent=Exists(visible.filter(pk=OuterRef("proposed_parent"))),
        )
        rows = rows.prefetch_related("legal_instruments")
        if self.action == "list":
            return rows
        return rows.prefetch_related("participations__agency", "participations__country")

    def recorded(self, data: dict[str, Any], by: User) -> Operation:
        rests_on = data.pop("legal_instruments", None)
        return services.record_operation(Operation(**data), legal_instruments=rests_on, by=by)

    def changed(self, row: Operation, data: dict[str, Any], **act: Any) -> Operation:
        rests_on = data.pop("legal_instruments", None)
        return services.record_operation(set_all(row, data), legal_instruments=rests_on, **act)

    @extend_schema(responses=LegalCoverageSerializer)
    @action(detail=True, url_path="legal-coverage", url_name="legal-coverage")
    def legal_coverage(self, request: Request, code: str) -> Response:
        """Which participating countries are parties to what the operation rests on, and cover each other."""
        return Response(LegalCoverageSerializer(coverage_of(self.get_object())).data)

    @step("accept-phase", "Takes the operation under the umbrella that it asks for, which its lead does.")
    def accept_phase(self, request: Request, code: str) -> Response:
        return self.stepped(services.accept_phase, seen=True)

    @step("decline-phase", "Leaves the operation where it is; either side does.", body=ReasonSerializer)
    def decline_phase(self, request: Request, code: str) -> Response:
        return self.stepped(services.decline_phase, ReasonSerializer, seen=True)

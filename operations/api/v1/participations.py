from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import mixins, serializers
from rest_framework.viewsets import GenericViewSet

from agencies.api.fields import agency_field, country_field
from agencies.api.requests import ReaderRequest
from agencies.models import Agency, Country, User
from common.api.codes import id_by_code
from common.api.creating import CreateMixin
from common.api.fields import Strict
from common.api.filtersets import Instant
from operations import services
from operations.api.fields import operation_field
from operations.api.filters import EXAMPLE, OfOperation
from operations.models import Operation, Participation


class ParticipationSerializer(Strict, serializers.ModelSerializer[Participation]):
    """A participation. If neither agency nor country is known, the note says who it was."""

    operation = operation_field()
    agency = agency_field(required=False, allow_null=True)
    country = country_field(required=False, allow_null=True)

    class Meta:
        model = Participation
        fields = (
            "id", "operation", "agency", "country", "role", "joint_lead", "excused", "function", "area", "note",
        )  # fmt: skip
        # The service says the same, and more, of all that is wrong at once.
        validators = ()


class ParticipationFilter(OfOperation):
    agency = id_by_code(Agency)
    country = id_by_code(Country)
    role = filters.ChoiceFilter(choices=Participation.Role.choices)
    # It is a part of its operation, and has no instant of its own.
    edited_since = Instant("operation__changed_at", lookup_expr="gte", help_text=EXAMPLE)


class ParticipationViewSet(
    CreateMixin, mixins.RetrieveModelMixin, mixins.ListModelMixin, GenericViewSet[Participation]
):
    """Who takes part in which operation, and in what role."""

    request: ReaderRequest
    queryset = Participation.objects.select_related("operation", "agency", "country")
    serializer_class = ParticipationSerializer
    filterset_class = ParticipationFilter
    ordering = ("id",)

    def get_queryset(self) -> QuerySet[Any]:
        visible = Operation.objects.visible_to(self.request.user)
        return super().get_queryset().filter(operation__in=visible.values("pk"))

    def recorded(self, data: dict[str, Any], by: User) -> Participation:
        return services.record_participation(Participation(**data), by=by)

    def all_recorded(self, drafts: Sequence[dict[str, Any]], by: User) -> list[Participation]:
        return services.record_participations([Participation(**data) for data in drafts], by=by)

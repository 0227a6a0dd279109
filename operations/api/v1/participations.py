from django_filters import rest_framework as filters
from rest_framework import mixins, serializers
from rest_framework.viewsets import GenericViewSet

from agencies.models import Agency, Country
from operations import services
from operations.api import fields
from operations.api.codes import id_by_code
from operations.api.filters import OfOperation
from operations.api.writing import Creates
from operations.models import Operation, Participation


class ParticipationSerializer(fields.Strict, serializers.ModelSerializer):
    """Where neither an agency nor a country is known, the note says who it was."""

    operation = fields.operation()
    agency = fields.agency(required=False, allow_null=True)
    country = fields.country(required=False, allow_null=True)

    class Meta:
        model = Participation
        fields = ("id", "operation", "agency", "country", "role", "joint_lead", "function", "area", "note")
        # The service says the same, and more, of all that is wrong at once.
        validators = ()


class ParticipationFilter(OfOperation):
    agency = id_by_code(Agency)
    country = id_by_code(Country)
    role = filters.ChoiceFilter(choices=Participation.Role.choices)


class ParticipationViewSet(Creates, mixins.RetrieveModelMixin, mixins.ListModelMixin, GenericViewSet):
    """Who takes part in which operation, and as what."""

    queryset = Participation.objects.select_related("operation", "agency", "country")
    serializer_class = ParticipationSerializer
    filterset_class = ParticipationFilter
    ordering = ("id",)

    def get_queryset(self):
        visible = Operation.objects.visible_to(self.request.user)
        return super().get_queryset().filter(operation__in=visible.values("pk"))

    def recorded(self, data, by):
        return services.record_participation(Participation(**data), by=by)

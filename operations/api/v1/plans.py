from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import mixins, serializers
from rest_framework.viewsets import GenericViewSet

from agencies.api.requests import ReaderRequest
from agencies.models import User
from common.api.content import ContentChangeMixin
from common.api.fields import Strict
from operations import services
from operations.api.fields import operation_field
from operations.api.filters import ChangedSince, OfOperation
from operations.models import Every, Plan


class PlanSerializer(Strict, serializers.ModelSerializer[Plan]):
    """The plan of an operation, which has one at most.

    Empty `every`: no reports are expected. `template` is an operation whose plan and targets are copied first.
    """

    operation = operation_field()
    template = operation_field(write_only=True, required=False)

    class Meta:
        model = Plan
        fields = (
            "id", "operation", "every", "begins_on", "ends_on", "due_days", "review_levels", "template", "created_at",
            "changed_at",
        )  # fmt: skip
        validators = ()
        # Whether it has one already is for the service to say.
        extra_kwargs = {"operation": {"validators": ()}}


class PlanFilter(OfOperation):
    every = filters.ChoiceFilter(choices=Every.choices)
    edited_since = ChangedSince()


class PlanViewSet(ContentChangeMixin, mixins.ListModelMixin, GenericViewSet[Plan]):
    """What operations expect: how often their participants report, by when, and how results are reviewed."""

    request: ReaderRequest
    queryset = Plan.objects.select_related("operation")
    serializer_class = PlanSerializer
    filterset_class = PlanFilter
    ordering = ("-id",)

    def get_queryset(self) -> QuerySet[Any]:
        return self.queryset.visible_to(self.request.user)

    def recorded(self, data: dict[str, Any], by: User) -> Plan:
        template = data.pop("template", None)
        if template is None:
            return services.record_plan(Plan(**data), by=by)
        return services.copy_plan(data.pop("operation"), source=template, changes=data, by=by)

    def changed(self, row: Plan, by: User) -> Plan:
        return services.record_plan(row, by=by)

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.viewsets import GenericViewSet

from agencies.api.fields import agency_field
from agencies.api.requests import ReaderRequest
from agencies.models import Agency, User
from common.api.content import ContentDeleteMixin
from common.api.fields import Strict
from common.forms.filters import by_code
from figures.answer.figure import decimal_text
from figures.api.shape import EVIDENCE
from figures.api.v1.schemas import PROGRESS
from figures.question.question import REPORTED
from figures.targets import target_progress
from measures.api.fields import DAYS, TextDate, any_unit_field, measure_field
from measures.api.periods import InPeriod
from measures.models import Measure
from operations.api.fields import operation_field
from operations.api.filters import ChangedSince, visible_operations
from operations.models import Target
from operations.services import record_target, remove_target


class TargetSerializer(Strict, serializers.ModelSerializer[Target]):
    """A target, and `progress` towards it: the figure in its unit, and its share of the target in percent.

    `actual` is null where nothing is recorded in the unit of figures; `other_units` says that something is in others.
    Without a `value`, the measure is expected to be reported on. Without a `date`, the whole operation is meant.
    """

    operation = operation_field()
    measure = measure_field()
    agency = agency_field(required=False, allow_null=True)
    unit = any_unit_field(required=False, allow_null=True)
    date = TextDate(required=False)
    progress = serializers.SerializerMethodField()

    class Meta:
        model = Target
        fields = (
            "id", "operation", "measure", "stage", "agency", "value", "unit", "date", *DAYS, "statement", "progress",
            "created_at", "changed_at",
        )  # fmt: skip
        read_only_fields = DAYS
        validators = ()

    @extend_schema_field(PROGRESS)
    def get_progress(self, target: Any) -> Any:
        found = self.context["progress"][target.pk]
        figure, question = found.actual, found.question
        alone = not target.measure.rolls_up
        opens = figure is not None and question.currency != REPORTED
        return {
            "expected": decimal_text(found.expected),
            "actual": decimal_text(figure.stated) if figure else None,
            "unit": found.unit or None,
            "qualifier": str(found.qualifier),
            "records": figure.records if figure else 0,
            "share": decimal_text(found.share),
            "reached": found.is_reached,
            "other_units": sorted({other.unit for other in found.others}),
            "evidence": question.narrowed(unit=found.unit, alone=alone).address(EVIDENCE) if opens else None,
        }


class TargetFilter(InPeriod):
    operation = by_code(visible_operations)
    measure = by_code(Measure.objects.all(), method="of_measure", help_text="With all below it.")
    agency = by_code(Agency.objects.all())
    edited_since = ChangedSince()

    def of_measure(self, targets: QuerySet[Any], name: str, measure: Any) -> QuerySet[Any]:
        return targets.filter(measure__in=Measure.objects.within(measure.code).values("pk"))


class TargetViewSet(ContentDeleteMixin, mixins.ListModelMixin, GenericViewSet[Target]):
    """What operations expect to achieve, beside what is recorded. Targets are in no total."""

    request: ReaderRequest
    queryset = Target.objects.select_related("operation", "measure__unit", "agency", "unit")
    serializer_class = TargetSerializer
    filterset_class = TargetFilter
    ordering = ("-id",)

    def get_queryset(self) -> QuerySet[Any]:
        return self.queryset.visible_to(self.request.user)

    def get_serializer(self, targets: Any = None, **kwargs: Any) -> Any:
        """The serializer of targets that are held against the records all at once."""
        context = kwargs.pop("context", None) or self.get_serializer_context()
        if found := targets if isinstance(targets, list) else [targets] if targets else []:
            progress = target_progress(found, self.request.user)
            context = {**context, "progress": {each.target.pk: each for each in progress}}
        return TargetSerializer(targets, context=context, **kwargs)

    def read_again(self, rows: list[Any]) -> Any:
        found = self.get_queryset().in_bulk([row.pk for row in rows])
        return self.get_serializer([found[row.pk] for row in rows], many=True).data

    def recorded(self, data: dict[str, Any], by: User) -> Target:
        return record_target(Target(**data), by=by)

    def changed(self, row: Target, by: User) -> Target:
        return record_target(row, by=by)

    def removed(self, row: Target, by: User) -> None:
        remove_target(row, by=by)

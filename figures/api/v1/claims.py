from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.viewsets import GenericViewSet

from agencies.api.fields import agency_field
from agencies.api.requests import ReaderRequest
from agencies.models import Agency, User
from common.api.addresses import api_url
from common.api.content import ContentChangeMixin
from common.api.fields import RowByIdField, Strict
from common.forms.filters import by_code
from figures.answer.figure import decimal_text
from figures.answer.links import evidence_of
from figures.api.shape import EVIDENCE
from figures.api.v1.schemas import RECORDED
from figures.claims import Standing, reconciled
from figures.question.question import Question
from figures.question.tree import Tree
from measures.api.fields import DAYS, TextDate, any_unit_field, measure_field
from measures.api.periods import InPeriod
from measures.models import Measure
from operations.api.fields import StatedIn, operation_field
from operations.api.filters import ChangedSince, visible_operations, visible_sources
from operations.discretion import Discretion
from operations.kinds import CLAIM
from operations.models import Claim, sources_for
from operations.services import record_fact


class ClaimSerializer(Strict, serializers.ModelSerializer[Claim]):
    """A claim.

    `recorded` is the figure for the same operation, measure and stage; `standing` the result of comparing them.

    Money is compared in the claim's currency, at the rates of its `date`, or without one at those of the records.
    """

    operation = operation_field()
    measure = measure_field()
    agency = agency_field(required=False, allow_null=True)
    unit = any_unit_field()
    source = StatedIn()  # type: ignore[assignment]  # the metaclass takes it away
    part_of = RowByIdField(CLAIM, api_url("claims"), required=False, allow_null=True)
    date = TextDate(required=False)
    recorded = serializers.SerializerMethodField()
    standing = serializers.SerializerMethodField()

    class Meta:
        model = Claim
        fields = (
            "id", "code", "operation", "source", "measure", "stage", "agency", "value", "value_high", "unit",
            "qualifier", "statement", "date", *DAYS, "part_of", "recorded", "standing", "created_at", "changed_at",
        )  # fmt: skip
        read_only_fields = DAYS
        # Whether the code is taken is for the service to say: it may be that of a hidden claim.
        extra_kwargs = {"code": {"validators": (), "required": False}}
        validators = ()

    def to_representation(self, claim: Any) -> Any:
        """A whole that the reader may not see, as one recorded earlier may be, is not named."""
        shown = super().to_representation(claim)
        return {**shown, "part_of": None} if claim.part_of_id in self.context["hidden"] else shown

    @extend_schema_field(RECORDED)
    def get_recorded(self, claim: Any) -> Any:
        compared, tree = self.context["compared"][claim.pk], self.context["tree"]
        figure, opened = compared.recorded, compared.opened
        if figure is None:
            return None
        about = Question(by=("operation", "agency") if claim.agency else ("operation",))
        opened.cell |= {"operation": claim.operation.code, "agency": claim.agency and claim.agency.code}
        return {
            "value": decimal_text(figure.stated),
            "low": decimal_text(figure.low),
            "high": decimal_text(figure.high),
            "unit": figure.unit,
            "qualifier": str(figure.qualifier),
            "records": figure.records,
            # Evidence is of what totals have, and they do not have parts.
            "evidence": None if claim.part_of_id else evidence_of(opened, about, tree).address(EVIDENCE),
        }

    @extend_schema_field({"type": "string", "enum": list(Standing.values)})
    def get_standing(self, claim: Any) -> Any:
        return str(self.context["compared"][claim.pk].standing)


class ClaimFilter(InPeriod):
    code = filters.CharFilter()
    operation = by_code(visible_operations)
    measure = by_code(Measure.objects.all(), method="of_measure", help_text="With all below it.")
    agency = by_code(Agency.objects.all())
    source = filters.ModelChoiceFilter(queryset=visible_sources)
    edited_since = ChangedSince()

    def of_measure(self, claims: QuerySet[Any], name: str, measure: Any) -> QuerySet[Any]:
        return claims.filter(measure__in=Measure.objects.within(measure.code).values("pk"))


class ClaimViewSet(ContentChangeMixin, mixins.ListModelMixin, GenericViewSet[Claim]):
    """What sources state. Claims on one figure are alternatives, never added, and are in no total."""

    request: ReaderRequest
    queryset = Claim.objects.select_related("operation", "measure__unit", "agency", "unit")
    serializer_class = ClaimSerializer
    filterset_class = ClaimFilter
    ordering = ("-id",)

    def get_queryset(self) -> QuerySet[Any]:
        reader = self.request.user
        return self.queryset.visible_to(reader).prefetch_related(sources_for(reader))

    def get_serializer(self, claims: Any = None, **kwargs: Any) -> Any:
        """The serializer of claims that are compared with the records all at once."""
        context = kwargs.pop("context", None) or self.get_serializer_context()
        if found := claims if isinstance(claims, list) else [claims] if claims else []:
            compared = {each.claim.pk: each for each in reconciled(found, self.request.user)}
            wholes = Discretion(self.request.user).hidden(Claim, [each.part_of_id for each in found])
            context = {**context, "compared": compared, "tree": Tree.load(), "hidden": wholes}
        return ClaimSerializer(claims, context=context, **kwargs)

    def read_again(self, rows: list[Any]) -> Any:
        found = self.get_queryset().in_bulk([row.pk for row in rows])
        return self.get_serializer([found[row.pk] for row in rows], many=True).data

    def recorded(self, data: dict[str, Any], by: User) -> Claim:
        return record_fact(Claim(**data), by=by)

    def changed(self, row: Claim, by: User) -> Claim:
        return record_fact(row, by=by)

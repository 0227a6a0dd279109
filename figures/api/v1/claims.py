from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from agencies.models import Agency
from common.api.conditional import Conditional
from common.api.fields import Code, Sparse
from common.forms.filters import by_code
from figures.answer.figure import decimal_text
from figures.answer.links import evidence_of
from figures.api.shape import EVIDENCE
from figures.api.v1.schemas import RECORDED
from figures.claims import Standing, reconciled
from figures.question.question import Question
from figures.question.tree import Tree
from measures.api.fields import DAYS, TextDate
from measures.api.periods import InPeriod
from measures.models import Measure
from operations.api.fields import SourceId
from operations.api.filters import visible_operations, visible_sources
from operations.models import Claim, sources_for


class ClaimSerializer(Sparse, serializers.ModelSerializer):
    """`recorded` is the figure of the same operation, measure and stage; `standing` how the claim compares with it."""

    operation = Code()
    measure = Code()
    agency = Code(allow_null=True)
    unit = Code()
    source = SourceId()
    date = TextDate(read_only=True)
    recorded = serializers.SerializerMethodField()
    standing = serializers.SerializerMethodField()

    class Meta:
        model = Claim
        fields = (
            "id", "code", "operation", "source", "measure", "stage", "agency", "value", "unit", "qualifier",
            "statement", "date", *DAYS, "part_of", "recorded", "standing", "created_at",
        )  # fmt: skip

    @extend_schema_field(RECORDED)
    def get_recorded(self, claim: Any) -> Any:
        compared, tree = self.context["compared"][claim.pk], self.context["tree"]
        figure = compared.recorded
        if figure is None:
            return None
        about = Question(by=("operation", "agency") if claim.agency else ("operation",))
        figure.cell |= {"operation": claim.operation.code, "agency": claim.agency and claim.agency.code}
        return {
            "value": decimal_text(figure.stated),
            "unit": figure.unit,
            "qualifier": str(figure.qualifier),
            "records": figure.records,
            # Evidence is of what totals have, and they do not have parts.
            "evidence": None if claim.part_of_id else evidence_of(figure, about, tree).address(EVIDENCE),
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

    def of_measure(self, claims: QuerySet[Any], name: str, measure: Any) -> QuerySet[Any]:
        return claims.filter(measure__in=Measure.objects.within(measure.code).values("pk"))


class ClaimViewSet(Conditional, ReadOnlyModelViewSet):
    """What sources state. Claims of one figure are alternatives, never addends, and are in no total."""

    queryset = Claim.objects.select_related("operation", "measure__unit", "agency", "unit")
    serializer_class = ClaimSerializer
    filterset_class = ClaimFilter
    ordering = ("-id",)

    def get_queryset(self) -> QuerySet[Any]:
        reader = self.request.user
        return super().get_queryset().visible_to(reader).prefetch_related(sources_for(reader))

    def get_serializer(self, claims: Any = None, **kwargs: Any) -> Any:
        """Holds what is about to be sent against the records first, all of it at once."""
        context = kwargs.pop("context", None) or self.get_serializer_context()
        if found := claims if isinstance(claims, list) else [claims] if claims else []:
            compared = {each.claim.pk: each for each in reconciled(found, self.request.user)}
            context = {**context, "compared": compared, "tree": Tree.load()}
        return ClaimSerializer(claims, context=context, **kwargs)

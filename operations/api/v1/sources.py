from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import mixins, serializers
from rest_framework.viewsets import GenericViewSet

from agencies.api.requests import ReaderRequest
from agencies.models import User
from common.api.content import ContentChangeMixin
from common.api.fields import Code, Strict
from measures.api.fields import DAYS, TextDate
from measures.api.periods import InPeriod
from operations import services
from operations.api.attachments import Attached
from operations.api.fields import operation_field
from operations.api.filters import ChangedSince
from operations.models import Source


class SourceSerializer(Strict, serializers.ModelSerializer[Source]):
    """A source, graded by the Admiralty scale: the source from A to F, its information from 1 to 6.

    TLP:AMBER: only agencies that take part in its operation read it.
    """

    date = TextDate(required=False)
    operation = operation_field(required=False, allow_null=True)
    recording_agency = Code(source="owner", allow_null=True)

    class Meta:
        model = Source
        fields = (
            "id", "code", "publisher", "title", "date", *DAYS, "reliability", "credibility", "location",
            "operation", "marking", "recording_agency", "created_at", "changed_at",
        )  # fmt: skip
        read_only_fields = DAYS
        # Whether the code is taken is for the service to say: it may be that of a hidden source.
        extra_kwargs = {"code": {"validators": (), "required": False}}


class SourceFilter(InPeriod):
    code = filters.CharFilter()
    reliability = filters.ChoiceFilter(choices=Source.Reliability.choices)
    credibility = filters.ChoiceFilter(choices=Source.Credibility.choices)
    edited_since = ChangedSince()


class SourceViewSet(Attached, ContentChangeMixin, mixins.ListModelMixin, GenericViewSet[Source]):
    """The documents and messages that state results."""

    request: ReaderRequest
    queryset = Source.objects.select_related("operation", "owner")
    serializer_class = SourceSerializer
    filterset_class = SourceFilter
    ordering = ("-id",)

    def get_queryset(self) -> QuerySet[Any]:
        return self.queryset.visible_to(self.request.user)

    def recorded(self, data: dict[str, Any], by: User) -> Source:
        return services.record_source(Source(**data), by=by)

    def changed(self, row: Source, by: User) -> Source:
        return services.record_source(row, by=by)

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import mixins, serializers
from rest_framework.viewsets import GenericViewSet

from agencies.api.fields import country_field
from agencies.models import Country, User
from common.api.addresses import api_url
from common.api.codes import id_by_code
from common.api.content import ContentChangeMixin
from common.api.fields import Strict
from measures.api.fields import measure_field
from measures.models import Measure
from operations import services
from operations.models import MethodNote


class MethodNoteSerializer(Strict, serializers.ModelSerializer):
    """How a country counts a measure; years are null where it has always been so, or still is."""

    url = serializers.SerializerMethodField()
    country = country_field()
    measure = measure_field()

    class Meta:
        model = MethodNote
        fields = ("id", "url", "country", "measure", "first_year", "last_year", "text", "source")
        validators = ()

    def get_url(self, note: MethodNote) -> str:
        return api_url("method-notes", note.pk)


class MethodNoteFilter(filters.FilterSet):
    country = id_by_code(Country)
    measure = filters.CharFilter(
        method="near", help_text="Notes on the measure, and on those above and below it."
    )
    year = filters.NumberFilter(method="in_year", help_text="Notes that hold in that year: 2009.")

    class Meta:
        model = MethodNote
        fields = ()

    def near(self, rows: QuerySet[MethodNote], name: str, code: str) -> QuerySet[MethodNote]:
        if not Measure.objects.filter(code=code).exists():
            return rows.none()
        every = Country.objects.values("code")
        return rows.filter(pk__in=MethodNote.objects.about([code], every, None, None).values("pk"))

    def in_year(self, rows: QuerySet[MethodNote], name: str, year: Any) -> QuerySet[MethodNote]:
        return rows.filter(pk__in=MethodNote.objects.in_years(int(year), int(year)).values("pk"))


class MethodNoteViewSet(ContentChangeMixin, mixins.ListModelMixin, GenericViewSet):
    """How countries count: to be read beside their figures."""

    queryset = MethodNote.objects.select_related("country", "measure")
    serializer_class = MethodNoteSerializer
    filterset_class = MethodNoteFilter
    ordering = ("id",)

    def recorded(self, data: dict[str, Any], by: User) -> MethodNote:
        return services.record_method_note(MethodNote(**data), by=by)

    def changed(self, row: MethodNote, by: User) -> MethodNote:
        return services.record_method_note(row, by=by)

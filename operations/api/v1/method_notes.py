from typing import Any

from rest_framework import mixins, serializers
from rest_framework.viewsets import GenericViewSet

from agencies.api.access import HasDuty
from agencies.api.fields import country_field
from agencies.models import User
from common.api.addresses import api_url
from common.api.content import ContentChangeMixin
from common.api.fields import Strict
from measures.api.fields import measure_field
from operations import services
from operations.api.v1.filtersets import MethodNoteFilter
from operations.models import MethodNote


class MethodNoteSerializer(Strict, serializers.ModelSerializer[MethodNote]):
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


class MethodNoteViewSet(ContentChangeMixin, mixins.ListModelMixin, GenericViewSet[MethodNote]):
    """How countries count: to be read beside their figures."""

    permission_classes = (HasDuty,)
    queryset = MethodNote.objects.select_related("country", "measure")
    serializer_class = MethodNoteSerializer
    filterset_class = MethodNoteFilter
    ordering = ("id",)

    def recorded(self, data: dict[str, Any], by: User) -> MethodNote:
        return services.record_method_note(MethodNote(**data), by=by)

    def changed(self, row: MethodNote, by: User) -> MethodNote:
        return services.record_method_note(row, by=by)

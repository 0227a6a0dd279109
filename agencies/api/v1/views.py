from typing import Any

from django.db.models import QuerySet
from rest_framework import mixins
from rest_framework.viewsets import GenericViewSet, ReadOnlyModelViewSet

from agencies import services
from agencies.api.access import HasDuty
from agencies.api.v1.filters import AgencyFilter, CountryFilter, PlaceFilter
from agencies.api.v1.serializers import AgencySerializer, CountrySerializer, PlaceSerializer
from agencies.models import Agency, Country, Place, User
from common.api.content import ContentChangeMixin
from common.api.responses import Conditional


class CountryViewSet(Conditional, ReadOnlyModelViewSet[Country]):
    """Countries by alpha-3, withdrawn ones too, and territories that report under their own name."""

    queryset = Country.objects.with_names()
    serializer_class = CountrySerializer
    filterset_class = CountryFilter
    ordering = ("code",)
    lookup_field = "code"


class ReferenceViewSet(ContentChangeMixin, mixins.ListModelMixin, GenericViewSet[Any]):
    """Reference data: all who read records read it, administrators enter and change it."""

    permission_classes = (HasDuty,)
    queryset: QuerySet[Any]

    def recorded(self, data: dict[str, Any], by: User) -> Any:
        row = self.queryset.model(**data)
        services.save(row, by=by)
        return row

    def changed(self, row: Any, by: User) -> Any:
        services.save(row, by=by)
        return row


class AgencyViewSet(ReferenceViewSet):
    """Agencies of countries, and international bodies, which have no country."""

    queryset = Agency.objects.select_related("country", "parent")
    serializer_class = AgencySerializer
    filterset_class = AgencyFilter
    ordering = ("code",)
    lookup_field = "code"


class PlaceViewSet(ReferenceViewSet):
    """Sea ports, airports, crossings and towns."""

    queryset = Place.objects.select_related("country")
    serializer_class = PlaceSerializer
    filterset_class = PlaceFilter
    ordering = ("name", "id")

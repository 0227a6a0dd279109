from rest_framework.viewsets import ReadOnlyModelViewSet

from agencies.api.v1.filters import AgencyFilter, CountryFilter, PlaceFilter
from agencies.api.v1.serializers import AgencySerializer, CountrySerializer, PlaceSerializer
from agencies.models import Agency, Country, Place
from common.api.conditional import Conditional


class CountryViewSet(Conditional, ReadOnlyModelViewSet):
    """Countries by alpha-3, withdrawn ones too, and territories that report under their own name."""

    queryset = Country.objects.with_names()
    serializer_class = CountrySerializer
    filterset_class = CountryFilter
    ordering = ("code",)
    lookup_field = "code"


class AgencyViewSet(Conditional, ReadOnlyModelViewSet):
    """Agencies of countries, and international bodies, which have no country."""

    queryset = Agency.objects.select_related("country", "parent")
    serializer_class = AgencySerializer
    filterset_class = AgencyFilter
    ordering = ("code",)
    lookup_field = "code"


class PlaceViewSet(Conditional, ReadOnlyModelViewSet):
    """Sea ports, airports, crossings and towns."""

    queryset = Place.objects.select_related("country")
    serializer_class = PlaceSerializer
    filterset_class = PlaceFilter
    ordering = ("name", "id")

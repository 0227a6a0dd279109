from typing import Any

from django.db.models import QuerySet
from rest_framework import mixins
from rest_framework.viewsets import GenericViewSet, ReadOnlyModelViewSet

from agencies import services
from agencies.api.access import HasDuty
from agencies.api.v1.filters import AgencyFilter, CountryFilter, PlaceFilter, RegionFilter
from agencies.api.v1.serializers import (
    AgencySerializer,
    CountrySerializer,
    PlaceSerializer,
    RegionSerializer,
)
from agencies.models import Agency, Country, Place, Region, RegionMember, User
from agencies.regions import record_region, regions_with_members
from common.api.content import ContentChangeMixin
from common.api.creating import set_all
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


class RegionViewSet(ReferenceViewSet):
    """Groups of countries: regions of the world, unions, regions of customs administrations, groups of our own."""

    queryset = regions_with_members()
    serializer_class = RegionSerializer
    filterset_class = RegionFilter
    ordering = ("code",)
    lookup_field = "code"
    # Those that a change sends; None where it leaves them as they are.
    members: list[RegionMember] | None = None

    def recorded(self, data: dict[str, Any], by: User) -> Region:
        members = _members(data.pop("members", None))
        return record_region(Region(**data), members, by=by)

    def edited(self, row: Region, data: dict[str, Any]) -> Region:
        self.members = _members(data.pop("members", None))
        edited: Region = set_all(row, data)
        return edited

    def changed(self, row: Region, by: User) -> Region:
        return record_region(row, self.members, by=by)


def _members(sent: list[dict[str, Any]] | None) -> list[RegionMember] | None:
    return None if sent is None else [RegionMember(**facts) for facts in sent]

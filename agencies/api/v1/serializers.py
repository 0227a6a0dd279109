from rest_framework import serializers

from agencies.api.fields import agency_field, country_field
from agencies.models import Agency, Country, Place, Region, RegionMember
from common.api.fields import Sparse, Strict


class CountrySerializer(Sparse, serializers.ModelSerializer[Country]):
    """A country by its code, with its names by language."""

    names = serializers.SerializerMethodField()

    class Meta:
        model = Country
        fields = ("code", "name", "names", "kind", "alpha2", "alpha3", "numeric", "valid_from", "valid_to")

    def get_names(self, country: Country) -> dict[str, str]:
        return {entry.language: entry.name for entry in country.names.all()}


class AgencySerializer(Strict, serializers.ModelSerializer[Agency]):
    """An agency of a country, or an international body, whose country is null."""

    country = country_field(required=False, allow_null=True)
    parent = agency_field(required=False, allow_null=True)  # type: ignore[assignment]  # the metaclass takes it away

    class Meta:
        model = Agency
        fields = ("code", "acronym", "name", "country", "parent", "kind", "description")
        # Whether the code is taken is for the service to say, with all that is wrong.
        extra_kwargs = {"code": {"validators": Agency._meta.get_field("code").validators}}


class PlaceSerializer(Strict, serializers.ModelSerializer[Place]):
    """A place, with its position and the radius of uncertainty in metres."""

    country = country_field(required=False, allow_null=True)

    class Meta:
        model = Place
        fields = ("id", "name", "kind", "country", "locode", "iata", "latitude", "longitude", "accuracy")
        validators = ()


class RegionMemberSerializer(Strict, serializers.ModelSerializer[RegionMember]):
    """A country of a region, with its first and last day in it; null where it always was, or still is."""

    country = country_field()

    class Meta:
        model = RegionMember
        fields = ("country", "valid_from", "valid_to")
        validators = ()


class RegionSerializer(Strict, serializers.ModelSerializer[Region]):
    """A named group of countries. A change of its members sends all of them."""

    members = RegionMemberSerializer(many=True, required=False)

    class Meta:
        model = Region
        fields = ("code", "name", "kind", "source", "note", "members")
        extra_kwargs = {
            "code": {"validators": Region._meta.get_field("code").validators},
            "name": {"validators": ()},
        }

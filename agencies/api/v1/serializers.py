from rest_framework import serializers

from agencies.models import Agency, Country, Place
from common.api.fields import Code, Sparse


class CountrySerializer(Sparse, serializers.ModelSerializer):
    """A country by its code, with its names by language."""

    names = serializers.SerializerMethodField()

    class Meta:
        model = Country
        fields = ("code", "name", "names", "kind", "alpha2", "alpha3", "numeric", "valid_from", "valid_to")

    def get_names(self, country: Country) -> dict[str, str]:
        return {entry.language: entry.name for entry in country.names.all()}


class AgencySerializer(Sparse, serializers.ModelSerializer):
    """An agency of a country, or an international body, whose country is null."""

    country = Code(allow_null=True)
    parent = Code(allow_null=True)  # type: ignore[assignment]  # the metaclass takes it away again

    class Meta:
        model = Agency
        fields = ("code", "acronym", "name", "country", "parent", "kind", "description")


class PlaceSerializer(Sparse, serializers.ModelSerializer):
    """A place, with its position and the radius of uncertainty in metres."""

    country = Code(allow_null=True)

    class Meta:
        model = Place
        fields = ("id", "name", "kind", "country", "locode", "iata", "latitude", "longitude", "accuracy")

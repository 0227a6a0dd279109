from rest_framework import serializers

from agencies.models import Agency, Country, Place
from common.api import Code, Sparse


class CountrySerializer(Sparse, serializers.ModelSerializer):
    names = serializers.SerializerMethodField()

    class Meta:
        model = Country
        fields = ("code", "name", "names", "kind", "alpha2", "alpha3", "numeric", "valid_from", "valid_to")

    def get_names(self, country) -> dict[str, str]:
        return {entry.language: entry.name for entry in country.names.all()}


class AgencySerializer(Sparse, serializers.ModelSerializer):
    country = Code()
    parent = Code()  # type: ignore[assignment]  # the metaclass takes it away again

    class Meta:
        model = Agency
        fields = ("code", "acronym", "name", "country", "parent", "kind", "description")


class PlaceSerializer(Sparse, serializers.ModelSerializer):
    country = Code()

    class Meta:
        model = Place
        fields = ("id", "name", "kind", "country", "locode", "iata", "latitude", "longitude", "accuracy")

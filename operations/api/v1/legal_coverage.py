from typing import Any

from rest_framework import serializers

from operations.coverage import PartyStanding


class CoveredSerializer(serializers.Serializer[Any]):
    """Codes of the other participating countries, by whether an instrument binds both on all days."""

    covered = serializers.ListField(child=serializers.CharField(), source="with_")
    not_covered = serializers.ListField(child=serializers.CharField(), source="without")
    not_known = serializers.ListField(child=serializers.CharField(), source="unknown")


class CountryCoverageSerializer(serializers.Serializer[Any]):
    """A participating country, and its standing by the code of the instrument."""

    country = serializers.CharField(source="country.code")
    standings = serializers.DictField(child=serializers.ChoiceField(choices=PartyStanding.choices))
    mutual_assistance = CoveredSerializer()
    extradition = CoveredSerializer()


class LegalCoverageSerializer(serializers.Serializer[Any]):
    """The coverage of an operation from its first to its last day, or of today where it has no dates."""

    first = serializers.DateField()
    last = serializers.DateField()
    instruments = serializers.SerializerMethodField()
    countries = CountryCoverageSerializer(many=True)

    def get_instruments(self, coverage: Any) -> list[str]:
        return [each.code for each in coverage.instruments]

from django_filters import rest_framework as filters

from agencies.models import Agency, Country, Place
from agencies.models.place import PlaceQuerySet


class CountryFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(choices=Country.Kind.choices)

    class Meta:
        model = Country
        fields = ()


class AgencyFilter(filters.FilterSet):
    country = filters.ModelChoiceFilter(queryset=Country.objects.all(), to_field_name="code")
    kind = filters.ChoiceFilter(choices=Agency.Kind.choices)

    class Meta:
        model = Agency
        fields = ()


class PlaceFilter(filters.FilterSet):
    q = filters.CharFilter(method="search", help_text="A UN/LOCODE, an IATA code, or a part of the name.")
    country = filters.ModelChoiceFilter(queryset=Country.objects.all(), to_field_name="code")
    kind = filters.ChoiceFilter(choices=Place.Kind.choices)

    class Meta:
        model = Place
        fields = ()

    def search(self, queryset: PlaceQuerySet, name: str, text: str) -> PlaceQuerySet:
        return queryset.search(text)

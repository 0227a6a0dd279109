import datetime

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from agencies.models import Agency, Country, Place, Region, RegionMember
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


class RegionFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(choices=Region.Kind.choices)
    country = filters.ModelChoiceFilter(
        queryset=Country.objects.all(),
        to_field_name="code",
        method="of_country",
        help_text="Regions that the country belongs to, or belonged to.",
    )
    on = filters.DateFilter(
        method="on_day", help_text="With `country`: regions that it belonged to on that day: 2009-07-14."
    )

    class Meta:
        model = Region
        fields = ()

    def of_country(self, regions: QuerySet[Region], name: str, country: Country) -> QuerySet[Region]:
        return regions.filter(pk__in=RegionMember.objects.filter(country=country).values("region"))

    def on_day(self, regions: QuerySet[Region], name: str, day: datetime.date) -> QuerySet[Region]:
        members = RegionMember.objects.on(day)
        if country := self.form.cleaned_data.get("country"):
            members = members.filter(country=country)
        return regions.filter(pk__in=members.values("region"))

import datetime

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from agencies.models import Country
from common.forms.filters import by_code
from operations.api.filters import visible_operations
from operations.models import LegalInstrument, LegalParty


class LegalInstrumentFilter(filters.FilterSet):
    q = filters.CharFilter(method="search", help_text="A part of the code, the name or the reference.")
    kind = filters.ChoiceFilter(choices=LegalInstrument.Kind.choices)
    operation = by_code(visible_operations, field_name="operations")
    party = filters.ModelChoiceFilter(
        queryset=Country.objects.all(), to_field_name="code", method="with_party", help_text="A country."
    )
    on = filters.DateFilter(
        method="on_day", help_text="With `party`: those that it was a party to on that day: 2009-07-14."
    )

    class Meta:
        model = LegalInstrument
        fields = ()

    def search(self, rows: QuerySet[LegalInstrument], name: str, text: str) -> QuerySet[LegalInstrument]:
        return LegalInstrument.objects.search(text) & rows

    def with_party(
        self, rows: QuerySet[LegalInstrument], name: str, country: Country
    ) -> QuerySet[LegalInstrument]:
        return rows.filter(pk__in=LegalParty.objects.filter(country=country).values("instrument"))

    def on_day(
        self, rows: QuerySet[LegalInstrument], name: str, day: datetime.date
    ) -> QuerySet[LegalInstrument]:
        bound = LegalParty.objects.on(day)
        if country := self.form.cleaned_data.get("party"):
            bound = bound.filter(country=country)
        return rows.filter(pk__in=bound.values("instrument"))

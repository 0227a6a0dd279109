import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django_filters import rest_framework as filters

from agencies.models import Country
from common.forms.filters import by_code
from measures.models import Measure
from operations.api.filters import visible_operations
from operations.models import LegalInstrument, LegalParty, MethodNote


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


class _YearFilter(filters.Filter):
    field_class = forms.RegexField


class MethodNoteFilter(filters.FilterSet):
    country = by_code(Country.objects.all())
    measure = filters.CharFilter(
        method="near", help_text="Notes on the measure, and on those above and below it."
    )
    year = _YearFilter(
        regex=r"^[12]\d{3}$", method="in_year", help_text="Notes that hold in that year: 2009."
    )

    class Meta:
        model = MethodNote
        fields = ()

    def near(self, rows: QuerySet[MethodNote], name: str, code: str) -> QuerySet[MethodNote]:
        if not Measure.objects.filter(code=code).exists():
            return rows.none()
        return rows.filter(pk__in=MethodNote.objects.near([code]).values("pk"))

    def in_year(self, rows: QuerySet[MethodNote], name: str, year: Any) -> QuerySet[MethodNote]:
        return rows.filter(pk__in=MethodNote.objects.in_years(int(year), int(year)).values("pk"))

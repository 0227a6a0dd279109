"""Admin screens of reference data: administrators change it, other staff read it."""

from django import forms
from django.contrib import admin

from common.admin import ReferenceAdmin
from measures import services
from measures.models import Dimension, ExchangeRate, Measure, Unit


class MeasuresAdmin(ReferenceAdmin):
    services = services


class MeasureForm(forms.ModelForm[Measure]):
    accepted = forms.MultipleChoiceField(
        choices=Dimension.choices,
        widget=forms.CheckboxSelectMultiple,
        label=Measure._meta.get_field("accepted").verbose_name,
        help_text=Measure._meta.get_field("accepted").help_text,
    )

    class Meta:
        model = Measure
        fields = "__all__"  # noqa: DJ007 (an administrator fills in all there is)


@admin.register(Measure)
class MeasureAdmin(MeasuresAdmin):
    form = MeasureForm
    list_display = ("code", "name", "kind", "dimension", "accepted", "unit", "nibrs_code", "hs_code")
    list_filter = ("kind", "dimension", "rolls_up", "needs_text")
    list_select_related = ("unit",)
    search_fields = ("code", "name", "unodc_name", "hs_code")
    autocomplete_fields = ("parent", "unit")


@admin.register(Unit)
class UnitAdmin(MeasuresAdmin):
    list_display = ("code", "name", "symbol", "dimension", "factor", "nibrs_code", "minor_units", "valid_to")
    list_filter = ("dimension",)
    search_fields = ("code", "name")
    readonly_fields = ("is_reporting",)


@admin.register(ExchangeRate)
class ExchangeRateAdmin(MeasuresAdmin):
    list_display = ("date", "valid_to", "currency", "per_euro", "source")
    list_select_related = ("currency",)
    search_fields = ("currency__code", "date")
    autocomplete_fields = ("currency",)
    # Hundreds of thousands of rows: one count is enough.
    show_full_result_count = False

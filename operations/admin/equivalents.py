from django.contrib import admin

from agencies import services
from common.admin import ReferenceAdmin
from operations.models import EquivalentFactor


@admin.register(EquivalentFactor)
class EquivalentFactorAdmin(ReferenceAdmin):
    services = services
    list_display = ("measure", "unit", "country", "first_year", "last_year", "kilograms", "source")
    list_select_related = ("measure", "unit", "country")
    search_fields = ("measure__code", "measure__name", "source")
    autocomplete_fields = ("measure", "country")

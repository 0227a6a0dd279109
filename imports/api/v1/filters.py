from django_filters import rest_framework as filters

from imports.models import ImportState


class FileImportFilter(filters.FilterSet):
    state = filters.ChoiceFilter(choices=ImportState.choices)

"""Filters that lists of pages and lists of the API share."""

from typing import Any

from django_filters import rest_framework as filters


def by_code(queryset: Any, **kwargs: Any) -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(queryset=queryset, to_field_name="code", **kwargs)

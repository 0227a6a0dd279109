"""API fields of agencies, countries and places."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Country, Place
from common.api.addresses import api_url
from common.api.lookups import RowByIdField, RowField


def agency_field(**kwargs: Any) -> RowField:
    return RowField(_("agency"), api_url("agencies"), queryset=Agency.objects.all(), **kwargs)


def country_field(**kwargs: Any) -> RowField:
    return RowField(_("country"), api_url("countries"), queryset=Country.objects.all(), **kwargs)


def place_field(**kwargs: Any) -> RowField:
    return RowByIdField(_("place"), api_url("places"), queryset=Place.objects.all(), **kwargs)

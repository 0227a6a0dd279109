"""API fields of agencies, countries and places."""

from typing import Any

from agencies.kinds import AGENCY, COUNTRY, PLACE
from common.api.addresses import api_url
from common.api.fields import RowByIdField, RowField


def agency_field(**kwargs: Any) -> RowField:
    return RowField(AGENCY, api_url("agencies"), **kwargs)


def country_field(**kwargs: Any) -> RowField:
    return RowField(COUNTRY, api_url("countries"), **kwargs)


def place_field(**kwargs: Any) -> RowField:
    return RowByIdField(PLACE, api_url("places"), **kwargs)

"""Filters of the list of outcomes."""

from django_filters import rest_framework as filters

from agencies.models import Agency
from common.api.codes import id_by_code
from operations.models import Outcome
from records.api.filters import RecordFilter, visible_records


class OutcomeFilter(RecordFilter):
    agency = id_by_code(Agency)
    part_of = filters.ModelChoiceFilter(queryset=visible_records(Outcome))

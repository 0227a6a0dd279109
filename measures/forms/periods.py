"""A period to filter by, typed in one field."""

from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from measures.forms.dates import PartialDateField


class PeriodField(PartialDateField):
    """Short in what it says, for it stands in a narrow bar."""

    def to_python(self, value: object) -> Any:
        try:
            return super().to_python(value)
        except ValidationError:
            raise ValidationError(_("Write 2009, 2009-Q3 or 2009-07.")) from None


class PeriodFilter(django_filters.Filter):
    field_class = PeriodField

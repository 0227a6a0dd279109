"""Filter sets that build only the filters present in the query string."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django_filters import rest_framework as filters
from django_filters.fields import IsoDateTimeField

from common.api.codes import IdByCodeField, look_up_codes
from common.text.instants import with_plus


class YesOrNo(filters.ChoiceFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=[("true", "true"), ("false", "false")], **kwargs)


class InstantField(IsoDateTimeField):
    def to_python(self, value: Any) -> Any:
        return super().to_python(with_plus(value) if isinstance(value, str) else value)


class Instant(filters.IsoDateTimeFilter):
    field_class = InstantField

    def filter(self, qs: Any, value: datetime.datetime | None) -> Any:
        # "9999-12-31T23:59-14:00" is no instant that can be compared.
        try:
            return super().filter(qs, value and value.astimezone(datetime.UTC))
        except OverflowError:
            return qs.none()


class _Answers:
    """Cleaned parameters and their errors, as a form would have them, without the widgets of a page."""

    def __init__(self, offered: dict[str, filters.Filter], data: Mapping[str, Any]) -> None:
        self.fields = {name: offer.field for name, offer in offered.items()}
        self.cleaned_data: dict[str, Any] = {}
        self.errors: dict[str, list[str]] = {}
        look_up_codes(
            {field: data.get(name) for name, field in self.fields.items() if isinstance(field, IdByCodeField)}
        )
        for name, field in self.fields.items():
            try:
                self.cleaned_data[name] = field.clean(data.get(name))
            except ValidationError as error:
                self.errors[name] = error.messages

    def is_valid(self) -> bool:
        return not self.errors


class LeanFilterSet(filters.FilterSet):
    """Builds only the filters present in the query string (two or three of eighteen)."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        offered = type(self).base_filters  # type: ignore[has-type, misc]  # set by the metaclass
        self.base_filters = {name: each for name, each in offered.items() if name in (data or ())}
        super().__init__(data, *args, **kwargs)
        for each in self.filters.values():
            each.label = ""  # to be seen by nobody, and slow to make up

    @cached_property
    def form(self) -> _Answers:
        return _Answers(self.filters, self.data)

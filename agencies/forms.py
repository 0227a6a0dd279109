"""Lists of countries: today's first, then those withdrawn and the territories without a code, each under a heading."""

from collections.abc import Iterator
from typing import Any

from django.forms.models import ModelChoiceField, ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from agencies.models import Country
from common.text.language import collated

COUNTRY_GROUPS = {
    Country.Kind.TERRITORY: _("Reporting territories"),
    Country.Kind.WITHDRAWN: _("Countries that are no more"),
}


class CountryChoices(ModelChoiceIterator[Country]):
    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        groups: dict[str, list[Any]] = {kind: [] for kind in (Country.Kind.CURRENT, *COUNTRY_GROUPS)}
        for country in self.queryset.all():
            groups[country.kind].append(self.choice(country))
        for group in groups.values():
            group.sort(key=lambda choice: collated(choice[1]))
        yield from groups.pop(Country.Kind.CURRENT)
        yield from ((COUNTRY_GROUPS[Country.Kind(kind)], group) for kind, group in groups.items() if group)


class CountryField(ModelChoiceField[Country]):
    iterator = CountryChoices

    def label_from_instance(self, country: Country) -> str:
        return country.choice

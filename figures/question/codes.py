"""The codes of the dimensions' values by id, and the names of those that are not shown as their codes."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext

from agencies.models import Agency, Country, Place, Region
from operations.models import Operation

Ids = dict[Any, str | None]
# Ids of countries that are credited without an agency begin here, among those of agencies (ledger.sql).
UNNAMED = 10**12
UNNAMED_CODE = "UNNAMED"
# Stands for the operations of the reader's own records that the reader may not see, all of them together.
OUT_OF_SIGHT = "withheld"


def operation_codes() -> Ids:
    return dict(Operation.objects.values_list("pk", "code").order_by("code"))


def operation_names(_codes: Iterable[str]) -> dict[str, str]:
    return {OUT_OF_SIGHT: gettext("operations that you may not see")}


def agency_codes() -> Ids:
    """Codes of agencies, and of countries of no named agency. A negative id stands for the agencies below one."""
    own = dict(Agency.objects.values_list("pk", "code"))
    unnamed = {
        UNNAMED + pk: f"{code}-{UNNAMED_CODE}" for pk, code in Country.objects.values_list("pk", "code")
    }
    return {**own, **{-pk: code for pk, code in own.items()}, **unnamed}


def agency_names(codes: Iterable[str]) -> dict[str, str]:
    ending = f"-{UNNAMED_CODE}"
    countries = names_of_countries([code.removesuffix(ending) for code in codes if code.endswith(ending)])
    return {
        f"{code}{ending}": gettext("%(country)s, agency not named") % {"country": name}
        for code, name in countries.items()
    }


def country_codes() -> Ids:
    return dict(Country.objects.values_list("pk", "code"))


def names_of_countries(codes: Iterable[str]) -> dict[str, str]:
    found = Country.objects.filter(code__in=list(codes)) if codes else ()
    return {country.code: str(country) for country in found}


def region_codes() -> Ids:
    return dict(Region.objects.values_list("pk", "code"))


def region_names(codes: Iterable[str]) -> dict[str, str]:
    found = Region.objects.filter(code__in=list(codes)) if codes else ()
    return {region.code: str(region) for region in found}


class Places(dict[Any, str | None]):
    """All places by id, whose code is the id as text: read when they are first asked for, as there are very many."""

    def _read(self) -> "Places":
        if not dict.__len__(self):
            dict.update(self, {pk: str(pk) for pk in Place.objects.order_by().values_list("pk", flat=True)})
            self.setdefault(None, None)
        return self

    def __missing__(self, pk: Any) -> str | None:
        if dict.__len__(self):
            raise KeyError(pk)
        return self._read()[pk]

    def __contains__(self, pk: object) -> bool:
        return dict.__contains__(self._read(), pk)

    def get(self, pk: Any, default: Any = None) -> Any:
        return dict.get(self._read(), pk, default)

    def __iter__(self) -> Iterator[Any]:
        return dict.__iter__(self._read())

    def keys(self) -> Any:
        return dict.keys(self._read())

    def values(self) -> Any:
        return dict.values(self._read())

    def items(self) -> Any:
        return dict.items(self._read())


def place_names(codes: Iterable[str]) -> dict[str, str]:
    found = Place.objects.filter(pk__in=list(codes)) if codes else ()
    return {str(place.pk): str(place) for place in found}

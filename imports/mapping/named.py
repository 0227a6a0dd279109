"""Looks up countries and places by the names in files."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from uuid import UUID

import pycountry
from django.db.models import Q

from agencies.models import Agency, Country, CountryName, Place
from common.db.folding import Folded
from common.text.folding import fold_text
from measures.models import Measure, Unit

REMEMBERED = 10_000
# Long names, of which “Bolivia (Plurinational State of)” and “Bolivia, Plurinational State of” are one.
ISO_NAMES = ("name", "official_name", "common_name")
LONG = re.compile(r"(.+?) ?\((.+)\)")


class Named:
    """A cache of the rows that a file names."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, datetime.date | None], str | None] = {}
        self._places: dict[tuple[str, str], UUID | None] = {}

    @cached_property
    def described(self) -> frozenset[str]:
        """Measures that need a description."""
        return frozenset(Measure.objects.filter(needs_text=True).values_list("code", flat=True))

    @cached_property
    def units(self) -> dict[str, str]:
        """The code of each unit by its code and by its symbol, where only one has that."""
        found: dict[str, set[str]] = defaultdict(set)
        for code, symbol in Unit.objects.quantities().values_list("code", "symbol"):
            found[code].add(code)
            found[symbol or code].add(code)
        return {text: codes.pop() for text, codes in found.items() if len(codes) == 1}

    def country(self, text: str, day: datetime.date | None) -> str | None:
        """The code of the country with that code or name; of several, the one that existed on the day."""
        if (text, day) not in self._known:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            self._known[text, day] = self._country(text, day)
        return self._known[text, day]

    def _country(self, text: str, day: datetime.date | None) -> str | None:
        found = self._countries.get(fold_text(text)) or self._countries.get(_unbracketed(text), [])
        there = [country for country in found if _was(country, day)] or found
        current = [country for country in there if country.kind != Country.Kind.WITHDRAWN] or there
        return current[0].code if len({country.code for country in current}) == 1 else None

    @cached_property
    def _countries(self) -> dict[str, list[Country]]:
        found: dict[str, list[Country]] = defaultdict(list)
        countries = {country.pk: country for country in Country.objects.all()}
        for country in countries.values():
            for text in {country.code, country.name, country.alpha2 or country.code}:
                found[fold_text(text)].append(country)
        known = {country.alpha3: country for country in countries.values() if country.alpha3}
        for each in pycountry.countries:
            for name in ISO_NAMES:
                coded, text = known.get(each.alpha_3), fold_text(getattr(each, name, ""))
                if coded and text and coded not in found[text]:
                    found[text].append(coded)
        for country_id, name in CountryName.objects.values_list("country_id", "name"):
            if countries[country_id] not in found[fold_text(name)]:
                found[fold_text(name)].append(countries[country_id])
        return found

    def country_names(self) -> dict[str, str]:
        """The code of each folded name that only one country has."""
        return {name: found[0].code for name, found in self._countries.items() if len(found) == 1}

    def participant(self, text: str) -> dict[str, str] | None:
        """The agency with that code, or the country with that code or name; hyphens may stand for blanks."""
        if text in self._agencies:
            return {"agency": text}
        code = self.country(text, None) or self.country(text.replace("-", " "), None)
        return {"country": code} if code else None

    def credit(self, stated: dict[str, str]) -> dict[str, str]:
        """A credit of the agency or the operation with that code."""
        whose = "agency" if stated["code"] in self._agencies else "operation"
        return {whose: stated["code"], "role": stated["role"]}

    @cached_property
    def _agencies(self) -> frozenset[str]:
        return frozenset(Agency.objects.values_list("code", flat=True))

    def look_up_places(self, named: Iterable[tuple[str, str]]) -> None:
        """Looks up pairs of a place's name or code and its country's code, in one query."""
        sought = {pair for pair in named if pair[0] and pair not in self._places}
        if not sought:
            return
        if len(self._places) > REMEMBERED:
            self._places.clear()
        found = self._found({text for text, _country in sought})
        for text, country in sought:
            ids = {pk for pk, code in found[fold_text(text)] if not country or code in (None, country)}
            self._places[text, country] = ids.pop() if len(ids) == 1 and (country or _is_code(text)) else None

    def place(self, text: str, country: str) -> UUID | None:
        """The one place with that name in the country, or with that code anywhere."""
        return self._places.get((text, country))

    def _found(self, texts: set[str]) -> dict[str, list[tuple[UUID, str | None]]]:
        folded = [fold_text(text) for text in texts]
        codes = [text for text in texts if _is_code(text)]
        rows = (
            Place.objects.annotate(folded=Folded("name"))
            .filter(Q(folded__in=folded) | Q(locode__in=codes) | Q(iata__in=codes))
            .values_list("pk", "folded", "locode", "iata", "country__code")
        )
        found: dict[str, list[tuple[UUID, str | None]]] = defaultdict(list)
        for pk, name, locode, iata, country in rows:
            for text in {name, locode.casefold(), iata.casefold()} - {""}:
                found[text].append((pk, country))
        return found


def _is_code(text: str) -> bool:
    return len(text) in (3, 5) and text.isascii() and text.isupper()


def _was(country: Country, day: datetime.date | None) -> bool:
    if day is None:
        return True
    return (country.valid_from or day) <= day <= (country.valid_to or day)


def _unbracketed(text: str) -> str:
    found = LONG.fullmatch(text.strip())
    return fold_text(f"{found[1]}, {found[2]}") if found else ""

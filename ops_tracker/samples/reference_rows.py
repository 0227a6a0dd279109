"""Rows that the files name by code, and the accounts that enter them."""

from functools import cached_property

from django.db.models import Q

from agencies.models import Agency, Country, Place, Role, User
from agencies.reference import places
from measures.models import Dimension, Measure, Unit
from measures.reference.units import PIECES
from operations.models import Source
from ops_tracker.reference import upsert_rows

# Those that the samples name.
AIRPORTS = ("HKG", "MAA", "TLC")


class ReferenceRows:
    """A cache of reference data by code."""

    @cached_property
    def agency(self) -> dict[str, Agency]:
        return {agency.code: agency for agency in Agency.objects.all()}

    @cached_property
    def country(self) -> dict[str, Country]:
        return {country.code: country for country in Country.objects.all()}

    @cached_property
    def measure(self) -> dict[str, Measure]:
        return {measure.code: measure for measure in Measure.objects.select_related("unit")}

    @cached_property
    def source(self) -> dict[str, Source]:
        return {source.code: source for source in Source.objects.all()}

    @cached_property
    def place(self) -> dict[str, Place]:
        """The few places that the samples name, loaded here even if the other places are not."""
        current = (country for country in self.country.values() if country.kind == "current")
        alpha2 = {country.alpha2: country.pk for country in current}
        rows = [
            {name: fact for name, fact in row.items() if name != "country"}
            | {"country_id": alpha2[row["country"]]}
            for row in (*places.OWN, *places.airports(AIRPORTS))
        ]
        upsert_rows(Place, ("kind", "locode", "iata"), rows)
        named = Place.objects.filter(
            Q(locode__in=[row["locode"] for row in rows if row["locode"]]) | Q(iata__in=AIRPORTS)
        )
        return {place.locode or place.iata: place for place in named}

    def unit(self, code: str, measure: Measure) -> Unit:
        """The currency with that code if the measure is money, else the unit: the two standards share some codes."""
        return Unit.objects.currency(code) if in_money(measure, code) else Unit.objects.quantity(code)


def in_money(measure: Measure, unit: str) -> bool:
    """Whether the amount is money; property may be counted instead."""
    return measure.dimension == Dimension.MONEY and unit not in PIECES


DUTIES = {Role.ANALYST: "intake", Role.SUPERVISOR: "review"}


def account(agency: Agency, role: Role) -> User:
    """An account of that agency with which nobody can sign in. One role enters, another verifies."""
    name = f"{DUTIES[role]}.{agency.code.lower()}"
    user = User.objects.filter(username=name).first()
    return user or User.objects.create_user(name, role=role, agency=agency, is_active=False)

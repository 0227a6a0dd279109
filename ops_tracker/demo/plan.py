"""The agencies and operations to create, by their codes."""

from collections.abc import Iterator
from dataclasses import dataclass

from ops_tracker.demo.chance import Chance, spread, zipf
from ops_tracker.demo.names import (
    AGENCIES,
    COUNTRIES,
    FIRST,
    INVENTED_AGENCIES,
    KINDS,
    OPERATIONS,
    SECOND,
)

# Rank of an umbrella, and the ranks of its phases.
UMBRELLAS = {3: (13, 23, 33), 8: (18, 28), 21: (41, 61, 81, 101), 50: (75, 100), 120: (150, 180, 210)}
UMBRELLA_OF = {phase: umbrella for umbrella, phases in UMBRELLAS.items() for phase in phases}
THEMES = spread({"mixed": 0.3, "drugs": 0.3, "money": 0.2, "arms": 0.1, "nature": 0.1})
OPEN = ("TLP:GREEN", "TLP:CLEAR")
YEARS, STANDING = 15, 4


@dataclass(frozen=True)
class PlannedAgency:
    code: str
    country: str
    kind: str
    name: str


@dataclass(frozen=True)
class PlannedOperation:
    """An operation; `agencies` take part, the first of them leads and has recorded it."""

    rank: int
    code: str
    name: str
    home: str
    marking: str
    theme: str
    agencies: tuple[str, ...]
    # Of the fifteen: in which it is at work.
    years: range

    @property
    def is_open(self) -> bool:
        return self.marking in OPEN


def invented_agencies() -> list[PlannedAgency]:
    """Three in each of the busiest countries, two in some, one in others."""
    homes = [
        (country, kind)
        for rank, country in enumerate(COUNTRIES)
        for kind in KINDS[: 3 if rank < 10 else 2 if rank < 25 else 1]
    ]
    return [
        PlannedAgency(f"DEMO-A-{number:03}", country, kind, name)
        for number, (country, (kind, name)) in enumerate(homes[:INVENTED_AGENCIES], start=1)
    ]


def planned_operations(chance: Chance) -> Iterator[PlannedOperation]:
    """The operations, largest first."""
    invented = invented_agencies()
    everybody = spread(zipf([*AGENCIES[:2], *(agency.code for agency in invented), *AGENCIES[2:]]), 4096)
    homes = spread(zipf(COUNTRIES))
    local = {
        country: [agency.code for agency in invented if agency.country == country] for country in COUNTRIES
    }
    local["USA"] = [*AGENCIES[:6], *local["USA"]]
    for rank in range(1, OPERATIONS + 1):
        home = COUNTRIES[0] if rank == 1 else chance.pick(homes)
        leader = chance.pick(local[home] or everybody) if rank > 1 else AGENCIES[0]
        number = chance.randint(2, 8) if rank > 1 else 8
        yield PlannedOperation(
            rank=rank,
            code=f"DEMO-{rank:03}",
            name=f"{FIRST[(rank - 1) % len(FIRST)]} {SECOND[(rank - 1) // len(FIRST)]}",
            home=home,
            marking="TLP:AMBER" if rank % 17 == 0 else OPEN[rank % 3 == 0],
            theme=chance.pick(THEMES) if rank > 1 else "mixed",
            agencies=_crew(leader, number, everybody, chance),
            years=_years(rank, chance),
        )


def _years(rank: int, chance: Chance) -> range:
    """The years of an operation: the largest, and some others, run all the time; most run for one to a few years."""
    if rank <= STANDING or rank % 20 == 0:
        return range(YEARS)
    length = chance.randint(1, 3)
    first = chance.randint(0, YEARS - length)
    return range(first, first + length)


def _crew(leader: str, number: int, everybody: tuple[str, ...], chance: Chance) -> tuple[str, ...]:
    crew = {leader: None}
    while len(crew) < number:
        crew[chance.pick(everybody)] = None
    return tuple(crew)

"""Invented events, one after the other, drawn from the tables of the world."""

from dataclasses import dataclass, replace

from ops_tracker.demo import days
from ops_tracker.demo.amounts import NULL
from ops_tracker.demo.cast import Member
from ops_tracker.demo.chance import Chance, spread
from ops_tracker.demo.goods import Taken
from ops_tracker.demo.world import Scene, World

MARKINGS = spread(
    {"TLP:GREEN": 70, "TLP:CLEAR": 26.4, "TLP:AMBER": 3, "TLP:AMBER+STRICT": 0.5, "TLP:RED": 0.1}, 4096
)
KNOWN = tuple(
    days.KNOWN[precision]
    for precision in spread({"day": 90, "month": 5, "year": 2, "quarter": 1.5, "unknown": 1, "range": 0.5})
)
# Days from the event to its record.
LAGS = spread({0: 30, 1: 20, 2: 12, 3: 10, 5: 10, 9: 8, 20: 6, 45: 3, 120: 1})
ITEMS = spread({1: 45, 2: 30, 3: 15, 4: 10})
SINGLE = f"event\t{NULL}"
AGGREGATES = tuple(f"aggregate\t{events}" for events in (2, 3, 5, 8, 12, 30, NULL))
KINDS = spread({SINGLE: 98.5, AGGREGATES[1]: 0.5, AGGREGATES[3]: 0.5, AGGREGATES[6]: 0.5})
SEIZED_BY_ITSELF = 0.85


@dataclass(slots=True)
class Event:
    """One seizure with its items; `date`, `kind` and `circumstances` are text that fills several columns."""

    scene: Scene
    owner: Member
    seizing: str
    country: str
    place: str
    marking: str
    day: int
    date: str
    kind: str
    circumstances: str
    items: tuple[Taken, ...]


class Events:
    def __init__(self, world: World, chance: Chance) -> None:
        self.world, self.chance = world, chance

    def next(self, minute: int) -> Event:
        """An event that is entered in that minute."""
        pick = self.chance.pick
        scene = pick(self.world.scenes[days.YEAR[minute // days.MINUTES_A_DAY]])
        owner, country = pick(scene.owners), pick(scene.countries)
        day = max(minute // days.MINUTES_A_DAY - pick(LAGS), 0)
        return Event(
            scene=scene,
            owner=owner,
            seizing=owner.agency if self.chance.maybe(SEIZED_BY_ITSELF) else pick(scene.partners),
            country=country,
            place=pick(self.world.places[country]),
            marking=pick(MARKINGS),
            day=day,
            date=pick(KNOWN)[day],
            kind=pick(KINDS),
            circumstances=pick(self.world.circumstances),
            items=tuple([pick(scene.items) for _ in range(pick(ITEMS))]),
        )

    def divided(self, event: Event) -> tuple[Event, Event]:
        """An aggregate of that place and time, and a part of it."""
        first = event.items[0]
        while first.half is None:
            first = self.chance.pick(event.scene.items)
        whole = replace(event, items=(first, *event.items[1:]), kind=self.chance.pick(AGGREGATES))
        return whole, replace(event, items=(first.half,), kind=SINGLE)


def corrected(event: Event) -> Event:
    """The event as its amendment has it: half of the first item, or that item with another qualifier."""
    first = event.items[0]
    changed = first.half or Taken(
        first.text.replace("\texact\t", "\tapproximately\t", 1), first.disposition, None
    )
    return replace(event, items=(changed, *event.items[1:]))

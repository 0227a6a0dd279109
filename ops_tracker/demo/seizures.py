"""Seizures with all their rows, as lines for COPY."""

from dataclasses import dataclass, replace

from ops_tracker.demo import circumstances, days, goods, ids, review
from ops_tracker.demo.amounts import NULL
from ops_tracker.demo.chance import Chance, spread
from ops_tracker.demo.events import Event, Events, corrected
from ops_tracker.demo.review import STANDINGS, SUPERSEDED, VERIFIED, ReviewStanding, reviewed
from ops_tracker.demo.world import World

# In the order of loading. Who is credited comes before the items, so that these are credited from the start.
COLUMNS = {
    "seizures_seizure": (
        "id, reference, revision, amends_id, part_of_id, operation_id, country_id, place_id, source_id, marking,"
        " owner_id, seizing_agency_id, date_from, date_to, date_precision, note, kind, event_count, created_at,"
        f" created_by_id, last_edited_at, last_edited_by_id, {review.COLUMNS}, {circumstances.COLUMNS}"
    ),
    "seizures_seizure_readers": "seizure_id, user_id",
    "seizures_credit": "id, seizure_id, agency_id, operation_id, role",
    "seizures_seizeditem": f"id, seizure_id, position, {goods.COLUMNS}",
    "seizures_disposition": (
        "id, item_id, stage, forfeiture, quantity, amount, date_from, date_to, date_precision"
    ),
}
PLAIN, AMENDED, DIVIDED = "plain", "amended", "divided"
STORIES = spread({PLAIN: 92, AMENDED: 3, DIVIDED: 1}, 4096)
CREDITED, CREDITED_TWICE, OPERATIONS_CREDIT = 0.27, 0.3, 0.35
ROLES = ("joint", "joint", "intelligence", "support", "case")
DISPOSED_OF = 0.07
# The stages in which goods are in somebody's hands, as the first of the columns of circumstances.
TAKEN = ("seized\t", "detained\t")
SOURCE = ids.fixed_id(ids.SOURCE)
# Days until an amendment is written, and until it is known what became of the goods.
AMENDED_AFTER, DISPOSED_AFTER = (20, 60), (30, 60)


@dataclass(slots=True)
class DemoVersion:
    """One record of an event. An amendment has the reference of the original."""

    number: int
    minute: int
    standing: ReviewStanding
    reference: str
    revision: int = 1
    amends: str = NULL
    part_of: str = NULL


class Seizures:
    """Lines by table for a range of seizures."""

    def __init__(self, world: World, chance: Chance, rows: int) -> None:
        self.world, self.chance, self.rows = world, chance, rows
        self.events = Events(world, chance)
        self.lines: dict[str, list[str]] = {table: [] for table in COLUMNS}

    def write(self, first: int, last: int) -> None:
        """Writes the seizures from number `first` up to, but without, `last`."""
        number = first
        while number < last:
            story = self.chance.pick(STORIES) if number + 1 < last else PLAIN
            minute = days.minute_of(number, self.rows)
            event, reference = self.events.next(minute), f"DEMO-S{number:08}"
            if story == PLAIN:
                self._record(event, DemoVersion(number, minute, self.chance.pick(STANDINGS), reference))
            elif story == AMENDED:
                self._amended(event, DemoVersion(number, minute, SUPERSEDED, reference))
            else:
                self._divided(event, DemoVersion(number, minute, VERIFIED, reference))
            number += 1 if story == PLAIN else 2

    def _amended(self, event: Event, original: DemoVersion) -> None:
        key = self._record(event, original)
        minute = self._later(original.minute, *AMENDED_AFTER)
        amendment = DemoVersion(
            original.number + 1, minute, VERIFIED, original.reference, revision=2, amends=key
        )
        self._record(corrected(event), amendment)

    def _divided(self, event: Event, version: DemoVersion) -> None:
        whole, part = self.events.divided(event)
        key = self._record(whole, version)
        number = version.number + 1
        self._record(part, replace(version, number=number, reference=f"DEMO-S{number:08}", part_of=key))

    def _record(self, event: Event, version: DemoVersion) -> str:
        """Writes one record; returns its id."""
        before, after = ids.halves(version.minute, version.number)
        key = f"{before}{ids.SEIZURE}{after}"
        disposed_of = self._disposed(event) if version.standing is VERIFIED else []
        edited = self._later(version.minute, *DISPOSED_AFTER) if disposed_of else version.minute
        self._seizure(key, event, version, edited, edits=len(disposed_of))
        if event.marking == "TLP:RED":
            named = self.lines["seizures_seizure_readers"]
            named += [f"{key}\t{event.owner.analyst}", f"{key}\t{event.owner.supervisor}"]
        if self.chance.maybe(CREDITED):
            self._credits(event, key, before, after)
        self.lines["seizures_seizeditem"] += [
            f"{before}{ids.ITEMS[place]}{after}\t{key}\t{place}\t{item.text}"
            for place, item in enumerate(event.items)
        ]
        for place in disposed_of:
            day = days.DATES[max(event.day, self._before(edited))]
            self.lines["seizures_disposition"].append(
                f"{before}{ids.DISPOSITIONS[place]}{after}\t{before}{ids.ITEMS[place]}{after}\t"
                f"{event.items[place].disposition}\t{day}\t{day}\tday"
            )
        return key

    def _seizure(self, key: str, event: Event, version: DemoVersion, edited: int, *, edits: int) -> None:
        owner = event.owner
        review = reviewed(version.standing, edited, edits, owner.supervisor, self.chance)
        self.lines["seizures_seizure"].append(
            f"{key}\t{version.reference}\t{version.revision}\t{version.amends}\t{version.part_of}\t"
            f"{event.scene.operation}\t{event.country}\t{event.place}\t{SOURCE}\t{event.marking}\t"
            f"{owner.agency}\t{event.seizing}\t{event.date}\t\t{event.kind}\t"
            f"{days.moment_of(version.minute)}\t{owner.analyst}\t{days.moment_of(edited)}\t{owner.analyst}\t"
            f"{review}\t{event.circumstances}"
        )

    def _credits(self, event: Event, key: str, before: str, after: str) -> None:
        """Writes one or two credits, for agencies other than the seizing one."""
        credited = {event.seizing, event.scene.operation}
        for place in ids.CREDITS[: 1 + self.chance.maybe(CREDITED_TWICE)]:
            to_operation = self.chance.maybe(OPERATIONS_CREDIT)
            whose = self.chance.pick(self.world.operations if to_operation else self._agencies(event))
            if whose not in credited:
                credited.add(whose)
                pair = f"{NULL}\t{whose}" if to_operation else f"{whose}\t{NULL}"
                self.lines["seizures_credit"].append(
                    f"{before}{place}{after}\t{key}\t{pair}\t{self.chance.pick(ROLES)}"
                )

    def _agencies(self, event: Event) -> tuple[str, ...]:
        return event.scene.partners if self.chance.maybe(0.7) else self.world.agencies

    def _disposed(self, event: Event) -> list[int]:
        """The positions of the items that have a disposition."""
        random = self.chance.random
        disposed_of = [
            place for place, item in enumerate(event.items) if random() < DISPOSED_OF and item.disposition
        ]
        return disposed_of if event.circumstances.startswith(TAKEN) else []

    def _later(self, minute: int, least: int, more: int) -> int:
        """A minute some days later, at most the last day."""
        return min(minute + int((least + more * self.chance.random()) * days.MINUTES_A_DAY), days.END)

    def _before(self, minute: int) -> int:
        """The number of a day in the weeks before."""
        return minute // days.MINUTES_A_DAY - int(self.chance.random() * 20)

"""Outcomes as lines for COPY: one for every twenty seizures."""

from ops_tracker.demo import days, ids, results, review
from ops_tracker.demo.amounts import NULL
from ops_tracker.demo.chance import Chance
from ops_tracker.demo.events import KNOWN, LAGS, MARKINGS
from ops_tracker.demo.review import STANDINGS, reviewed
from ops_tracker.demo.world import Scene, World

SEIZURES_AN_OUTCOME = 20
COLUMNS = {
    "operations_outcome": (
        "id, reference, revision, operation_id, country_id, source_id, marking, owner_id, agency_id,"
        f" {results.COLUMNS}, description, date_from, date_to, date_precision, note, created_at, created_by_id,"
        f" last_edited_at, last_edited_by_id, {review.COLUMNS}"
    ),
    "operations_outcome_readers": "outcome_id, user_id",
}
SOURCE = ids.fixed_id(ids.SOURCE)


class Outcomes:
    """Lines by table for the outcomes that belong to a range of seizures."""

    def __init__(self, world: World, chance: Chance, rows: int) -> None:
        self.world, self.chance, self.rows = world, chance, rows
        self.lines: dict[str, list[str]] = {table: [] for table in COLUMNS}

    def write(self, first: int, last: int) -> None:
        for number in range(first // SEIZURES_AN_OUTCOME, last // SEIZURES_AN_OUTCOME):
            self._outcome(number)

    def _outcome(self, number: int) -> None:
        pick, chance = self.chance.pick, self.chance
        minute = days.minute_of(number * SEIZURES_AN_OUTCOME, self.rows)
        before, after = ids.halves(minute, number)
        key = f"{before}{ids.OUTCOME}{after}"
        scene = pick(self.world.scenes[days.YEAR[minute // days.MINUTES_A_DAY]])
        marking, entered = pick(MARKINGS), days.moment_of(minute)
        owner = pick(scene.owners)
        date = pick(KNOWN)[max(minute // days.MINUTES_A_DAY - pick(LAGS), 0)]
        standing = reviewed(pick(STANDINGS), minute, 0, owner.supervisor, chance)
        self.lines["operations_outcome"].append(
            f"{key}\tDEMO-O{number:08}\t1\t{scene.operation}\t{pick(scene.countries)}\t{SOURCE}\t{marking}\t"
            f"{owner.agency}\t{self._whose(scene, owner.agency)}\t{pick(self.world.results)}\t\t{date}\t\t"
            f"{entered}\t{owner.analyst}\t{entered}\t{owner.analyst}\t{standing}"
        )
        if marking == "TLP:RED":
            named = self.lines["operations_outcome_readers"]
            named += [f"{key}\t{owner.analyst}", f"{key}\t{owner.supervisor}"]

    def _whose(self, scene: Scene, owner: str) -> str:
        """The agency of an outcome: mostly the recording agency, sometimes another or none."""
        draw = self.chance.random()
        return owner if draw < 0.8 else self.chance.pick(scene.partners) if draw < 0.95 else NULL

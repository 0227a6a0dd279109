"""Circumstances of seizures: how goods travelled, were hidden and were found; often little of it is stated."""

from collections.abc import Sequence

from operations.models import Concealment, Conveyance, Detection
from ops_tracker.demo.amounts import NULL
from ops_tracker.demo.chance import Chance, spread

COLUMNS = "stage, conveyance, concealment, detection, origin_id, transit_id, destination_id"
STAGES = spread({"seized": 92, "detained": 5, "detected": 2.5, "declared": 0.5})
SETS = 4096


def circumstances(chance: Chance, countries: Sequence[str]) -> tuple[str, ...]:
    """A table of text for COLUMNS."""

    def perhaps(table: Sequence[str], share: float, nothing: str) -> str:
        return chance.pick(table) if chance.maybe(share) else nothing

    return tuple(
        "\t".join(
            (
                chance.pick(STAGES),
                perhaps(Conveyance.values, 0.6, ""),
                perhaps(Concealment.values, 0.5, ""),
                perhaps(Detection.values, 0.5, ""),
                perhaps(countries, 0.4, NULL),
                perhaps(countries, 0.1, NULL),
                perhaps(countries, 0.3, NULL),
            )
        )
        for _ in range(SETS)
    )

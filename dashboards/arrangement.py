"""How tiles stand on a page, and what is said below them."""

from dashboards.headlines import Tile
from dashboards.labels import OUTCOME
from dashboards.notes import left_out
from figures.answer.query import Answer

# More than a screen of tiles.
MANY = 16
FIRST = ("seized", OUTCOME)


def arranged(tiles: list[Tile]) -> dict[str, list[Tile]]:
    """As a page shows them: of many, what was seized and achieved comes first, and other stages are folded away."""
    first = [tile for tile in tiles if tile.stage in FIRST]
    if len(tiles) <= MANY or not first:
        return {"tiles": tiles, "other_stages": []}
    return {"tiles": first, "other_stages": [tile for tile in tiles if tile.stage not in FIRST]}


def below(tiles: list[Tile], answered: Answer) -> list[str]:
    """What is said once below the tiles: how units were converted, and what the totals leave out."""
    converted: dict[str, dict[str, None]] = {}
    for tile in tiles:
        for method in tile.methods:
            converted.setdefault(method, {})[tile.label] = None
    return [*(f"{', '.join(labels)}: {method}" for method, labels in converted.items()), *left_out(answered)]

from collections.abc import Callable

from tests.figures.scene import Scene
from tests.figures.world import Chance

Act = Callable[[Scene, Chance], None]
ACTS: dict[str, Act] = {}


def act(function: Act) -> Act:
    """Something that may happen to records: it takes the scene and the dice, and changes the database."""
    ACTS[function.__name__] = function
    return function

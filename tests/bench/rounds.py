"""Those who are compared take turns, so that whatever else the machine does meanwhile slows all of them alike."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

MOST = 300  # answers of each
SECONDS = 5.0  # for all the answers of each
LEAST = 5
TURN = 10  # answers, as far as they fit into TURN_SECONDS
TURN_SECONDS = 0.1
WARMING = 20  # answers, as far as they fit into a second: plans, caches, connections


@dataclass
class Contestant:
    """`ask` is handed the number of the answer, by which questions may vary.

    It may return how many seconds count, where not all that it did should.
    """

    name: str
    ask: Callable[[int], object]
    seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def warm_up(self) -> None:
        until = time.perf_counter() + 1
        for number in range(WARMING):
            self.ask(number)
            if time.perf_counter() > until:
                return

    def take_turn(self, most: int) -> None:
        until = time.perf_counter() + TURN_SECONDS
        for _ in range(TURN):
            began = time.perf_counter()
            counted = self.ask(len(self.seconds))
            ended = time.perf_counter()
            self.seconds.append(counted if isinstance(counted, float) else ended - began)
            if ended > until or len(self.seconds) >= most:
                return

    def is_done(self, most: int) -> bool:
        enough = len(self.seconds) >= LEAST and sum(self.seconds) >= SECONDS
        return enough or len(self.seconds) >= most


def compete(*contestants: Contestant, most: int = MOST) -> dict[str, float]:
    """The median of each, in seconds."""
    for each in contestants:
        each.warm_up()
    gc.collect()
    gc.disable()
    try:
        while waiting := [each for each in contestants if not each.is_done(most)]:
            for each in waiting:
                each.take_turn(most)
    finally:
        gc.enable()
    return {each.name: each.median for each in contestants}

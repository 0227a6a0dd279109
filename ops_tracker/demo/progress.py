"""The progress of a load: written in the source that every invented record cites, in the transaction of the records."""

import re
from typing import NamedTuple

from common.errors import Refused
from operations.models import Marking, Source
from ops_tracker.demo import ids

CODE = "DEMO"
PROGRESS = re.compile(r"(\d+) of (\d+) seizures, seed (\d+)")
ELSEWHERE = "take an empty database: OPS_TRACKER_DATA=/another/folder, or another DATABASE_URL."


class Progress(NamedTuple):
    loaded: int
    rows: int
    seed: int

    def __str__(self) -> str:
        return f"{self.loaded} of {self.rows} seizures, seed {self.seed}"


def found(rows: int, seed: int) -> Progress | None:
    """The progress of that load; None before it has begun.

    Raises Refused if it is complete, or if another load is here.
    """
    source = Source.objects.filter(code=CODE).first()
    if source is None:
        return None
    progress = _parsed(source)
    if progress.loaded >= progress.rows:
        raise Refused(f"Invented results are here already ({progress}). For others {ELSEWHERE}")
    if progress != (progress.loaded, rows, seed):
        raise Refused(
            f"A load of invented results stopped at {progress}. Continue it with ROWS={progress.rows}"
            f" (and --seed {progress.seed}); for others {ELSEWHERE}"
        )
    return progress


def started(rows: int, seed: int) -> Progress:
    progress = Progress(0, rows, seed)
    Source.objects.create(
        pk=ids.fixed_id(ids.SOURCE),
        code=CODE,
        marking=Marking.CLEAR,
        publisher="Ops Tracker",
        title="Invented results, for demonstrations and measurements",
        location=str(progress),
    )
    return progress


def advance(progress: Progress, loaded: int) -> Progress:
    """Writes the progress. Call it first in the transaction of a chunk.

    Raises Refused if another process was faster.
    """
    source = Source.objects.select_for_update(of=("self",), no_key=True).get(code=CODE)
    if source.location != str(progress):
        raise Refused("Another process loads invented results here at this moment: let it finish.")
    progress = Progress(loaded, progress.rows, progress.seed)
    source.location = str(progress)
    source.save(update_fields=["location"])
    return progress


def _parsed(source: Source) -> Progress:
    found = PROGRESS.fullmatch(source.location)
    if found is None:
        raise Refused(f"The source {CODE} does not say how far the load has come. To load {ELSEWHERE}")
    return Progress(*map(int, found.groups()))

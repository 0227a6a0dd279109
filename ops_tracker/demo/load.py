"""Loads invented results, ten thousand seizures a transaction, each with all that belongs to it."""

from collections import Counter
from collections.abc import Iterator

import pghistory
from django.db import connection, transaction

from ops_tracker.demo import outcomes, progress, seizures, world
from ops_tracker.demo.chance import Chance
from ops_tracker.demo.copying import copy
from ops_tracker.demo.outcomes import Outcomes
from ops_tracker.demo.progress import Progress
from ops_tracker.demo.seizures import Seizures
from ops_tracker.demo.world import World

CHUNK = 10_000
# One beginning at a time: the second waits, and then finds what the first has begun.
LOCK = 7_201_968
COLUMNS = seizures.COLUMNS | outcomes.COLUMNS


def load_demo(*, rows: int, seed: int) -> Iterator[tuple[int, Counter[str]]]:
    """Loads what is missing of `rows` seizures and what belongs to them, a chunk a step.

    Each step yields the number of seizures loaded so far and its number of rows by table. A load that was interrupted
    goes on at the first missing seizure. Raises Refused.
    """
    reached = _begun(rows, seed)
    known = world.known_world(seed)
    while reached.loaded < rows:
        last = min(reached.loaded + CHUNK, rows)
        lines = write_rows(known, reached, last)
        reached, added = _loaded(reached, last, lines)
        yield last, added


@transaction.atomic
@pghistory.context(reason="invented results")
def _begun(rows: int, seed: int) -> Progress:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    reached = progress.found(rows, seed)
    if reached is None:
        reached = progress.started(rows, seed)
        world.create_world(seed)
    return reached


def write_rows(known: World, reached: Progress, last: int) -> dict[str, list[str]]:
    """The lines of a chunk by table, in the order of loading; they do not depend on earlier chunks."""
    first = reached.loaded
    own = Seizures(known, Chance(f"{reached.seed}/{first}"), reached.rows)
    own.write(first, last)
    others = Outcomes(known, Chance(f"{reached.seed}/{first}/outcomes"), reached.rows)
    others.write(first, last)
    return own.lines | others.lines


def _loaded(reached: Progress, last: int, lines: dict[str, list[str]]) -> tuple[Progress, Counter[str]]:
    with transaction.atomic(), pghistory.context(action="imported", reason="invented results"):
        reached = progress.advance(reached, last)
        _ignore_no_trigger()
        added = Counter({table: copy(table, COLUMNS[table], rows) for table, rows in lines.items() if rows})
    return reached, added


def _ignore_no_trigger() -> None:
    """Sets pgtrigger's list of ignored triggers to empty: each row's trigger would raise and catch an error without it.

    The more rows a transaction has written, the longer PostgreSQL takes to recover from such an error.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL pgtrigger.ignore = '{}'")

"""Of parts of other records: for whom they count, in plain Python."""

from tests.figures.oracle import OPEN, World
from tests.figures.world import Record


def wholes_of(world: World, record: Record) -> list[Record] | None:
    """What it is a part of, the nearest first; None if that is missing, or the record itself."""
    by_id = {each.id: each for each in world.records}
    found: list[Record] = []
    while record.part_of is not None:
        whole = by_id.get(record.part_of)
        if whole is None or whole.state in ("withdrawn", "superseded") or whole in found:
            return None
        found.append(whole)
        record = whole
    return found


def shared_as(world: World, record: Record, asked: tuple[str, ...]) -> str:
    """Whether a part counts, and as what, for the agencies asked together; empty if it does not."""
    wholes = wholes_of(world, record)
    if record.duplicate or not wholes or record in wholes or any(each.series for each in (record, *wholes)):
        return ""
    if any(_audience(world, each) not in ((), _audience(world, record)) for each in wholes):
        return ""
    if any(each.marking == "TLP:RED" for each in wholes):
        return ""
    counted = set().union(*(world.agencies_of(each) | world.agencies_above(each) for each in wholes)) - {""}
    credited = (world.agencies_of(record) | world.agencies_above(record)) - {""}
    if not credited & set(asked) or counted & set(asked) or ("none" in asked and not wholes[-1].agency):
        return ""
    return "verified" if all(each.state == "verified" for each in (record, *wholes)) else "unverified"


def _audience(world: World, record: Record) -> tuple[str, ...]:
    """What decides who may read it, but for their names; nothing if everybody may."""
    operation = (
        (world.then or world.operations)[record.operation].marking if record.operation else "TLP:CLEAR"
    )
    open_to_all, draft = record.marking in OPEN, record.state == "draft"
    if open_to_all and not draft and operation in OPEN:
        return ()
    return (
        "" if open_to_all else record.marking,
        "draft" if draft else "",
        "" if open_to_all and not draft else record.owner,
        record.operation if record.marking == "TLP:AMBER" or operation not in OPEN else "",
    )

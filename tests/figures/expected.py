"""The answer that a question must get, from the parts of a world."""

from collections import defaultdict
from itertools import product

from figures.question.question import Question
from tests.figures import oracle
from tests.figures.calendars import fixed
from tests.figures.given import SEIZURES
from tests.figures.oracle import Reader, World
from tests.figures.parts import Part
from tests.figures.shares import shared_as
from tests.figures.world import CODES, Record

SHARED = ("agency", "operation", "region", "threat")


def asked_about(world: World, part: Part, question: Question, reader: Reader) -> bool:
    """Whether the question is about the part at all, whatever its date and state."""
    record = part.record
    if part.is_events and SEIZURES not in question.measure:
        return False
    if question.measure:
        below = part.measure in question.measure
        if not question.alone:
            below = any(f"{part.measure}.".startswith(f"{top}.") for top in question.measure)
        if not below:
            return False
    operations = world.seen_operations_of(record, reader)
    return (
        (not question.stage or part.stage in question.stage)
        and (not question.unit or part.unit == question.unit.replace("none", ""))
        and all(
            _one_of(question.chosen(name), {record.stated.get(name, "")}, record.stated.get(name, ""))
            for name in CODES
        )
        and all(
            _one_of(question.chosen(name), codes, next(iter(codes), ""))
            for name, codes in by_way(world, part, reader).items()
        )
        and _one_of(question.operation, operations, record.operation)
        and _one_of(question.agency, world.agencies_of(record) | world.agencies_above(record), record.agency)
    )


def by_way(world: World, part: Part, reader: Reader) -> dict[str, set[str]]:
    """What a part has by way of its country or operation."""
    return {
        "region": world.regions_of(part.record, part.days),
        "threat": world.threats_of(part.record, reader),
    }


def _one_of(asked: tuple[str, ...], codes: set[str], own: str) -> bool:
    return not asked or bool(codes & set(asked)) or ("none" in asked and not own)


def between(part: Part, question: Question) -> bool:
    if question.first is None and question.last is None:
        return True
    if part.days is None:
        return False
    first, last = part.days
    return (question.first or first) <= first and last <= (question.last or last)


def touching(part: Part, question: Question) -> bool:
    if question.first is None and question.last is None:
        return False
    if part.days is None:
        return True
    first, last = part.days
    overlap = last >= (question.first or last) and first <= (question.last or first)
    return overlap and not between(part, question)


def unfixed(part: Part, question: Question) -> bool:
    return not question.unfixed or fixed(question.unfixed, part.days, question.calendar) is None


def status_of(world: World, record: Record, agencies: tuple[str, ...]) -> str:
    """Verified or unverified; of a part only where it counts for these agencies together. Else empty."""
    if record.part_of is not None:
        return shared_as(world, record, agencies) if record.state in ("verified", *oracle.UNVERIFIED) else ""
    return (
        "verified"
        if record.state == "verified"
        else "unverified"
        if record.state in oracle.UNVERIFIED
        else ""
    )


def counted(world: World, part: Part, question: Question, agencies: tuple[str, ...]) -> bool:
    counts = status_of(world, part.record, agencies) == question.status
    stands = world.stands(part.record, question.reported_as_of)
    return counts and stands and between(part, question) and unfixed(part, question)


def cells(
    world: World, part: Part, question: Question, reader: Reader, *, above: bool = False
) -> list[dict[str, str | None]]:
    """The cells that a part is in: several, where it counts for several agencies, operations or measures.

    With `above` only those of agencies that others are below: they are asked for, or have something of their own.
    """
    record = part.record
    agencies = world.agencies_of(record)
    if question.agency:
        agencies = agencies | world.agencies_above(record)
    own = record.agency
    if above:
        agencies, own = world.agencies_above(record), "none of its own"
    choices: dict[str, list[str | None]] = {
        "measure": [part.measure]
        if "measure" in question.by or question.alone
        else sorted(world.rolled(part.measure, question.measure)),
        "stage": [part.stage],
    }
    for name in question.by:
        match name:
            case "measure" | "stage":
                pass
            case "agency":
                choices[name] = _shown(agencies, own, question.agency)
            case "operation":
                seen = world.seen_operations_of(record, reader)
                choices[name] = _shown(seen, record.operation, _with_phases(world, question.operation))
            case "year" | "quarter" | "month":
                choices[name] = [fixed(name, part.days, question.calendar)]
            case _:
                choices[name] = _stated(world, part, name, question, reader)
    return [dict(zip(choices, chosen, strict=True)) for chosen in product(*choices.values())]


def _stated(world: World, part: Part, name: str, question: Question, reader: Reader) -> list[str | None]:
    if name in CODES:
        return [part.record.stated.get(name) or None]
    codes = by_way(world, part, reader)[name]
    return _shown(codes, next(iter(codes), ""), question.chosen(name))


def _shown(codes: set[str], own: str, asked: tuple[str, ...]) -> list[str | None]:
    named = [code for code in codes if code and (not asked or code in asked)]
    return [*named, None] if not own and (not asked or "none" in asked) else named


def _with_phases(world: World, asked: tuple[str, ...]) -> tuple[str, ...]:
    phases = [code for code, told in world.operations.items() if told.parent and told.parent in asked]
    return (*asked, *phases)


def expected(world: World, question: Question, reader: Reader) -> dict[tuple, list[Part]]:
    """The parts in each cell and unit."""
    found: dict[tuple, list[Part]] = defaultdict(list)
    parts = [
        part
        for part in world.parts(reported=question.currency == "reported")
        if asked_about(world, part, question, reader) and world.sees(part.record, reader)
    ]

    def add(*, above: bool, only: set[tuple] | None = None) -> None:
        for part in parts:
            for cell in cells(world, part, question, reader, above=above):
                agencies = (cell["agency"] or "none",) if "agency" in question.by else question.agency
                place = (*cell.items(), part.unit)
                if counted(world, part, question, agencies) and (only is None or place in only):
                    found[place].append(part)

    add(above=False)
    if "agency" in question.by and not question.agency:
        add(above=True, only=set(found))
    return found


def left_out(world: World, question: Question, reader: Reader) -> dict[str, int | bool]:
    parts = world.parts(reported=question.currency == "reported")
    about = [part for part in parts if asked_about(world, part, question, reader) and unfixed(part, question)]
    seen = [part for part in about if world.sees(part.record, reader)]
    present = [part for part in seen if part.record.state not in ("withdrawn", "superseded")]
    near = [part for part in present if between(part, question) or touching(part, question)]
    whole = [
        part for part in near if part.record.part_of is None or shared_as(world, part.record, question.agency)
    ]
    standing = [part for part in whole if world.stands(part.record, question.reported_as_of)]
    unverified = [
        part
        for part in whole
        if between(part, question) and status_of(world, part.record, question.agency) == "unverified"
    ]
    return {
        "unverified": len(unverified) if question.status == "verified" else 0,
        "parts": len(near) - len(whole),
        "earlier": len(whole) - len(standing),
        "undated": sum(touching(part, question) for part in standing),
        "withheld": withheld(world.today or world, reader),
    }


def _is_shared(world: World, record: Record) -> bool:
    credited = world.agencies_of(record) | world.agencies_above(record)
    return any(shared_as(world, record, (code,)) == "verified" for code in credited - {""})


def withheld(world: World, reader: Reader) -> bool:
    """Whether there is anything verified that the reader may not see, whatever they ask."""
    records = [part.record for part in world.parts(reported=False)]
    verified = [
        record
        for record in records
        if record.state == "verified" and world.stands(record)
        if record.part_of is None or _is_shared(world, record)
    ]
    return any(not world.sees(record, reader) for record in verified)

# ruff: noqa: S608 -- SQL written by hand is what this is about
"""Records changed by hand."""

from django.db import transaction

from operations.models import Outcome
from seizures.models import Seizure
from tests.figures.acts.act import act
from tests.figures.scene import (
    CREDITS,
    FATES,
    ITEMS,
    OUTCOMES,
    READERS,
    RESULT_CREDITS,
    SEIZURES,
    Scene,
    date_of,
    one_of,
    run,
    some_of,
)
from tests.figures.world import (
    AGENCIES,
    CODES,
    DATES,
    MARKINGS,
    OPERATIONS,
    STATES,
    STATES_OF,
    Chance,
    code_by,
    report_by,
)

STAGES = ["seized", "detected", "declared", "detained"]


@act
def move_records(scene: Scene, chance: Chance) -> None:
    """One UPDATE of one record, or of many, to another operation, country, conveyance, agency, date or stage."""
    table = chance.choice([SEIZURES, SEIZURES, OUTCOMES])
    columns = chance.some(["operation", *CODES, "agency", "owner", "date", "stage", "events", "series"], 2, 1)
    pairs: dict[str, object] = {}
    for column in columns:
        pairs |= _setting(scene, chance, table, column)
    some = some_of(table, chance, chance.choice([1, 1, 100]))
    run(
        f"UPDATE {table} SET {', '.join(f'{name} = %s' for name in pairs)} WHERE id = ANY(%s)",
        *pairs.values(),
        some,
    )


def _setting(scene: Scene, chance: Chance, table: str, column: str) -> dict[str, object]:
    for each in STATES_OF["seizure" if table == SEIZURES else "outcome"]:
        if each.name == column:
            return {each.column: scene.id_of(each, code_by(chance, column))}
    if column == "series":
        return dict(zip(("series", "reported_on"), report_by(chance), strict=True))
    return _named(scene, chance, table, column)


def _named(scene: Scene, chance: Chance, table: str, column: str) -> dict[str, object]:
    match column:
        case "operation":
            return {"operation_id": scene.operations.get(chance.choice(["", *OPERATIONS]))}
        case "agency" if table == SEIZURES:
            return {"seizing_agency_id": scene.agencies.get(chance.choice(["", *AGENCIES]))}
        case "agency":
            return {"agency_id": scene.agencies.get(chance.choice(["", *AGENCIES]))}
        case "owner":
            return {"owner_id": scene.agencies[chance.choice(AGENCIES)]}
        case "stage" | "events" if table == SEIZURES:
            return _of_events(chance) if column == "events" else {"stage": chance.choice(STAGES)}
    return dated(chance)


def _of_events(chance: Chance) -> dict[str, object]:
    if chance.maybe(0.4):
        return {"kind": "event", "event_count": None}
    return {"kind": "aggregate", "event_count": chance.choice([None, 1, 3, 70])}


def dated(chance: Chance) -> dict[str, object]:
    date = date_of(chance.choice(sorted(DATES)))
    return {"date_from": date.first, "date_to": date.last, "date_precision": date.precision}


@act
def decide_by_hand(scene: Scene, chance: Chance) -> None:
    """The states of some records, past the services."""
    table, state = (
        chance.choice([SEIZURES, SEIZURES, OUTCOMES]),
        chance.choice(["verified", "verified", *STATES]),
    )
    who, when = "NULL", "NULL"
    if state == "verified":
        who, when = "(SELECT max(id) FROM agencies_user WHERE role = 'supervisor')", "now()"
    run(
        f"UPDATE {table} SET state = %s, state_reason = 'Because.', verified_by_id = {who}, verified_at = {when}"
        " WHERE id = ANY(%s)",
        state,
        some_of(table, chance, chance.choice([1, 1, 100])),
    )


@act
def mark(scene: Scene, chance: Chance) -> None:
    table = chance.choice([SEIZURES, SEIZURES, OUTCOMES])
    marking, some = chance.choice(["TLP:GREEN", *MARKINGS]), some_of(table, chance, 3)
    run(f"UPDATE {table} SET marking = %s WHERE id = ANY(%s)", marking, some)


@act
def name_readers(scene: Scene, chance: Chance) -> None:
    kind = chance.choice(sorted(READERS))
    table, column = READERS[kind]
    row = (
        scene.operations[chance.choice(sorted(OPERATIONS))]
        if "operations_op" in kind
        else one_of(kind, chance)
    )
    who = scene.users[chance.choice(AGENCIES)]
    if chance.maybe(0.6):
        run(f"INSERT INTO {table} ({column}, user_id) VALUES (%s, %s) ON CONFLICT DO NOTHING", row, who)
    elif chance.maybe(0.5):
        run(f"DELETE FROM {table} WHERE {column} = %s", row)
    else:
        alone = f"SELECT min(id) FROM {table} GROUP BY {column} HAVING count(*) = 1"
        run(f"UPDATE {table} SET user_id = %s WHERE id IN ({alone})", who)


@act
def make_part(scene: Scene, chance: Chance) -> None:
    table = chance.choice([SEIZURES, OUTCOMES])
    whole, part = one_of(table, chance), one_of(table, chance)
    run(f"UPDATE {table} SET part_of_id = %s, duplicate = %s WHERE id = %s", whole, chance.maybe(0.2), part)


@act
def find_the_same(scene: Scene, chance: Chance) -> None:
    """Of parts, whether they are the same as their other record, or parts of it."""
    table = chance.choice([SEIZURES, OUTCOMES])
    run(
        f"UPDATE {table} SET duplicate = NOT duplicate WHERE id = ANY(%s) AND part_of_id IS NOT NULL",
        some_of(table, chance),
    )


@act
def make_whole(scene: Scene, chance: Chance) -> None:
    table = chance.choice([SEIZURES, OUTCOMES])
    run(
        f"UPDATE {table} SET part_of_id = NULL, duplicate = FALSE WHERE id = ANY(%s)",
        some_of(table, chance),
    )


@act
def renumber(scene: Scene, chance: Chance) -> None:
    """Another id for a seizure and all that leads to it: foreign keys leave one statement to do it in."""
    old, new = one_of(SEIZURES, chance), scene.new_id()
    changes = [
        (ITEMS, "seizure_id"), (CREDITS, "seizure_id"), (READERS[SEIZURES][0], "seizure_id"),
    ]  # fmt: skip
    chance.shuffle(changes)
    parts = [
        f"c{n} AS (UPDATE {table} SET {key} = %s WHERE {key} = %s)" for n, (table, key) in enumerate(changes)
    ]
    with transaction.atomic():
        run(
            f"UPDATE {SEIZURES} SET part_of_id = NULL, duplicate = FALSE, amends_id = NULL"
            " WHERE %s IN (part_of_id, amends_id)",
            old,
        )
        run(f"WITH {', '.join(parts)} UPDATE {SEIZURES} SET id = %s WHERE id = %s", *[new, old] * 4)


@act
def remove_record(scene: Scene, chance: Chance) -> None:
    """By Django, which takes what belongs to it first; or by hand, table by table or all in one statement."""
    table = chance.choice([SEIZURES, OUTCOMES])
    gone = one_of(table, chance)
    run(f"UPDATE {table} SET part_of_id = NULL, duplicate = FALSE WHERE part_of_id = %s", gone)
    run(f"UPDATE {table} SET amends_id = NULL WHERE amends_id = %s", gone)
    if chance.maybe(0.3):
        (Seizure if table == SEIZURES else Outcome).objects.get(pk=gone).delete()
        return
    named, column = READERS[table]
    deletions = [f"DELETE FROM {named} WHERE {column} = %s"]
    if table == SEIZURES:
        deletions += [
            f"DELETE FROM {FATES} WHERE item_id IN (SELECT id FROM {ITEMS} WHERE seizure_id = %s)",
            f"DELETE FROM {CREDITS} WHERE seizure_id = %s",
            f"DELETE FROM {ITEMS} WHERE seizure_id = %s",
        ]
    else:
        deletions.append(f"DELETE FROM {RESULT_CREDITS} WHERE outcome_id = %s")
    last = f"DELETE FROM {table} WHERE id = %s"
    if chance.maybe(0.5):
        first = ", ".join(f"d{number} AS ({deletion})" for number, deletion in enumerate(deletions))
        run(f"WITH {first} {last}", *[gone] * (len(deletions) + 1))
        return
    with transaction.atomic():
        for deletion in (*deletions, last):
            run(deletion, gone)


@act
def truncate(scene: Scene, chance: Chance) -> None:
    """Empties a table: of credits often, of seizures and all that belongs to them seldom."""
    table = chance.choice([CREDITS, CREDITS, CREDITS, RESULT_CREDITS, FATES, SEIZURES, OUTCOMES])
    # TRUNCATE does not wait for checks that are put off until the end of the transaction.
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run(f"TRUNCATE {table} CASCADE")


@act
def remove_outcomes(scene: Scene, chance: Chance) -> None:
    with transaction.atomic():
        run("DELETE FROM operations_outcome_readers")
        run(f"DELETE FROM {RESULT_CREDITS}")
        run(f"DELETE FROM {OUTCOMES}")

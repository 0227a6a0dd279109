# ruff: noqa: S608 -- SQL written by hand is what this is about
"""What belongs to records, changed by hand: items, what became of them, and credits."""

from django.db import transaction

from operations.models import OutcomeCredit
from seizures.models import Credit, SeizedItem
from tests.figures.acts.act import act
from tests.figures.acts.records import dated
from tests.figures.scene import (
    CREDITS,
    FATES,
    ITEMS,
    OUTCOMES,
    RESULT_CREDITS,
    SEIZURES,
    NothingThere,
    Scene,
    columns_of,
    copy_in,
    marks,
    one_of,
    run,
    some_of,
    values_of,
)
from tests.figures.world import (
    AGENCIES,
    CURRENCIES,
    GOODS,
    OPERATIONS,
    QUALIFIERS,
    RESULTS,
    UNNAMED,
    Chance,
    amount_by,
    gone_by,
)

ANSWERS = ("accepted", "accepted", "pending", "objected")


@act
def edit_items(scene: Scene, chance: Chance) -> None:
    table = chance.choice([ITEMS, ITEMS, OUTCOMES])
    some = some_of(table, chance, chance.choice([1, 1, 100]))
    amount = amount_by(chance, GOODS if table == ITEMS else RESULTS, seized=table == ITEMS)
    stated = {name: getattr(value, "pk", value) for name, value in scene.stated(amount).items()}
    pairs = chance.choice(
        [
            ("measure",),
            ("qualifier",),
            ("quantity", "unit"),
            ("amount", "currency"),
            tuple(stated),
            tuple(stated),
        ]
    )
    columns = {
        name if name.startswith(("qualifier", "quantity", "amount")) else f"{name}_id": stated[name]
        for name in pairs
    }
    run(
        f"UPDATE {table} SET {', '.join(f'{name} = %s' for name in columns)} WHERE id = ANY(%s)",
        *columns.values(),
        some,
    )


@act
def edit_everything(scene: Scene, chance: Chance) -> None:
    """One statement over all rows of a table."""
    change = chance.choice([
        f"UPDATE {ITEMS} SET quantity = quantity * 2, quantity_high = quantity_high * 2",
        f"UPDATE {ITEMS} SET qualifier = CASE qualifier WHEN 'exact' THEN 'at_least' ELSE 'exact' END,"
        " quantity_high = NULL, amount_high = NULL",
        f"UPDATE {ITEMS} SET amount = amount + 0.5, amount_high = amount_high + 0.7 WHERE currency_id IS NOT NULL",
        f"UPDATE {FATES} SET quantity = quantity + 1, quantity_high = quantity_high + 1",
        f"UPDATE {OUTCOMES} SET quantity = NULL, unit_id = NULL WHERE quantity > 4000 AND quantity_high IS NULL",
        f"UPDATE {SEIZURES} SET date_from = date_from + 1, date_to = date_to + 1, date_precision = 'range'"
        " WHERE date_from IS NOT NULL",
        f"UPDATE {SEIZURES} SET note = note || '.'",
        f"UPDATE {ITEMS} SET description = 'x', position = position + 1",
        f"UPDATE {SEIZURES} SET seizing_agency_id = owner_id,"
        " owner_id = coalesce(seizing_agency_id, owner_id)",
    ])  # fmt: skip
    run(change)


@act
def add_item(scene: Scene, chance: Chance) -> None:
    seizure = one_of(SEIZURES, chance)
    amount = amount_by(chance, GOODS, seized=True)
    position = 1 + (run(f"SELECT max(position) FROM {ITEMS} WHERE seizure_id = %s", seizure)[0][0] or 0)
    item = SeizedItem(id=scene.new_id(), seizure_id=seizure, position=position, **scene.stated(amount))
    copy_in([item]) if chance.maybe(0.3) else item.save(force_insert=True)
    for gone in amount.gone:
        scene.disposed(item.pk, gone).save(force_insert=True)


@act
def put_item(scene: Scene, chance: Chance) -> None:
    """An INSERT that becomes an UPDATE where the row is there, as imports and MERGE write."""
    item = SeizedItem.objects.get(pk=one_of(ITEMS, chance))
    fresh = SeizedItem(
        id=scene.new_id(), seizure_id=item.seizure_id, position=item.position + 1, measure=item.measure
    )
    both = [values_of(item), values_of(fresh)]
    run(
        f"INSERT INTO {ITEMS} ({columns_of(SeizedItem)}) VALUES ({marks(both[0])}), ({marks(both[1])})"
        " ON CONFLICT (id) DO UPDATE SET qualifier = 'at_most', quantity = excluded.quantity / 2,"
        " quantity_high = NULL, amount_high = NULL",
        *both[0],
        *both[1],
    )


@act
def merge_items(scene: Scene, chance: Chance) -> None:
    """Deletes one and changes others by one statement."""
    some = some_of(ITEMS, chance, 4)
    with transaction.atomic():
        run(f"DELETE FROM {FATES} WHERE item_id = %s", some[0])
        run(
            f"MERGE INTO {ITEMS} i USING unnest(%s::uuid[]) WITH ORDINALITY t (id, place) ON i.id = t.id"
            " WHEN MATCHED AND t.place = 1 THEN DELETE"
            " WHEN MATCHED THEN UPDATE SET quantity = i.quantity + 3, qualifier = 'approximately',"
            " quantity_high = NULL, amount_high = NULL",
            some,
        )


@act
def move_items(scene: Scene, chance: Chance) -> None:
    """To another seizure; or everything of two seizures changes places in one statement."""
    here, there = one_of(SEIZURES, chance), one_of(SEIZURES, chance)
    if chance.maybe(0.5):
        run(f"UPDATE {ITEMS} SET seizure_id = %s WHERE id = %s", there, one_of(ITEMS, chance))
        return
    run(
        f"UPDATE {ITEMS} SET seizure_id = CASE seizure_id WHEN %s THEN %s::uuid ELSE %s::uuid END"
        " WHERE seizure_id IN (%s, %s)",
        here, there, here, here, there,
    )  # fmt: skip


@act
def remove_items(scene: Scene, chance: Chance) -> None:
    some = some_of(ITEMS, chance, 2)
    if chance.maybe(0.5):
        run(
            f"WITH f AS (DELETE FROM {FATES} WHERE item_id = ANY(%s)) DELETE FROM {ITEMS} WHERE id = ANY(%s)",
            some,
            some,
        )
        return
    with transaction.atomic():
        run(f"DELETE FROM {FATES} WHERE item_id = ANY(%s)", some)
        run(f"DELETE FROM {ITEMS} WHERE id = ANY(%s)", some)


@act
def move_by_one_statement(scene: Scene, chance: Chance) -> None:
    """Takes an item away here and writes its twin there, in one statement."""
    item, there = SeizedItem.objects.get(pk=one_of(ITEMS, chance)), one_of(SEIZURES, chance)
    twin = SeizedItem.objects.get(pk=item.pk)
    twin.pk, twin.seizure_id = scene.new_id(), there
    row = values_of(twin)
    run(
        f"WITH gone AS (DELETE FROM {ITEMS} WHERE id = %s),"
        f" fates AS (UPDATE {FATES} SET item_id = %s WHERE item_id = %s)"
        f" INSERT INTO {ITEMS} ({columns_of(SeizedItem)}) VALUES ({marks(row)})",
        item.pk, twin.pk, item.pk, *row,
    )  # fmt: skip


@act
def dispose(scene: Scene, chance: Chance) -> None:
    item = SeizedItem.objects.get(pk=one_of(ITEMS, chance))
    if item.quantity is None and item.amount is None:
        raise NothingThere
    scene.disposed(item.pk, gone_by(chance, item)).save(force_insert=True)


@act
def edit_dispositions(scene: Scene, chance: Chance) -> None:
    some = some_of(FATES, chance, 3)
    changes = chance.choice([
        {"stage": chance.choice(["forfeited", "returned", "destroyed"])},
        {"amount": chance.number()}, {"quantity": chance.number()}, dated(chance),
        {"qualifier": chance.choice(QUALIFIERS), "quantity_high": None, "amount_high": None},
        {"unit_id": scene.units[chance.choice(("KGM", "LBR"))].pk},
        {"currency_id": scene.currencies[chance.choice(CURRENCIES)].pk},
    ])  # fmt: skip
    run(
        f"UPDATE {FATES} SET {', '.join(f'{name} = %s' for name in changes)} WHERE id = ANY(%s)",
        *changes.values(),
        some,
    )


@act
def move_dispositions(scene: Scene, chance: Chance) -> None:
    run(
        f"UPDATE {FATES} SET item_id = %s WHERE id = ANY(%s)",
        one_of(ITEMS, chance),
        some_of(FATES, chance, 2),
    )


@act
def remove_dispositions(scene: Scene, chance: Chance) -> None:
    run(f"DELETE FROM {FATES} WHERE id = ANY(%s)", some_of(FATES, chance, 2))


def _whose(scene: Scene, chance: Chance) -> dict[str, object]:
    """An agency, an operation or a country to be credited."""
    if chance.maybe(0.5):
        return {"operation_id": scene.operations[chance.choice(sorted(OPERATIONS))]}
    return scene.credited(chance.choice([*AGENCIES, *AGENCIES, *UNNAMED]))


@act
def credit_a_result(scene: Scene, chance: Chance) -> None:
    rows = [
        OutcomeCredit(id=scene.new_id(), outcome_id=outcome, **_whose(scene, chance))
        for outcome in some_of(OUTCOMES, chance, 3)
    ]
    copy_in(rows) if chance.maybe(0.3) else OutcomeCredit.objects.bulk_create(rows, ignore_conflicts=True)


@act
def change_credit_of_a_result(scene: Scene, chance: Chance) -> None:
    credit = one_of(RESULT_CREDITS, chance)
    match chance.randint(0, 2):
        case 0:
            run(f"UPDATE {RESULT_CREDITS} SET acceptance = %s WHERE id = %s", chance.choice(ANSWERS), credit)
        case 1:
            outcome = one_of(OUTCOMES, chance)
            run(f"UPDATE {RESULT_CREDITS} SET outcome_id = %s WHERE id = %s", outcome, credit)
        case _:
            run(f"DELETE FROM {RESULT_CREDITS} WHERE id = %s", credit)


@act
def put_agency_below(scene: Scene, chance: Chance) -> None:
    agency, above = chance.sample(sorted(scene.agencies.values()), 2)
    parent = above if chance.maybe(0.7) else None
    run("UPDATE agencies_agency SET parent_id = %s WHERE id = %s", parent, agency)


@act
def give_credit(scene: Scene, chance: Chance) -> None:
    rows = [scene.credit(seizure, **_whose(scene, chance)) for seizure in some_of(SEIZURES, chance, 3)]
    copy_in(rows) if chance.maybe(0.3) else Credit.objects.bulk_create(rows, ignore_conflicts=True)


@act
def change_credit(scene: Scene, chance: Chance) -> None:
    credit = one_of(CREDITS, chance)
    match chance.randint(0, 3):
        case 0:
            run(f"UPDATE {CREDITS} SET acceptance = %s WHERE id = %s", chance.choice(ANSWERS), credit)
        case 1:
            run(f"UPDATE {CREDITS} SET seizure_id = %s WHERE id = %s", one_of(SEIZURES, chance), credit)
        case 2:
            agency = scene.agencies[chance.choice(AGENCIES)]
            run(
                f"UPDATE {CREDITS} SET agency_id = %s, operation_id = NULL, country_id = NULL WHERE id = %s",
                agency,
                credit,
            )
        case _:
            operation = scene.operations[chance.choice(sorted(OPERATIONS))]
            run(
                f"UPDATE {CREDITS} SET agency_id = NULL, operation_id = %s, country_id = NULL WHERE id = %s",
                operation,
                credit,
            )


@act
def answer_to_being_named(scene: Scene, chance: Chance) -> None:
    table = chance.choice([SEIZURES, OUTCOMES])
    some = some_of(table, chance, chance.choice([1, 1, 100]))
    run(f"UPDATE {table} SET acceptance = %s WHERE id = ANY(%s)", chance.choice(ANSWERS), some)


@act
def take_credit_away(scene: Scene, chance: Chance) -> None:
    run(f"DELETE FROM {CREDITS} WHERE id = ANY(%s)", some_of(CREDITS, chance, 3))

# ruff: noqa: S608 -- SQL written by hand is what this is about
"""New records, by every means of writing rows."""

from decimal import Decimal

from django.db import transaction

from operations.models import Outcome
from outcomes import services as outcome_services
from seizures.models import Credit, SeizedItem, Seizure
from seizures.services import record_seizure
from tests.figures.acts.act import act
from tests.figures.acts.records import remove_record
from tests.figures.scene import (
    OUTCOMES,
    READERS,
    SEIZURES,
    Scene,
    Told,
    all_of,
    columns_of,
    copy_in,
    date_of,
    marks,
    run,
    values_of,
)
from tests.figures.world import AGENCIES, MARKINGS, Chance, record_by

# Records at once; above this the dice remove instead of adding.
MOST = 14


@act
def insert(scene: Scene, chance: Chance) -> None:
    _room(scene, chance)
    store(scene.told(record_by(chance)))


def store(told: Told) -> None:
    """One INSERT a row."""
    with transaction.atomic():
        told.record.save(force_insert=True)
        for row in (*told.items, *told.credits, *told.dispositions):
            row.save(force_insert=True)
        _name(told)


@act
def bulk_load(scene: Scene, chance: Chance) -> None:
    """COPY, table by table, of several records at once."""
    _room(scene, chance)
    several = [scene.told(record_by(chance)) for _ in range(chance.randint(1, 4))]
    credits, items = (
        [row for told in several for row in told.credits],
        [row for told in several for row in told.items],
    )
    fates = [row for told in several for row in told.dispositions]
    parts = chance.choice([[credits, items, fates], [items, credits, fates], [items, fates, credits]])
    seizures = [told.record for told in several if isinstance(told.record, Seizure)]
    outcomes = [told.record for told in several if isinstance(told.record, Outcome)]
    with transaction.atomic():
        for rows in chance.choice([[outcomes, seizures, *parts], [seizures, *parts, outcomes]]):
            copy_in(rows)
        for told in several:
            _name(told)


@act
def insert_in_one_statement(scene: Scene, chance: Chance) -> None:
    """A seizure, its items and what became of them by one statement that writes to all their tables."""
    _room(scene, chance)
    told = scene.told(record_by(chance, kind="seizure"))
    currencies = {item.pk: item.currency_id for item in told.items}
    for gone in told.dispositions:
        # Its own or, where that is not said, the item's, which nobody can see yet.
        if gone.amount is not None and chance.maybe(0.5):
            gone.currency_id = gone.currency_id or currencies[gone.item_id]
    *before, last = [
        (f"INSERT INTO {rows[0]._meta.db_table} ({columns_of(type(rows[0]))}) VALUES "
         + ", ".join(f"({marks(values_of(row))})" for row in rows))
        for rows in ([told.record], told.items, told.dispositions) if rows
    ]  # fmt: skip
    run(
        "WITH " + ", ".join(f"written_{number} AS ({text})" for number, text in enumerate(before)) + last,
        *(value for row in (told.record, *told.items, *told.dispositions) for value in values_of(row)),
    )


@act
def record_by_service(scene: Scene, chance: Chance) -> None:
    _room(scene, chance)
    by, modest = scene.setting.users[chance.choice(AGENCIES)], Decimal(chance.randint(1, 5000))
    fields = {"id": scene.new_id(), "reference": f"R{next(scene.numbers):06}", "date": date_of("2009-07-14")}
    fields |= {"operation_id": scene.operations["PHASE"], "marking": chance.choice(MARKINGS)}
    if chance.maybe(0.4):
        measured = {
            "measure": scene.measures["PEOPLE.ARRESTED"],
            "quantity": modest,
            "unit": scene.units["IE"],
        }
        outcome_services.record_outcome(Outcome(agency=by.agency, **fields, **measured), by=by)
        return
    cocaine = {"measure": scene.measures["NARC.COCAINE"], "quantity": modest, "unit": scene.units["LBR"]}
    item = SeizedItem(id=scene.new_id(), **cocaine)
    credits = [
        Credit(id=scene.new_id(), agency_id=pk) for pk in scene.agencies.values() if pk != by.agency_id
    ][:1]
    record_seizure(Seizure(**fields), items=[item], credits=credits, by=by)


def _room(scene: Scene, chance: Chance) -> None:
    while len(all_of(SEIZURES)) + len(all_of(OUTCOMES)) > MOST:
        remove_record(scene, chance)


def _name(told: Told) -> None:
    table, column = READERS[told.record._meta.db_table]
    for code in told.named:
        run(
            f"INSERT INTO {table} ({column}, user_id) SELECT %s, id FROM agencies_user WHERE agency_id ="
            " (SELECT id FROM agencies_agency WHERE code = %s) ORDER BY id LIMIT 1",
            told.record.pk,
            code,
        )

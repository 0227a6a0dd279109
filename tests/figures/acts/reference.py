"""What records stand in: operations, participations, measures, units and rates."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from tests.figures.acts.act import act
from tests.figures.scene import (
    NothingThere,
    Scene,
    run,
    take_part,
)
from tests.figures.world import (
    AGENCIES,
    BY_WAY,
    COUNTRIES,
    CURRENCIES,
    MARKINGS,
    OPERATIONS,
    Chance,
)

THREATS_OF = BY_WAY["threat"]
# Where neither the umbrella is a phase nor what goes under it has phases: the database refuses the others.
UNDER = """
    UPDATE operations_operation o SET parent_id = %s
    WHERE id = ANY(%s) AND id IS DISTINCT FROM %s
        AND NOT EXISTS (SELECT FROM operations_operation WHERE parent_id = o.id)
        AND NOT EXISTS (SELECT FROM operations_operation WHERE id = %s AND parent_id IS NOT NULL)
"""


@act
def change_operation(scene: Scene, chance: Chance) -> None:
    """Its marking, owner or umbrella; or the same for several at once."""
    some = [scene.operations[code] for code in chance.some(OPERATIONS, 2, 1)]
    match chance.randint(0, 5):
        case 5:
            run(
                "UPDATE operations_operation SET threats = %s WHERE id = ANY(%s)",
                chance.some(THREATS_OF, 2),
                some,
            )
        case 0 | 1:
            marking = chance.choice(["TLP:GREEN", *MARKINGS])
            run("UPDATE operations_operation SET marking = %s WHERE id = ANY(%s)", marking, some)
        case 2:
            owner = scene.agencies[chance.choice(AGENCIES)]
            run("UPDATE operations_operation SET owner_id = %s WHERE id = ANY(%s)", owner, some)
        case _:
            above = scene.operations.get(chance.choice(["", *OPERATIONS]))
            run(UNDER, above, some, above, above)


@act
def move_member(scene: Scene, chance: Chance) -> None:
    """A country joins or leaves a region on another day than was known."""
    first, last = sorted(chance.sample(["2008-12-20", "2009-04-05", "2009-07-14", "2009-09-30"], 2))
    run(
        "UPDATE agencies_regionmember SET valid_from = %s, valid_to = %s WHERE id ="
        " (SELECT min(m.id) FROM agencies_regionmember m JOIN agencies_country c ON c.id = m.country_id"
        " WHERE c.code = %s)",
        chance.choice([None, first]),
        chance.choice([None, last]),
        chance.choice(COUNTRIES),
    )


@act
def participate(scene: Scene, chance: Chance) -> None:
    operation = scene.operations[chance.choice(sorted(OPERATIONS))]
    agency = scene.agencies[chance.choice(AGENCIES)]
    match chance.randint(0, 2):
        case 0:
            take_part(operation, agency, chance.choice(["host", "observer", "participant"]))
        case 1:
            run("DELETE FROM operations_participation WHERE operation_id = %s", operation)
        case _:
            run(
                "UPDATE operations_participation SET operation_id = %s WHERE id ="
                " (SELECT min(id) FROM operations_participation WHERE agency_id = %s)",
                operation,
                agency,
            )


@act
def redefine(scene: Scene, chance: Chance) -> None:
    """A measure or a unit comes to mean something else."""
    change = chance.choice([
        "UPDATE measures_measure SET rolls_up = NOT rolls_up WHERE code IN ('NARC', 'PEOPLE.VICTIMS')",
        "UPDATE measures_measure SET rolls_up = NOT rolls_up WHERE code = 'NARC.COCAINE'",
        "UPDATE measures_measure SET unit_id = (SELECT id FROM measures_unit WHERE code = 'LTR')"
        " WHERE code = 'NARC.COCAINE'",
        "UPDATE measures_measure SET unit_id = (SELECT id FROM measures_unit WHERE code = 'KGM')"
        " WHERE code = 'NARC.COCAINE'",
        "UPDATE measures_measure SET dimension = 'money', unit_id = NULL WHERE code = 'WEAPONS.PISTOL'"
        " AND 'money' = ANY(accepted)",
        "UPDATE measures_measure SET dimension = 'count', unit_id = (SELECT id FROM measures_unit WHERE code = 'C62')"
        " WHERE code = 'PROPERTY.VEHICLE' AND 'count' = ANY(accepted)",
        "UPDATE measures_unit SET method = CASE method WHEN '' THEN 'assumed' ELSE '' END"
        " WHERE code IN ('TON', 'DZN') AND dimension <> 'money'",
        "UPDATE measures_unit SET factor = factor * 2 WHERE code IN ('DZN', 'LBR')",
        "UPDATE measures_unit SET factor = CASE WHEN factor IS NULL THEN 1 END WHERE code = 'U2'",
        "UPDATE measures_unit SET counts_pieces = NOT counts_pieces WHERE code IN ('DZN', 'PLANT')",
        "UPDATE measures_measure SET operator = CASE operator WHEN 'max' THEN 'latest' WHEN 'latest' THEN 'none'"
        " WHEN 'none' THEN 'sum' ELSE 'max' END WHERE code = 'ACTIVITY.COUNTRIES'",
    ])  # fmt: skip
    run(change)


@act
def publish_rates(scene: Scene, chance: Chance) -> None:
    """New, changed and withdrawn rates: money is valued anew, whoever writes them and how."""
    currency = scene.currencies[chance.choice(CURRENCIES)].pk
    day = chance.choice(
        [dt.date(2008, 12, 8), dt.date(2008, 12, 30), dt.date(2009, 4, 1), dt.date(2009, 7, 14)]
    )
    match chance.randint(0, 20):
        case 0:
            run("TRUNCATE measures_exchangerate")
        case 1 | 2 | 3 | 4:
            run("DELETE FROM measures_exchangerate WHERE currency_id = %s AND date <= %s", currency, day)
        case 5 | 6 | 7 | 8:
            run(
                "UPDATE measures_exchangerate SET date = date + 1, per_euro = per_euro * 2 WHERE currency_id = %s"
                " AND date = (SELECT max(date) FROM measures_exchangerate WHERE currency_id = %s)",
                currency,
                currency,
            )
        case _:
            run(
                "INSERT INTO measures_exchangerate (currency_id, date, per_euro, source, valid_to)"
                " VALUES (%s, %s, %s, 'x', %s) ON CONFLICT (currency_id, date)"
                " DO UPDATE SET per_euro = excluded.per_euro, valid_to = excluded.valid_to",
                currency,
                day,
                Decimal(chance.randint(1, 5000)).scaleb(-2),
                day + dt.timedelta(chance.randint(0, 200)) if chance.maybe(0.3) else None,
            )


@act
def value_in_euros(scene: Scene, chance: Chance) -> None:
    """Another reporting currency, or the old one again."""
    if not chance.maybe(0.2):
        raise NothingThere
    now = run("SELECT code FROM measures_unit WHERE is_reporting")[0][0]
    with transaction.atomic():
        run("UPDATE measures_unit SET is_reporting = FALSE WHERE is_reporting")
        run("UPDATE measures_unit SET is_reporting = TRUE WHERE dimension = 'money' AND code = %s",
            "USD" if now == "EUR" else "EUR")  # fmt: skip

# ruff: noqa: S608 -- SQL written by hand is what this is about
"""A database in the hands of somebody who changes it by every means there is."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count

from django.db import connection, models, transaction

from figures.question.dimensions import FigureDimension
from measures.models import Measure, Unit
from measures.partial_date import PartialDate, Precision
from operations.models import Outcome
from seizures.models import Credit, Disposition, SeizedItem, Seizure
from tests.factories.agencies import UserFactory
from tests.figures.recorded import Codes
from tests.figures.stored import Setting
from tests.figures.world import (
    GOODS,
    OWN,
    RESULTS,
    STATES_OF,
    TAKES_PART,
    UNNAMED,
    Chance,
    Record,
    as_recorded,
    days_of,
)

SEIZURES, OUTCOMES = "seizures_seizure", "operations_outcome"
ITEMS, CREDITS, FATES = "seizures_seizeditem", "seizures_credit", "seizures_disposition"
RESULT_CREDITS = "operations_outcomecredit"
READERS = {
    SEIZURES: ("seizures_seizure_readers", "seizure_id"),
    OUTCOMES: ("operations_outcome_readers", "outcome_id"),
    "operations_operation": ("operations_operation_readers", "operation_id"),
}
# What a scene puts back to how it was, with the columns that acts change.
KEPT = {
    "operations_operation": "code, parent_id, marking, owner_id, threats",
    "agencies_regionmember": "valid_from, valid_to",
    "agencies_agency": "parent_id",
    "measures_measure": "dimension, unit_id, rolls_up, operator",
    "measures_unit": "factor, method, counts_pieces, is_reporting",
}
EMPTIED = (
    READERS["operations_operation"][0], READERS[SEIZURES][0], READERS[OUTCOMES][0], "operations_participation",
    FATES, CREDITS, RESULT_CREDITS, ITEMS, SEIZURES, OUTCOMES, "measures_exchangerate",
)  # fmt: skip
RATE = "date, currency_id, per_euro, source, valid_to"
LEDGER = "figures_posting, figures_pending, figures_balance, figures_audience, figures_tally"


class NothingThere(Exception):
    """The act has nothing to lay hands on: no row of that table, or no record in that state."""


@dataclass
class Told:
    """A record that is to be written, with all that belongs to it."""

    record: Seizure | Outcome
    named: Sequence[str]
    items: list[SeizedItem] = field(default_factory=list)
    dispositions: list[Disposition] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)


class Scene:
    """Everything is named by number and picked in a fixed order, so that the same dice always do the same."""

    def __init__(self) -> None:
        self.setting = Setting()
        self.agencies = {code: agency.pk for code, agency in self.setting.agencies.items()}
        self.users = {code: user.pk for code, user in self.setting.users.items()}
        self.supervisors = {
            code: UserFactory(role="supervisor", agency=agency)
            for code, agency in self.setting.agencies.items()
        }
        self.operations = {code: operation.pk for code, operation in self.setting.operations.items()}
        self.ids = {each.name: {code: pk for pk, code in each.codes().items()} for each in OWN}
        self.measures = {row.code: row for row in Measure.objects.filter(code__in=[*GOODS, *RESULTS])}
        self.units = {row.code: row for row in Unit.objects.quantities()}
        self.currencies = {row.code: row for row in Unit.objects.currencies()}
        self.tables = {table: run(f"SELECT id, {columns} FROM {table}") for table, columns in KEPT.items()}
        self.rates = run(f"SELECT {RATE} FROM measures_exchangerate")
        self.codes = Codes()
        self.numbers = count(1)

    def clear(self) -> None:
        """No record, no ledger, and everything else as it was."""
        self.numbers = count(1)
        with transaction.atomic():
            for table in EMPTIED:
                run(f"DELETE FROM {table}")
            run(f"TRUNCATE {LEDGER}")
        # Put back one by one, a phase could for a moment stand under another phase.
        run("UPDATE operations_operation SET parent_id = NULL WHERE parent_id IS NOT NULL")
        for table, columns in KEPT.items():
            pairs = ", ".join(f"{name} = %s" for name in columns.split(", "))
            now = run(f"SELECT id, {columns} FROM {table}")
            # Lists are among them, which no set takes.
            changed = [row for row in self.tables[table] if row not in now]
            # Of two reporting currencies, the one that is none any more comes first.
            for pk, *told in sorted(changed, key=lambda row: row[-1] is True):
                run(f"UPDATE {table} SET {pairs} WHERE id = %s", *told, pk)
        for operation, agency in sorted(TAKES_PART):
            take_part(self.operations[operation], self.agencies[agency])
        for rate in self.rates:
            run(
                f"INSERT INTO measures_exchangerate ({RATE}) VALUES (%s, %s, %s, %s, %s)",
                *rate,
            )

    def id_of(self, dimension: FigureDimension, code: str) -> object:
        """As records have it: where that is the code itself, it is never NULL."""
        return self.ids[dimension.name].get(code) if dimension.relation else as_recorded(dimension, code)

    def new_id(self) -> uuid.UUID:
        return uuid.uuid5(uuid.NAMESPACE_OID, str(next(self.numbers)))

    def told(self, made_up: Record) -> Told:
        """Rows of a record that was made up; nothing is written yet."""
        model = Seizure if made_up.kind == "seizure" else Outcome
        fields = self._fields(made_up)
        if model is Outcome:
            fields |= {"agency_id": self.agencies.get(made_up.agency), **self.stated(made_up.amounts[0])}
            return Told(Outcome(**fields), made_up.named)
        seizure = Seizure(
            seizing_agency_id=self.agencies.get(made_up.agency), stage=made_up.stage,
            kind="aggregate" if made_up.aggregate else "event", event_count=made_up.events, **fields,
        )  # fmt: skip
        told = Told(seizure, made_up.named)
        for position, amount in enumerate(made_up.amounts):
            item = SeizedItem(
                id=self.new_id(), seizure_id=seizure.pk, position=position, **self.stated(amount)
            )
            told.items.append(item)
            told.dispositions += [self.disposed(item.pk, gone) for gone in amount.gone]
        told.credits = [
            *(self.credit(seizure.pk, **self.credited(code)) for code in made_up.agency_credits),
            *(
                self.credit(seizure.pk, operation_id=self.operations[code])
                for code in made_up.operation_credits
            ),
        ]
        return told

    def _fields(self, made_up: Record) -> dict[str, object]:
        author = self.users[made_up.owner]
        fields = {
            "id": self.new_id(), "reference": f"R{next(self.numbers):06}", "owner_id": self.agencies[made_up.owner],
            "created_by_id": author, "last_edited_by_id": author, "marking": made_up.marking,
            "operation_id": self.operations.get(made_up.operation),
            **{each.column: self.id_of(each, made_up.stated[each.name]) for each in STATES_OF[made_up.kind]},
            "state": made_up.state, "state_reason": "Because.", "date": date_of(made_up.date),
            "series": made_up.series, "reported_on": made_up.reported_on,
        }  # fmt: skip
        if made_up.state == "verified":
            fields |= {
                "verified_by_id": self.supervisors[made_up.owner].pk,
                "verified_at": "2020-01-01T00:00Z",
            }
        return fields

    def stated(self, amount) -> dict[str, object]:
        return {
            "measure": self.measures[amount.measure], "qualifier": amount.qualifier, "quantity": amount.quantity,
            "unit": self.units.get(amount.unit), "amount": amount.amount,
            "currency": self.currencies.get(amount.currency), "quantity_high": amount.quantity_high,
            "amount_high": amount.amount_high,
        }  # fmt: skip

    def disposed(self, item: object, gone) -> Disposition:
        return Disposition(
            id=self.new_id(), item_id=item, stage=gone.stage, quantity=gone.quantity, amount=gone.amount,
            unit=self.units.get(gone.unit), currency=self.currencies.get(gone.currency),
            qualifier=gone.qualifier, quantity_high=gone.quantity_high, amount_high=gone.amount_high,
            date=date_of(gone.date),
        )  # fmt: skip

    def credited(self, code: str) -> dict[str, object]:
        """Whom a credit is to be of: an agency, or a country of which none is named."""
        if code in UNNAMED:
            return {"country_id": self.ids["country"][code.partition("-")[0]]}
        return {"agency_id": self.agencies[code]}

    def credit(self, seizure: object, **whose: object) -> Credit:
        return Credit(id=self.new_id(), seizure_id=seizure, **whose)


def date_of(text: str) -> PartialDate:
    if "/" in text:
        first, last = days_of(text)
        return PartialDate(first, last, Precision.RANGE)
    return PartialDate.parse(text)


def run(statement: str, *params: object) -> list[tuple]:
    """Runs SQL written by hand. Returns what it answers, if anything."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params or None)
        return cursor.fetchall() if cursor.description else []


def take_part(operation: object, agency: object, role: str = "participant") -> None:
    run(
        "INSERT INTO operations_participation (operation_id, agency_id, role, joint_lead, function, area, note)"
        " VALUES (%s, %s, %s, FALSE, '', '', '') ON CONFLICT DO NOTHING",
        operation,
        agency,
        role,
    )


def ids(statement: str, *params: object) -> list:
    return [row[0] for row in run(statement, *params)]


def all_of(table: str) -> list:
    """Ids, in an order that the same dice always find."""
    if table in (SEIZURES, OUTCOMES):
        return ids(f"SELECT id FROM {table} ORDER BY reference, revision")
    if table == FATES:
        return ids(
            f"SELECT d.id FROM {FATES} d JOIN {ITEMS} i ON i.id = d.item_id JOIN {SEIZURES} s ON s.id = i.seizure_id"
            " ORDER BY reference, revision, position, i.quantity, d.stage, d.quantity, d.amount, d.date_from, d.date_to"
        )
    own = "position, quantity, amount" if table == ITEMS else "x.agency_id, x.operation_id, x.country_id"
    of = (OUTCOMES, "outcome_id") if table == RESULT_CREDITS else (SEIZURES, "seizure_id")
    return ids(
        f"SELECT x.id FROM {table} x JOIN {of[0]} s ON s.id = x.{of[1]} ORDER BY reference, revision, {own}"
    )


def one_of(table: str, chance: Chance) -> object:
    return some_of(table, chance, 1)[0]


def some_of(table: str, chance: Chance, most: int = 100) -> list:
    found = all_of(table)
    if not found:
        raise NothingThere(table)
    return chance.sample(found, chance.randint(1, min(most, len(found))))


def values_of(row: models.Model) -> list[object]:
    fields = row._meta.concrete_fields
    return [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]


def columns_of(model: type[models.Model]) -> str:
    return ", ".join(field.column for field in model._meta.concrete_fields)


def marks(row: list) -> str:
    return ", ".join(["%s"] * len(row))


def copy_in(rows: Iterable[models.Model]) -> None:
    """COPY, the bulk load of PostgreSQL. All rows are of one table."""
    rows = list(rows)
    if not rows:
        return
    table = rows[0]._meta.db_table
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f"COPY {table} ({columns_of(type(rows[0]))}) FROM STDIN") as load,
    ):
        for row in rows:
            load.write_row(values_of(row))

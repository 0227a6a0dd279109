"""The world as the records say: base tables, each read plainly, put together in Python."""

from collections import defaultdict

from django.db import connection

from tests.figures.given import Measured, Umbrella
from tests.figures.oracle import World
from tests.figures.world import OWN, STATES_OF, Amount, Gone, Record

RECORD = "id, owner_id, operation_id, state, marking, date_from, date_to, part_of_id, duplicate, series, reported_on"
# Whose result it is said to be counts once that has accepted it.
NAMED = "CASE WHEN acceptance = 'accepted' THEN {} END"
AMOUNT = "measure_id, qualifier, quantity, unit_id, amount, currency_id, quantity_high, amount_high"

FATE = (
    "stage, quantity, amount, date_from, date_to, qualifier, unit_id, currency_id, quantity_high, amount_high"
)


def rows(columns: str, table: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table}")  # noqa: S608 -- both are written out below
        return cursor.fetchall()


def grouped(columns: str, table: str) -> dict[object, list[tuple]]:
    """Rows under what stands in their first column, which they lose."""
    found = defaultdict(list)
    for first, *rest in rows(columns, table):
        found[first].append(tuple(rest))
    return found


class Codes:
    """What the ids in records stand for."""

    def __init__(self) -> None:
        self.agency, self.operation, self.measure = (
            {None: ""} | dict(rows("id, code", table))
            for table in ("agencies_agency", "operations_operation", "measures_measure")
        )
        self.stated = {each.name: {None: "", "": ""} | each.codes() for each in OWN}
        self.unit = {None: ""} | dict(rows("id, code", "measures_unit"))
        # A person goes by the code of the agency that they work for, the first of it.
        people = sorted(rows("id, agency_id", "agencies_user"), reverse=True)
        self.person = {user: self.agency[agency] for user, agency in people}


def recorded(codes: Codes | None = None) -> World:
    codes = codes or Codes()
    return World(
        records=[*_seizures(codes), *_outcomes(codes)],
        operations=_operations(codes),
        above={
            codes.agency[pk]: codes.agency[parent]
            for pk, parent in rows("id, parent_id", "agencies_agency")
            if parent
        },
        takes_part={
            (codes.operation[operation], codes.agency[agency])
            for operation, agency in rows("operation_id, agency_id", "operations_participation")
        },
        measures={
            codes.measure[pk]: Measured(
                dimension, codes.unit[unit], rolls_up, operator, kind == "seizure", by_worth
            )
            for pk, dimension, unit, rolls_up, operator, kind, by_worth in rows(
                "id, dimension, unit_id, rolls_up, operator, kind,"
                " dimension <> 'money' AND 'money' = ANY(accepted)",
                "measures_measure",
            )
        },
        units={
            code: (dimension, factor, method, pieces)
            for code, dimension, factor, method, pieces in rows(
                "code, dimension, factor, method, counts_pieces", "measures_unit"
            )
            if dimension != "money"
        },
        rates=[
            (codes.unit[currency], day, per_euro, until)
            for currency, day, per_euro, until in rows(
                "currency_id, date, per_euro, valid_to", "measures_exchangerate"
            )
        ],
        reporting=rows("code", "measures_unit WHERE is_reporting")[0][0],
    )


def _operations(codes: Codes) -> dict[str, Umbrella]:
    named = grouped("operation_id, user_id", "operations_operation_readers")
    return {
        codes.operation[pk]: Umbrella(
            codes.operation[parent], marking, codes.agency[owner], _who(named[pk], codes)
        )
        for pk, parent, marking, owner in rows("id, parent_id, marking, owner_id", "operations_operation")
    }


def _who(users: list[tuple], codes: Codes) -> tuple[str, ...]:
    return tuple(codes.person[user] for (user,) in users)


def _date(first: object, last: object) -> str:
    return f"{first}/{last}" if first else ""


def _amount(told: tuple, codes: Codes) -> Amount:
    measure, qualifier, quantity, unit, amount, currency, *high = told
    return Amount(
        codes.measure[measure], qualifier, quantity, codes.unit[unit], amount, codes.unit[currency], *high
    )


def _gone(told: tuple, codes: Codes) -> Gone:
    stage, quantity, amount, first, last, qualifier, unit, currency, *high = told
    date = _date(first, last)
    return Gone(stage, quantity, amount, date, qualifier, *high, codes.unit[unit], codes.unit[currency])


def stated_by(kind: str) -> str:
    """The columns of what a record states, after others."""
    return "".join(f", {dimension.column}" for dimension in STATES_OF[kind])


def _seizures(codes: Codes) -> list[Record]:
    items, credits = defaultdict(list), _credits("seizure_id", "seizures_credit")
    gone = grouped(f"item_id, {FATE}", "seizures_disposition")
    for pk, seizure, *told in rows(f"id, seizure_id, {AMOUNT}", "seizures_seizeditem"):
        amount = _amount(tuple(told), codes)
        amount.gone = [_gone(told, codes) for told in gone[pk]]
        items[seizure].append(amount)
    named = grouped("seizure_id, user_id", "seizures_seizure_readers")
    found = []
    for agency, stage, kind, events, pk, *told in rows(
        f"{NAMED.format('seizing_agency_id')}, stage, kind, event_count, {RECORD}{stated_by('seizure')}",
        "seizures_seizure",
    ):
        record = _record("seizure", agency, (pk, *told), named[pk], codes)
        record.stage, record.amounts = stage, items[pk]
        record.aggregate, record.events = kind == "aggregate", events
        _credit(record, credits[pk], codes)
        found.append(record)
    return found


def _credits(of: str, table: str) -> dict[object, list[tuple]]:
    return grouped(f"{of}, agency_id, operation_id, country_id", f"{table} WHERE acceptance = 'accepted'")


def _credit(record: Record, credits: list[tuple], codes: Codes) -> None:
    record.agency_credits = [codes.agency[agency] for agency, *_ in credits if agency]
    record.agency_credits += [
        f"{codes.stated['country'][country]}-UNNAMED" for *_, country in credits if country
    ]
    record.operation_credits = [codes.operation[operation] for _, operation, _ in credits if operation]


def _outcomes(codes: Codes) -> list[Record]:
    named = grouped("outcome_id, user_id", "operations_outcome_readers")
    credits, found = _credits("outcome_id", "operations_outcomecredit"), []
    amount = AMOUNT.count(",") + 1
    for agency, *told in rows(
        f"{NAMED.format('agency_id')}, {AMOUNT}, {RECORD}{stated_by('outcome')}", "operations_outcome"
    ):
        record = _record("outcome", agency, tuple(told[amount:]), named[told[amount]], codes)
        record.amounts = [_amount(tuple(told[:amount]), codes)]
        _credit(record, credits[told[amount]], codes)
        found.append(record)
    return found


def _record(kind: str, agency: object, told: tuple, named: list[tuple], codes: Codes) -> Record:
    pk, owner, operation, state, marking, first, last, part_of, duplicate, series, reported_on, *stated = told
    return Record(
        kind=kind, owner=codes.agency[owner], agency=codes.agency[agency], operation=codes.operation[operation],
        stated={each.name: codes.stated[each.name][id_] for each, id_ in zip(STATES_OF[kind], stated, strict=True)},
        state=state, marking=marking, named=_who(named, codes),
        date=_date(first, last), amounts=[], part_of=part_of, duplicate=duplicate, id=pk,
        series=series, reported_on=reported_on,
    )  # fmt: skip

"""Seizures serialised for the API from rows of SQL, with items, dispositions and credits."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from common.api.addresses import api_url
from common.db.statements import Row, Statement, array, fetch_together
from records.api import reading
from records.api.reading import Codes, credits_sql, rows_below, visible_credits
from seizures.models import Seizure

PATH = api_url("seizures")
ITEMS = f"""
    SELECT t.seizure_id, t.id, {reading.AMOUNTS}, t.weight, t.estimated, t.provisional,
        t.form, t.purity, t.laboratory_confirmed, t.calibre, t.marked,
        t.trace_requested, t.cites_appendix
    FROM seizures_seizeditem t {reading.MEASURED}
    WHERE t.seizure_id = ANY(%(seizures)s::uuid[]) ORDER BY t.position, t.id
"""  # noqa: S608 -- written out there
DISPOSITIONS = """
    SELECT d.item_id, d.id, d.stage, d.forfeiture, d.date_from, d.date_to, d.date_precision, d.qualifier, d.quantity,
        d.quantity_high, u.code AS unit, d.amount, d.amount_high, c.code AS currency
    FROM seizures_seizeditem t JOIN seizures_disposition d ON d.item_id = t.id
    LEFT JOIN measures_unit u ON u.id = d.unit_id
    LEFT JOIN measures_unit c ON c.id = d.currency_id
    WHERE t.seizure_id = ANY(%(seizures)s::uuid[]) ORDER BY d.date_from, d.id
"""
CREDITS = credits_sql(table="seizures_credit", of="seizure")
NOTHING: Statement = ("SELECT WHERE FALSE", None)


def render_seizures(rows: Sequence[Row], wanted: Collection[str], reader: Any) -> list[Row]:
    """The published fields of each seizure, in their published order; items and credits only if `wanted`."""
    if not rows:
        return []
    inside = reading.inside_of(rows, reader)
    codes, items, disposed, credits, stated, *seen = fetch_together(
        reading.coding(
            agency=_each(rows, "owner_id", "seizing_agency_id"),
            country=_each(rows, "country_id", "origin_id", "transit_id", "destination_id"),
            operation=_each(rows, "operation_id"),
        ),
        *_statements(rows, wanted, reader),
        *reading.seeing(Seizure, rows, reader),
    )
    known = reading.codes(codes, *seen)
    taken = _items(items, rows_below("item_id", disposed), inside)
    credited = rows_below("seizure_id", visible_credits(credits, reader))
    sources = rows_below("seizure_id", stated)
    heads = (_seizure(row, known, row["id"] in inside, sources.get(row["id"], [])) for row in rows)
    below = ({"items": taken.get(row["id"], []), "credits": credited.get(row["id"], [])} for row in rows)
    feet = (reading.render_foot(row, known) for row in rows)
    return [head | rest | foot for head, rest, foot in zip(heads, below, feet, strict=True)]


def _statements(rows: Sequence[Row], wanted: Collection[str], reader: Any) -> list[Statement]:
    """The statements for items, their dispositions, credits and sources; that for nothing for what is not wanted."""
    of = {"seizures": array(row["id"] for row in rows)}
    measured = of | reading.reporting()
    sources = reading.sources_of(rows, reader, table="seizures_seizuresource", of="seizure")
    found = {
        "items": [(ITEMS, measured), (DISPOSITIONS, of)],
        "credits": [(CREDITS, of)],
        "sources": [sources],
    }
    return [each if name in wanted else NOTHING for name, few in found.items() for each in few]


def _each(rows: Iterable[Row], *columns: str) -> Iterable[Any]:
    return (row[column] for row in rows for column in columns)


def _items(items: list[Row], disposed: dict[Any, list[Row]], inside: Collection[str]) -> dict[Any, list[Row]]:
    """Items with their dispositions, by seizure."""
    for item in items:
        if item["seizure_id"] not in inside:
            item["description"] = None
        item["dispositions"] = [_disposition(each) for each in disposed.get(item["id"], ())]
    return rows_below("seizure_id", items)


def _seizure(row: Row, known: Codes, inside: bool, sources: list[Row]) -> Row:
    """The fields of a seizure before its items."""
    country = known["country"]
    return {
        **reading.render_head(row, PATH, inside),
        "seizing_agency": known["agency"].get(row["seizing_agency_id"]),
        **reading.render_stated(row, known, inside, sources),
        "place": row["place_id"],
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "accuracy": row["accuracy"],
        "stage": row["stage"],
        "kind": row["kind"],
        "event_count": row["event_count"],
        "conveyance": row["conveyance"],
        "concealment": row["concealment"],
        "detection": row["detection"],
        "origin": country.get(row["origin_id"]),
        "origin_place": row["origin_place_id"],
        "transit": country.get(row["transit_id"]),
        "transit_place": row["transit_place_id"],
        "destination": country.get(row["destination_id"]),
        "destination_place": row["destination_place_id"],
    }


def _disposition(row: Row) -> Row:
    return {
        "id": row["id"],
        "stage": row["stage"],
        "forfeiture": row["forfeiture"],
        **reading.render_date(row["date_from"], row["date_to"], row["date_precision"]),
        "qualifier": row["qualifier"],
        "quantity": row["quantity"],
        "quantity_high": row["quantity_high"],
        "unit": row["unit"],
        "amount": row["amount"],
        "amount_high": row["amount_high"],
        "currency": row["currency"],
    }

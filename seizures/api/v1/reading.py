"""How a seizure is told: with what was taken, what became of it, and who is credited."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.conf import settings

from operations.api import reading
from operations.api.reading import Codes
from operations.api.rows import Row, array, planned
from operations.models import Operation

PATH = "/api/v1/seizures/"
ITEMS = f"""
    SELECT t.seizure_id, t.id, {reading.AMOUNTS}, t.form, t.purity, t.laboratory_confirmed, t.calibre, t.marked,
        t.trace_requested
    FROM seizures_seizeditem t {reading.MEASURED}
    WHERE t.seizure_id = ANY(%(seizures)s::uuid[]) ORDER BY t.position, t.id
"""  # noqa: S608 -- written out there
DISPOSITIONS = """
    SELECT item_id, id, stage, forfeiture, date_from, date_to, date_precision, quantity, amount
    FROM seizures_disposition WHERE item_id = ANY(%s::uuid[]) ORDER BY date_from, id
"""
CREDITS = """
    SELECT seizure_id, id, agency_id, operation_id, role
    FROM seizures_credit WHERE seizure_id = ANY(%s::uuid[]) ORDER BY id
"""


def told(rows: Sequence[Row], wanted: Collection[str], reader: Any) -> list[Row]:
    """Every field of each, in the order in which they are published; items and credits only where they are wanted."""
    own = reading.own_agency(reader)
    inside = {row["id"] for row in rows if row["owner_id"] == own}
    pks = array(row["id"] for row in rows)
    items = _items(pks, inside) if "items" in wanted else {}
    credits = _visible(planned(CREDITS, [pks]), reader) if "credits" in wanted else []
    known = _codes(rows, credits)
    credited: dict[str, list[Row]] = {}
    for credit in credits:
        credited.setdefault(credit["seizure_id"], []).append(_credit(credit, known))
    return [
        _seizure(row, known, row["id"] in inside, items.get(row["id"], []), credited.get(row["id"], []))
        for row in rows
    ]


def _items(pks: str, inside: Collection[str]) -> dict[str, list[Row]]:
    """What was taken, by seizure."""
    rows = planned(ITEMS, {"seizures": pks, "reporting": settings.REPORTING_CURRENCY})
    gone: dict[str, list[Row]] = {}
    for disposition in planned(DISPOSITIONS, [array(item["id"] for item in rows)]):
        gone.setdefault(disposition["item_id"], []).append(_disposition(disposition))
    items: dict[str, list[Row]] = {}
    for item in rows:
        seizure = item.pop("seizure_id")
        if seizure not in inside:
            item["description"] = None
        item["dispositions"] = gone.get(item["id"], [])
        items.setdefault(seizure, []).append(item)
    return items


def _visible(credits: list[Row], reader: Any) -> list[Row]:
    """Credit of an operation that the reader may not see would tell its name."""
    named = {credit["operation_id"] for credit in credits} - {None}
    if not named:
        return credits
    visible = Operation.objects.visible_to(reader).filter(pk__in=named).values_list("pk", flat=True)
    seen = {None, *map(str, visible)}
    return [credit for credit in credits if credit["operation_id"] in seen]


def _codes(rows: Sequence[Row], credits: Sequence[Row]) -> Codes:
    def each(found: Iterable[Row], *columns: str) -> Iterable[Any]:
        return (row[column] for row in found for column in columns)

    return reading.codes(
        agency=[*each(rows, "owner_id", "seizing_agency_id"), *each(credits, "agency_id")],
        country=each(rows, "country_id", "origin_id", "transit_id", "destination_id"),
        operation=[*each(rows, "operation_id"), *each(credits, "operation_id")],
    )


def _seizure(row: Row, known: Codes, inside: bool, items: list[Row], credits: list[Row]) -> Row:
    country = known["country"]
    return {
        **reading.told_head(row, PATH, inside),
        "seizing_agency": known["agency"][row["seizing_agency_id"]],
        **reading.told_stated(row, known),
        "place": row["place_id"],
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
        "items": items,
        "credits": credits,
        **reading.told_foot(row, known),
    }


def _disposition(row: Row) -> Row:
    return {
        "id": row["id"],
        "stage": row["stage"],
        "forfeiture": row["forfeiture"],
        **reading.told_date(row["date_from"], row["date_to"], row["date_precision"]),
        "quantity": row["quantity"],
        "amount": row["amount"],
    }


def _credit(row: Row, known: Codes) -> Row:
    return {
        "id": row["id"],
        "agency": known["agency"].get(row["agency_id"]),
        "operation": known["operation"].get(row["operation_id"]),
        "role": row["role"],
    }

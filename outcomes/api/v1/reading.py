"""Outcomes serialised for the API from rows of SQL."""

from collections.abc import Sequence
from typing import Any

from common.api.addresses import api_url
from common.db.statements import Row, Statement, array, fetch_together
from operations.models import Outcome
from records.api import reading
from records.api.reading import credits_sql, rows_below, visible_credits

PATH = api_url("outcomes")


CREDITS = credits_sql(table="operations_outcomecredit", of="outcome")
OF_EACH = f"""
    SELECT t.id, {reading.AMOUNTS} FROM operations_outcome t {reading.MEASURED}
    WHERE t.id = ANY(%(outcomes)s::uuid[])
"""  # noqa: S608 -- written out there

PERSONS = """
    SELECT p.outcome_id, p.number, p.sex, p.age, n.code AS nationality
    FROM operations_outcomepersons p LEFT JOIN agencies_country n ON n.id = p.nationality_id
    WHERE p.outcome_id = ANY(%(outcomes)s::uuid[]) ORDER BY p.id
"""


def render_outcomes(rows: Sequence[Row], reader: Any) -> list[Row]:
    """The published fields of each outcome, in their published order."""
    within = reading.inside_of(rows, reader)
    of = {"outcomes": array(row["id"] for row in rows)}
    codes, stated, credits, persons, quoted, *seen = fetch_together(
        _coding(rows),
        (OF_EACH, of | reading.reporting()),
        (CREDITS, of),
        (PERSONS, of),
        reading.sources_of(rows, reader, table="operations_outcomesource", of="outcome"),
        *reading.seeing(Outcome, rows, reader),
    )
    known, amounts = reading.codes(codes, *seen), {each.pop("id"): each for each in stated}
    credited = rows_below("outcome_id", visible_credits(credits, reader))
    sources, counted = (rows_below("outcome_id", found) for found in (quoted, persons))
    return [
        {
            **_outcome(row, known, sources.get(row["id"], []), inside=row["id"] in within),
            **_amounts(amounts[row["id"]], inside=row["id"] in within),
            "persons": counted.get(row["id"], []),
            "credits": credited.get(row["id"], []),
            **reading.render_foot(row, known),
        }
        for row in rows
    ]


def _coding(rows: Sequence[Row]) -> Statement:
    return reading.coding(
        agency=[row[name] for row in rows for name in ("owner_id", "agency_id")],
        country=[row["country_id"] for row in rows],
        operation=[row["operation_id"] for row in rows],
    )


def _amounts(amounts: Row, *, inside: bool) -> Row:
    return amounts if inside else amounts | {"description": None}


def _outcome(row: Row, known: reading.Codes, sources: list[Row], *, inside: bool) -> Row:
    """The fields of an outcome before its amounts."""
    return {
        **reading.render_head(row, PATH, inside),
        "agency": known["agency"].get(row["agency_id"]),
        **reading.render_stated(row, known, inside, sources),
    }

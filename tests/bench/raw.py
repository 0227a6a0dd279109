"""The same questions by SQL written by hand over the records, for the reader that the key is."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

FOLDER = Path(__file__).parent / "sql"
READABLE = """
    ({a}.operation_id IS NULL OR {a}.operation_id IN (SELECT id FROM visible))
    AND (
        {a}.marking IN ('TLP:CLEAR', 'TLP:GREEN')
        OR ({a}.marking = 'TLP:AMBER'
            AND ({a}.owner_id = %(agency)s OR {a}.operation_id IN (SELECT operation_id FROM joined)))
        OR ({a}.marking = 'TLP:AMBER+STRICT' AND {a}.owner_id = %(agency)s)
    )
"""
COUNTED = "{a}.state = 'verified' AND {a}.part_of_id IS NULL AND " + READABLE
# A record dated to the year, say, is in the year's total and in no month's.
TIMES = {
    "": "NULL::integer",
    "year": "CASE WHEN date_part('year', {a}.date_from) = date_part('year', {a}.date_to)"
    " THEN date_part('year', {a}.date_from)::integer END",
    "month": "CASE WHEN date_trunc('month', {a}.date_from::timestamp) = date_trunc('month', {a}.date_to::timestamp)"
    " THEN date_trunc('month', {a}.date_from::timestamp)::date END",
}
OF_OPERATION = {
    "s": "(s.operation_id = ANY(%(operations)s)"
    " OR s.id IN (SELECT seizure_id FROM seizures_credit WHERE operation_id = ANY(%(operations)s)))",
    "o": "o.operation_id = ANY(%(operations)s)",
}
OF_MEASURE = (
    "{a}.measure_id IN (SELECT id FROM measures_measure WHERE code = %(top)s OR code LIKE %(top)s || '.%%')"
)


@dataclass(frozen=True)
class Raw:
    text: str
    values: dict[str, Any] = field(default_factory=dict)

    def rows(self, connection: "psycopg.Connection[Any]") -> list[tuple[Any, ...]]:
        return connection.execute(self.text.encode(), self.values).fetchall()


def figures(
    agency: int,
    *,
    time: str = "",
    by_country: bool = False,
    measure: str = "",
    stage: str = "",
    unit: str = "",
    operations: list[Any] | None = None,
) -> Raw:
    """Rows of measure, stage, time, country, unit, value, records.

    A measure counts for the highest that it rolls up into, and with `operations` for itself.
    """
    parts = {"rolls": "FALSE" if operations else "TRUE"}
    for alias in ("s", "o", "d"):
        parts[f"time_{alias}"] = TIMES[time].format(a=alias)
    for alias in ("s", "o"):
        parts[f"country_{alias}"] = f"{alias}.country_id" if by_country else "NULL::bigint"
        parts[f"counted_{alias}"] = COUNTED.format(a=alias)
        parts[f"asked_{alias}"] = OF_OPERATION[alias] if operations else "TRUE"
    for alias, column in (("s", "s.stage"), ("d", "d.stage"), ("o", "'outcome'")):
        parts[f"staged_{alias}"] = f"{column} = %(stage)s" if stage else "TRUE"
    parts["in_unit"] = "u.code = %(unit)s" if unit else "TRUE"
    for alias in ("i", "o"):
        parts[f"measured_{alias}"] = OF_MEASURE.format(a=alias) if measure else "TRUE"
    text = (FOLDER / "figures.sql").read_text().format(**parts)
    return Raw(
        text, {"agency": agency, "top": measure, "stage": stage, "unit": unit, "operations": operations or []}
    )


def top(agency: int, measure: str, first: Any, last: Any) -> Raw:
    """Rows of operation, value, records."""
    text = (FOLDER / "top.sql").read_text().format(counted_s=COUNTED.format(a="s"))
    return Raw(text, {"agency": agency, "top": measure, "first": first, "last": last})


def page(agency: int, **values: Any) -> Raw:
    """`operations`, `country`, `first` and `last` day, and `newest`: the id of the first row of the page."""
    text = (FOLDER / "page.sql").read_text().format(readable_s=READABLE.format(a="s"))
    return Raw(text, {"agency": agency, **values})
